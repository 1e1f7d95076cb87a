import { Textarea } from '@mantine/core'
import { useState, type JSX } from 'react'
import { Foreign } from './foreign.tsx'
import { FormModal } from './form-modal.tsx'
import classes from './form-modal.module.css'

interface ReasonModalProps {
  title: string
  submit: string
  /** The name of what it ends. */
  about: string
  /** What ending it does. */
  text: string
  reasonLabel: string
  onClose: () => void
  /** The reason as it is sent: with nothing in it when none was given. What it throws is shown. */
  onSubmit: (reason: { reason?: string }) => Promise<void>
}

/** A dialog that ends something of which somebody may say why. */
export const ReasonModal = ({
  title,
  submit,
  about,
  text,
  reasonLabel,
  onClose,
  onSubmit,
}: ReasonModalProps): JSX.Element => {
  const [reason, setReason] = useState('')
  return (
    <FormModal
      opened
      danger
      title={title}
      submit={submit}
      onClose={onClose}
      onSubmit={async () => {
        const given = reason.trim()
        await onSubmit(given === '' ? {} : { reason: given })
        return true
      }}
    >
      <p>
        <Foreign className={classes.about}>{about}</Foreign>
      </p>
      <p>{text}</p>
      <Textarea
        dir="auto"
        autosize
        label={reasonLabel}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}
