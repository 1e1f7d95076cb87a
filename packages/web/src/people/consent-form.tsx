import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Capacity, ConsentScope, NewConsent, Purpose } from '../api/types.ts'
import { capacityTexts, consentTexts } from '../texts/consent.ts'
import { formTexts as texts, personTexts, purposeTexts, scopeTexts } from '../texts/people.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { ifText } from './drafts.ts'
import classes from './person.module.css'

interface ChoicesProps<T extends string> {
  label: string
  words: Readonly<Record<T, string>>
  value: T[]
  error: string | null
  onChange: (value: T[]) => void
}

const Choices = <T extends string>({ label, words, value, error, onChange }: ChoicesProps<T>): JSX.Element => (
  <Checkbox.Group label={label} value={value} error={error} onChange={onChange}>
    <div className={classes.choices}>
      {Object.entries<string>(words).map(([choice, word]) => (
        <Checkbox key={choice} value={choice} label={word} />
      ))}
    </div>
  </Checkbox.Group>
)

interface ConsentFormProps {
  onAdd: (consent: NewConsent) => Promise<void>
  onClose: () => void
}

/** Records who allowed what, for which purpose and recipient, and until when. */
export const ConsentForm = ({ onAdd, onClose }: ConsentFormProps): JSX.Element => {
  const [givenBy, setGivenBy] = useState('')
  const [capacity, setCapacity] = useState<Capacity | ''>('')
  const [text, setText] = useState('')
  const [scopes, setScopes] = useState<ConsentScope[]>(['names', 'photos'])
  const [purposes, setPurposes] = useState<Purpose[]>([])
  const [recipients, setRecipients] = useState('')
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  return (
    <FormModal
      opened
      title={personTexts.addConsent}
      onClose={onClose}
      onSubmit={async () => {
        setTried(true)
        if (givenBy.trim() === '' || capacity === '' || scopes.length === 0 || purposes.length === 0) return false
        const names = recipients.split('\n').map((line) => line.trim())
        await onAdd({
          givenBy: givenBy.trim(),
          capacity,
          ...(text.trim() === '' ? {} : { text: { version: text.trim() } }),
          scopes,
          purposes,
          recipients: names.filter((line) => line !== ''),
          ...ifText('until', until),
          ...ifText('note', note),
        })
        return true
      }}
    >
      <TextInput
        dir="auto"
        label={texts.givenBy}
        description={texts.givenByHint}
        value={givenBy}
        error={tried && givenBy.trim() === '' ? texts.required : null}
        data-autofocus
        onChange={(event) => {
          setGivenBy(event.currentTarget.value)
        }}
      />
      <NativeSelect
        label={consentTexts.capacity}
        data={[
          { value: '', label: consentTexts.choose },
          ...Object.entries(capacityTexts).map(([value, label]) => ({ value, label })),
        ]}
        value={capacity}
        error={tried && capacity === '' ? texts.required : null}
        onChange={(event) => {
          setCapacity(event.currentTarget.value as Capacity | '')
        }}
      />
      <Choices
        label={texts.scopes}
        words={scopeTexts}
        value={scopes}
        error={tried && scopes.length === 0 ? texts.chooseOne : null}
        onChange={setScopes}
      />
      <Choices
        label={texts.purposes}
        words={purposeTexts}
        value={purposes}
        error={tried && purposes.length === 0 ? texts.chooseOne : null}
        onChange={setPurposes}
      />
      <Textarea
        dir="auto"
        rows={2}
        label={texts.recipients}
        description={texts.recipientsHint}
        value={recipients}
        onChange={(event) => {
          setRecipients(event.currentTarget.value)
        }}
      />
      <TextInput
        type="date"
        label={texts.until}
        description={texts.untilHint}
        value={until}
        onChange={(event) => {
          setUntil(event.currentTarget.value)
        }}
      />
      <TextInput
        dir="auto"
        label={consentTexts.text}
        description={consentTexts.textHint}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <Textarea
        dir="auto"
        rows={2}
        label={texts.note}
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}
