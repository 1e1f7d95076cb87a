import { Button, Modal } from '@mantine/core'
import { useState, type JSX, type ReactNode } from 'react'
import { formTexts } from '../texts/people.ts'
import classes from './form-modal.module.css'

interface FormModalProps {
  title: ReactNode
  opened: boolean
  onClose: () => void
  submit?: string
  danger?: boolean
  size?: 'sm' | 'md' | 'lg'
  /** Sends what was filled in. What it throws is shown; when it resolves the dialog closes. Return false to stay open. */
  onSubmit: () => Promise<boolean | undefined>
  children: ReactNode
}

/** A dialog that asks for something and writes it. A press beside it does not close it: typed words are not lost by accident. */
export const FormModal = ({
  title,
  opened,
  onClose,
  submit = formTexts.save,
  danger = false,
  size = 'md',
  onSubmit,
  children,
}: FormModalProps): JSX.Element => {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const send = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      if ((await onSubmit()) !== false) onClose()
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} closeOnClickOutside={false}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {children}
        {error === null ? null : (
          <p className={classes.error} role="alert">
            {error}
          </p>
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose} disabled={busy}>
            {formTexts.cancel}
          </Button>
          <Button type="submit" loading={busy} {...(danger ? { color: 'clay' } : {})}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
