import { PasswordInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import { call } from '../api/client.ts'
import { joinTexts } from '../texts/join.ts'
import { keysTexts as texts } from '../texts/keys.ts'
import { unlockTexts } from '../texts/unlock.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { toast } from '../ui/toasts.tsx'
import classes from './keys.module.css'

/** Asks for the passphrase that holds and twice for the new one. Whether that is too weak is the server's to say (X18). */
export const ChangePassphrase = ({ onClose }: { onClose: () => void }): JSX.Element => {
  const [passphrase, setPassphrase] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [differs, setDiffers] = useState(false)
  const send = async (): Promise<boolean> => {
    setDiffers(next !== again)
    if (next !== again) return false
    await call('PUT', '/passphrase', { json: { passphrase, newPassphrase: next } })
    toast('good', texts.changed)
    return true
  }
  const shown = { 'aria-label': unlockTexts.show, tabIndex: 0 }
  return (
    <FormModal title={texts.changeTitle} opened submit={texts.changeSubmit} onClose={onClose} onSubmit={send}>
      <PasswordInput
        label={texts.current}
        description={texts.currentHint}
        value={passphrase}
        required
        withAsterisk={false}
        data-autofocus
        onChange={(event) => {
          setPassphrase(event.currentTarget.value)
        }}
        visibilityToggleButtonProps={shown}
      />
      <PasswordInput
        label={joinTexts.passphrase}
        description={joinTexts.passphraseHint}
        value={next}
        required
        withAsterisk={false}
        onChange={(event) => {
          setNext(event.currentTarget.value)
        }}
        visibilityToggleButtonProps={shown}
      />
      <PasswordInput
        label={joinTexts.again}
        value={again}
        error={differs ? joinTexts.differs : null}
        required
        withAsterisk={false}
        onChange={(event) => {
          setAgain(event.currentTarget.value)
        }}
        visibilityToggleButtonProps={shown}
      />
      <p className={classes.muted}>{texts.changeWhat}</p>
    </FormModal>
  )
}
