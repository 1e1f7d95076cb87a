import { Button, PasswordInput } from '@mantine/core'
import { IconLock, IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useRef, useState, type JSX, type KeyboardEvent } from 'react'
import { ApiError } from '../api/api-error.ts'
import { unlock } from '../api/session.ts'
import type { LockReason } from '../api/session-store.ts'
import { joinTexts } from '../texts/join.ts'
import { unlockTexts as texts } from '../texts/unlock.ts'
import { LanguageSwitch } from '../shell/language-switch.tsx'
import { Mark } from '../ui/mark.tsx'
import { JoinPage } from './join-page.tsx'
import { UnlockByPasskey } from './unlock-by-passkey.tsx'
import { useWait } from './use-wait.ts'
import classes from './unlock.module.css'

const toError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError('NOT_UNDERSTOOD', String(error), 0)

const isNotice = (code: string): code is keyof typeof texts.notices => Object.hasOwn(texts.notices, code)

interface UnlockProps {
  reason: LockReason
  waitMs: number
}

/** The locked vault: one field, nothing about what is inside. A wait that was running when the page was loaded goes on. */
const Unlock = ({ reason, waitMs, onJoin }: UnlockProps & { onJoin: () => void }): JSX.Element => {
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

  // What is not about the passphrase stands above the field.
  const notice = error !== null && isNotice(error.code) ? texts.notices[error.code] : undefined
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <Mark size={36} />
          <span>Homeward</span>
          <span className={classes.language}>
            <LanguageSwitch />
          </span>
        </div>
        <h1>{texts.title}</h1>
        <p className={classes.lead}>{why ?? texts.lead}</p>
        {notice === undefined ? null : (
          <div className={classes.notice} role="alert">
            <IconPlugConnectedX size={22} stroke={1.5} aria-hidden />
            <div>
              <h2>{notice.title}</h2>
              <p>{notice.text}</p>
            </div>
          </div>
        )}
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
            error={notice === undefined ? error?.message : null}
            description={capsLock ? texts.capsLock : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            aria-invalid={error !== null && notice === undefined}
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
            {notice === undefined ? texts.unlock : texts.retry}
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
        <p className={classes.join}>
          {joinTexts.noKeys}{' '}
          <button type="button" className={classes.joinLink} onClick={onJoin}>
            {joinTexts.link}
          </button>
        </p>
      </div>
    </main>
  )
}

/** The locked vault, and from there the way in for somebody who has no keys yet. */
export const UnlockPage = (props: UnlockProps): JSX.Element => {
  const [joining, setJoining] = useState(false)
  return joining ? (
    <JoinPage
      onDone={() => {
        setJoining(false)
      }}
    />
  ) : (
    <Unlock
      {...props}
      onJoin={() => {
        setJoining(true)
      }}
    />
  )
}
