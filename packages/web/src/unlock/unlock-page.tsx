import { Button, PasswordInput } from '@mantine/core'
import { IconLock, IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useRef, useState, type JSX, type KeyboardEvent } from 'react'
import { ApiError } from '../api/api-error.ts'
import { unlock } from '../api/session.ts'
import type { LockReason } from '../api/session-store.ts'
import { unlockTexts as texts } from '../texts/unlock.ts'
import { Mark } from '../ui/mark.tsx'
import { UnlockByPasskey } from './unlock-by-passkey.tsx'
import { useWait } from './use-wait.ts'
import classes from './unlock.module.css'

const toError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError('NOT_UNDERSTOOD', String(error), 0)

/** The locked vault: one field, nothing about what is inside. A wait that was running when the page was loaded goes on. */
export const UnlockPage = ({ reason, waitMs }: { reason: LockReason; waitMs: number }): JSX.Element => {
  const [passphrase, setPassphrase] = useState('')
  const [error, setError] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const wait = useWait(waitMs)
  const field = useRef<HTMLInputElement>(null)
  const why = texts.reasons[reason]

  useEffect(() => {
    document.title = 'Homeward'
    field.current?.focus()
  }, [])

  const submit = async (): Promise<void> => {
    if (passphrase === '') {
      setError(new ApiError('EMPTY', texts.empty, 0))
      field.current?.focus()
      return
    }
    setBusy(true)
    setError(null)
    try {
      await unlock({ passphrase })
    } catch (thrown) {
      const failed = toError(thrown)
      setError(failed)
      if (failed.retryAfterMs !== null) wait.start(failed.retryAfterMs)
      if (failed.code === 'PASSPHRASE_WRONG') field.current?.select()
    } finally {
      setBusy(false)
    }
  }

  const onKey = (event: KeyboardEvent): void => {
    setCapsLock(event.getModifierState('CapsLock'))
  }

  const inUse = error?.code === 'VAULT_IN_USE'
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <Mark size={36} />
          <span>Homeward</span>
        </div>
        <h1>{texts.title}</h1>
        <p className={classes.lead}>{why ?? texts.lead}</p>
        {inUse ? (
          <div className={classes.notice} role="alert">
            <IconPlugConnectedX size={22} stroke={1.5} aria-hidden />
            <div>
              <h2>{texts.inUse}</h2>
              <p>{texts.inUseText}</p>
            </div>
          </div>
        ) : null}
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <PasswordInput
            ref={field}
            size="md"
            label={texts.passphrase}
            value={passphrase}
            onChange={(event) => {
              setPassphrase(event.currentTarget.value)
            }}
            onKeyDown={onKey}
            onKeyUp={onKey}
            error={error === null || inUse ? null : error.message}
            description={capsLock ? texts.capsLock : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            aria-invalid={error !== null && !inUse}
            // Disabled, it would lose the focus.
            readOnly={busy}
            visibilityToggleButtonProps={{ 'aria-label': texts.show, tabIndex: 0 }}
          />
          {wait.seconds > 0 ? (
            <p className={classes.wait} role="timer">
              {texts.wait(wait.seconds)}
            </p>
          ) : null}
          <Button
            type="submit"
            size="md"
            fullWidth
            loading={busy}
            disabled={wait.seconds > 0}
            leftSection={<IconLock size={17} stroke={1.75} />}
          >
            {inUse ? texts.retry : texts.unlock}
          </Button>
          <p className={classes.busy} aria-live="polite">
            {busy ? texts.unlocking : ''}
          </p>
        </form>
        <UnlockByPasskey isWaiting={wait.seconds > 0 || busy} onWait={wait.start} />
        <details className={classes.forgotten}>
          <summary>{texts.forgotten}</summary>
          <p>{texts.forgottenText}</p>
        </details>
      </div>
    </main>
  )
}
