import { TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { quarantineTexts as texts } from '../texts/quarantine.ts'
import { FormButton } from '../ui/form-button.tsx'

const today = (): string => new Date().toISOString().slice(0, 10)

/** Writes down who was told of something in quarantine. */
export const NoteForm = ({ id, onNoted }: { id: string; onNoted: () => Promise<void> }): JSX.Element => {
  const [said, setSaid] = useState({ told: '', day: today(), reference: '', note: '' })
  const field = (name: keyof typeof said, label: string, more: object = {}): JSX.Element => (
    <TextInput
      dir="auto"
      label={label}
      value={said[name]}
      onChange={(event) => {
        setSaid({ ...said, [name]: event.currentTarget.value })
      }}
      {...more}
    />
  )
  return (
    <FormButton
      label={texts.tell}
      title={texts.tell}
      submit={texts.save}
      onSubmit={async () => {
        const given = Object.entries(said).filter(([, value]) => value.trim() !== '')
        await post(`/quarantine/${encodeURIComponent(id)}/notes`, Object.fromEntries(given))
        await onNoted()
      }}
    >
      {field('told', texts.whom, { required: true })}
      {field('day', texts.day, { type: 'date', required: true })}
      {field('reference', texts.reference)}
      {field('note', texts.note, { description: texts.noteHint })}
    </FormButton>
  )
}
