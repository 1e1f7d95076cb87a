import { PasswordInput, TextInput } from '@mantine/core'
import { useRef, useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { makePasskey, type MadePasskey } from '../api/passkey.ts'
import type { Passkey } from '../api/types.ts'
import { keysTexts as texts } from '../texts/keys.ts'
import { unlockTexts } from '../texts/unlock.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { toast } from '../ui/toasts.tsx'
import classes from './keys.module.css'

interface AddPasskeyProps {
  /** Ids of the passkeys that are there already. */
  known: readonly string[]
  onAdded: (passkeys: Passkey[]) => void
  onClose: () => void
}

/** Asks for a name and the passphrase, has the browser make a passkey, and hands its secret to the vault. */
export const AddPasskey = ({ known, onAdded, onClose }: AddPasskeyProps): JSX.Element => {
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  // After a wrong passphrase the one that was made is used again, so that the device does not collect passkeys that open nothing.
  const made = useRef<MadePasskey | null>(null)
  const send = async (): Promise<undefined> => {
    made.current ??= await makePasskey(known)
    const { passkeys } = await post<{ passkeys: Passkey[] }>('/passkeys', { ...made.current, name, passphrase })
    onAdded(passkeys)
    toast('good', texts.added)
  }
  return (
    <FormModal title={texts.addTitle} opened submit={texts.addSubmit} onClose={onClose} onSubmit={send}>
      <TextInput
        label={texts.name}
        description={texts.nameHint}
        value={name}
        required
        withAsterisk={false}
        maxLength={60}
        data-autofocus
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
      />
      <PasswordInput
        label={texts.passphraseAgain}
        description={texts.passphraseAgainHint}
        value={passphrase}
        required
        withAsterisk={false}
        onChange={(event) => {
          setPassphrase(event.currentTarget.value)
        }}
        visibilityToggleButtonProps={{ 'aria-label': unlockTexts.show, tabIndex: 0 }}
      />
      <p className={classes.muted}>{texts.next(globalThis.location.hostname)}</p>
    </FormModal>
  )
}
