import { Button } from '@mantine/core'
import { useState, type JSX, type ReactNode } from 'react'
import { FormModal } from './form-modal.tsx'

interface FormButtonProps {
  /** What the button says; a quiet one has no frame. */
  label: string
  quiet?: boolean
  title: string
  submit: string
  /** Sends what was filled in. What it throws is shown; when it resolves the dialog closes. */
  onSubmit: () => Promise<void>
  children: ReactNode
}

/** A small button that opens a dialog which asks for something and writes it. */
export const FormButton = ({
  label,
  quiet = false,
  title,
  submit,
  onSubmit,
  children,
}: FormButtonProps): JSX.Element => {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        size="compact-sm"
        {...(quiet ? { variant: 'subtle', color: 'gray' } : { variant: 'default' })}
        onClick={() => {
          setOpen(true)
        }}
      >
        {label}
      </Button>
      <FormModal
        title={title}
        opened={isOpen}
        submit={submit}
        onClose={() => {
          setOpen(false)
        }}
        onSubmit={async () => {
          await onSubmit()
          return true
        }}
      >
        {children}
      </FormModal>
    </>
  )
}
