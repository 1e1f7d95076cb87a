import { Textarea, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { overdueTexts as texts } from '../texts/overdue.ts'
import { FormButton } from '../ui/form-button.tsx'
import { toast } from '../ui/toasts.tsx'

/** Keeps a record whose day is over, on a ground that is written down. */
export const KeepForm = ({ id, onKept }: { id: string; onKept: () => Promise<void> }): JSX.Element => {
  const [why, setWhy] = useState('')
  const [until, setUntil] = useState('')
  return (
    <FormButton
      label={texts.keep}
      title={texts.keepTitle}
      submit={texts.keepNow}
      onSubmit={async () => {
        await post(`/people/${encodeURIComponent(id)}/keeping`, {
          why: why.trim(),
          ...(until === '' ? {} : { until }),
        })
        toast('good', texts.kept)
        await onKept()
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
    </FormButton>
  )
}
