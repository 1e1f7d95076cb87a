import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { NewValue, Person, Sex } from '../api/types.ts'
import { fieldTexts, formTexts as texts, personTexts, sexTexts } from '../texts/people.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { birthDraft, birthOf, emptyBirth, emptyLastSeen, lastSeenOf } from './drafts.ts'
import { BirthInput, LastSeenInput } from './inputs.tsx'

/** Fields that hold one value of their own. */
export type SingleField = 'sex' | 'birth' | 'origin' | 'circumstances' | 'lastSeen' | 'note'

interface ValueFormProps {
  person: Person
  field: SingleField
  onClose: () => void
  onSave: (value: NewValue) => Promise<void>
}

/** Changes one field of a person, or says that it is not known any more. */
export const ValueForm = ({ person, field, onClose, onSave }: ValueFormProps): JSX.Element => {
  const [first] = person[field]
  const [text, setText] = useState(typeof first?.value === 'string' ? first.value : '')
  const [birth, setBirth] = useState(person.birth[0] === undefined ? emptyBirth : birthDraft(person.birth[0].value))
  const [lastSeen, setLastSeen] = useState({ ...emptyLastSeen, ...person.lastSeen[0]?.value })
  const [clear, setClear] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const draft = (): NewValue | null => {
    if (clear) return { field, value: null }
    if (field === 'birth') {
      const range = birthOf(birth)
      return range === undefined || range === null ? null : { field, value: range }
    }
    if (field === 'lastSeen') {
      const seen = lastSeenOf(lastSeen)
      return seen === null ? null : { field, value: seen }
    }
    if (field === 'sex') return { field, value: (text === '' ? 'unknown' : text) as Sex }
    return text.trim() === '' ? null : { field, value: text.trim() }
  }

  const submit = async (): Promise<boolean> => {
    const value = draft()
    setError(value === null ? (field === 'birth' ? texts.yearRange : texts.required) : null)
    if (value === null) return false
    await onSave(value)
    return true
  }

  const onText = (event: { currentTarget: { value: string } }): void => {
    setText(event.currentTarget.value)
  }
  const input = {
    sex: (
      <NativeSelect
        label={texts.sex}
        data={Object.entries(sexTexts).map(([value, label]) => ({ value, label }))}
        value={text === '' ? 'unknown' : text}
        onChange={onText}
      />
    ),
    birth: <BirthInput value={birth} onChange={setBirth} error={error} />,
    lastSeen: <LastSeenInput value={lastSeen} onChange={setLastSeen} />,
    origin: <TextInput dir="auto" label={texts.origin} value={text} error={error} onChange={onText} data-autofocus />,
    circumstances: (
      <Textarea
        dir="auto"
        rows={8}
        label={texts.circumstances}
        description={texts.circumstancesHint}
        value={text}
        error={error}
        onChange={onText}
        data-autofocus
      />
    ),
    note: (
      <Textarea dir="auto" rows={5} label={texts.note} value={text} error={error} onChange={onText} data-autofocus />
    ),
  }[field]

  return (
    <FormModal opened title={personTexts.edit(fieldTexts[field])} onClose={onClose} onSubmit={submit}>
      {clear ? null : input}
      {first === undefined ? null : (
        <Checkbox
          label={texts.clearValue}
          checked={clear}
          onChange={(event) => {
            setClear(event.currentTarget.checked)
          }}
        />
      )}
    </FormModal>
  )
}
