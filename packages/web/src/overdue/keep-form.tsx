import { Button, Textarea, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { overdueTexts as texts } from '../texts/overdue.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { toast } from '../ui/toasts.tsx'

/** Keeps a record whose day is over, on a ground that is written down. */
export const KeepForm = ({ id, onKept }: { id: string; onKept: () => Promise<void> }): JSX.Element => {
  const [isOpen, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const [until, setUntil] = useState('')
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          setOpen(true)
        }}
      >
        {texts.keep}
      </Button>
      <FormModal
        title={texts.keepTitle}
        opened={isOpen}
        submit={texts.keepNow}
        onClose={() => {
          setOpen(false)
        }}
        onSubmit={async () => {
          await post(`/people/${encodeURIComponent(id)}/keeping`, {
            why: why.trim(),
            ...(until === '' ? {} : { until }),
          })
          toast('good', texts.kept)
          await onKept()
          return true
        }}
      >
        <p>{texts.keepText}</p>
        <Textarea
          dir="auto"
          autosize
          required
          minRows={2}
          label={texts.why}
          value={why}
          onChange={(event) => {
            setWhy(event.currentTarget.value)
          }}
        />
        <TextInput
          type="date"
          label={texts.newDay}
          description={texts.newDayHint}
          value={until}
          onChange={(event) => {
            setUntil(event.currentTarget.value)
          }}
        />
      </FormModal>
    </>
  )
}
