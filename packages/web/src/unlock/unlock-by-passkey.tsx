import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { ApiError } from '../api/api-error.ts'
import { passkeyPlace, readPasskey } from '../api/passkey.ts'
import { unlock } from '../api/session.ts'
import { OtherAddress } from '../keys/other-address.tsx'
import { keysTexts as texts } from '../texts/keys.ts'
import classes from './unlock.module.css'

interface UnlockByPasskeyProps {
  isWaiting: boolean
  /** Told how long the next try has to wait, in milliseconds. */
  onWait: (ms: number) => void
}

/** The second way in. Which passkeys there are, a locked vault tells nobody; the browser shows those that it knows. */
export const UnlockByPasskey = ({ isWaiting, onWait }: UnlockByPasskeyProps): JSX.Element => {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const place = passkeyPlace()
  const submit = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await unlock({ prf: await readPasskey() })
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown))
      if (thrown instanceof ApiError && thrown.retryAfterMs !== null) onWait(thrown.retryAfterMs)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={classes.passkey}>
      {place === 'here' ? (
        <Button
          variant="default"
          size="md"
          fullWidth
          loading={busy}
          disabled={isWaiting}
          leftSection={<IconFingerprint size={18} stroke={1.6} />}
          onClick={() => void submit()}
        >
          {texts.unlock}
        </Button>
      ) : (
        <OtherAddress place={place} />
      )}
      {error === null ? null : (
        <p className={classes.passkeyError} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
