import { Button, PasswordInput } from '@mantine/core'
import { useEffect, useRef, useState, type JSX } from 'react'
import { ApiError } from '../api/api-error.ts'
import { join } from '../api/session.ts'
import type { Joined } from '../api/types.ts'
import { joinTexts as texts } from '../texts/join.ts'
import { unlockTexts } from '../texts/unlock.ts'
import { useWait } from './use-wait.ts'
import classes from './unlock.module.css'

interface NewPassphraseProps {
  onJoined: (joined: Joined) => void
  onCancel: () => void
}

/** Asks twice for a passphrase of one's own and makes the keys. Whether it is too weak is the server's to say (X18). */
export const NewPassphrase = ({ onJoined, onCancel }: NewPassphraseProps): JSX.Element => {
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [differs, setDiffers] = useState(false)
  const [busy, setBusy] = useState(false)
  const wait = useWait(0)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
  }, [])

  const submit = async (): Promise<void> => {
    setError(passphrase === '' ? texts.empty : null)
    setDiffers(passphrase !== again)
    if (passphrase === '' || passphrase !== again) return
    setBusy(true)
    try {
      onJoined(await join(passphrase))
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown))
      if (thrown instanceof ApiError && thrown.retryAfterMs !== null) wait.start(thrown.retryAfterMs)
    } finally {
      setBusy(false)
    }
  }

  const shown = { 'aria-label': unlockTexts.show, tabIndex: 0 }
  return (
    <>
      <p className={classes.lead}>{texts.lead}</p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <PasswordInput
          size="md"
          label={texts.passphrase}
          description={texts.passphraseHint}
          value={passphrase}
          error={error}
          readOnly={busy}
          ref={field}
          visibilityToggleButtonProps={shown}
          onChange={(event) => {
            setPassphrase(event.currentTarget.value)
          }}
        />
        <PasswordInput
          size="md"
          label={texts.again}
          value={again}
          error={differs ? texts.differs : null}
          readOnly={busy}
          visibilityToggleButtonProps={shown}
          onChange={(event) => {
            setAgain(event.currentTarget.value)
          }}
        />
        {wait.seconds > 0 ? (
          <p className={classes.wait} role="timer">
            {unlockTexts.wait(wait.seconds)}
          </p>
        ) : null}
        <div className={classes.choices}>
          <Button variant="default" size="md" disabled={busy} onClick={onCancel}>
            {texts.back}
          </Button>
          <Button type="submit" size="md" loading={busy} disabled={wait.seconds > 0}>
            {texts.makeKeys}
          </Button>
        </div>
      </form>
    </>
  )
}
