import { Textarea } from '@mantine/core'
import { useState, type JSX } from 'react'
import { FormModal } from './form-modal.tsx'

interface AskModalProps {
  title: string
  /** What is asked for, and what follows. */
  text: string
  reasonLabel: string
  reasonHint: string
  submit: string
  onClose: () => void
  /** Sends the reason. What it throws is shown. */
  onSubmit: (reason: string) => Promise<void>
}

/** A dialog that asks a second person for something and says why. */
export const AskModal = ({
  title,
  text,
  reasonLabel,
  reasonHint,
  submit,
  onClose,
  onSubmit,
}: AskModalProps): JSX.Element => {
  const [reason, setReason] = useState('')
  return (
    <FormModal
      title={title}
      opened
      submit={submit}
      onClose={onClose}
      onSubmit={async () => {
        await onSubmit(reason.trim())
        return true
      }}
    >
      <p>{text}</p>
      <Textarea
        dir="auto"
        autosize
        minRows={2}
        required
        withAsterisk={false}
        data-autofocus
        label={reasonLabel}
        description={reasonHint}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}
