import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Challenge, NewChallenge, Person, ValueField } from '../api/types.ts'
import { fieldTexts, formTexts } from '../texts/people.ts'
import { capacityTexts, challengeTexts as texts, valueTexts } from '../texts/person-values.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { ifText } from './drafts.ts'
import type { FieldValue } from './field-drafts.ts'
import { ValueText } from './value-text.tsx'
import classes from './person.module.css'

interface ChallengeFormProps {
  person: Person
  /** The value that is challenged; without it the whole record. */
  about?: { field: ValueField; value: FieldValue }
  onSave: (challenge: NewChallenge) => Promise<void>
  onClose: () => void
}

/** Writes down that somebody says a value, or the whole record, is wrong. */
export const ChallengeForm = ({ about, onSave, onClose }: ChallengeFormProps): JSX.Element => {
  const [by, setBy] = useState('')
  const [capacity, setCapacity] = useState<Challenge['capacity']>('self')
  const [text, setText] = useState('')
  const [date, setDate] = useState('')
  const [tried, setTried] = useState(false)
  const missing = (value: string): string | null => (tried && value.trim() === '' ? formTexts.required : null)
  return (
    <FormModal
      opened
      title={texts.add}
      onClose={onClose}
      onSubmit={async () => {
        setTried(true)
        if (by.trim() === '' || text.trim() === '') return false
        const id = about?.value.id === undefined || about.value.id === '' ? {} : { id: about.value.id }
        await onSave({
          ...(about === undefined ? {} : { field: about.field, ...id, about: about.value.entry }),
          by: by.trim(),
          capacity,
          text: text.trim(),
          ...ifText('date', date),
        })
        return true
      }}
    >
      <div className={classes.quoted}>
        <span className={classes.muted}>
          {texts.about}: {about === undefined ? texts.wholeRecord : fieldTexts[about.field]}
        </span>
        {about === undefined ? null : <ValueText field={about.field} value={about.value} />}
      </div>
      <Textarea
        dir="auto"
        rows={3}
        label={texts.text}
        value={text}
        error={missing(text)}
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <div className={classes.two}>
        <TextInput
          dir="auto"
          label={texts.by}
          description={valueTexts.whoHint}
          value={by}
          error={missing(by)}
          onChange={(event) => {
            setBy(event.currentTarget.value)
          }}
        />
        <NativeSelect
          className={classes.atEnd}
          label={texts.capacity}
          data={Object.entries(capacityTexts).map(([value, label]) => ({ value, label }))}
          value={capacity}
          onChange={(event) => {
            setCapacity(event.currentTarget.value as Challenge['capacity'])
          }}
        />
      </div>
      <TextInput
        dir="auto"
        label={texts.date}
        value={date}
        onChange={(event) => {
          setDate(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}
