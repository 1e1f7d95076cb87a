import { useState, type JSX } from 'react'
import type { NewValue, Person } from '../api/types.ts'
import { fieldTexts, personTexts as texts } from '../texts/people.ts'
import { Panel } from '../ui/panel.tsx'
import { ValueForm, type SingleField } from './value-form.tsx'
import { ValueRow } from './value-rows.tsx'
import { BirthText, LastSeenText, PlainText, SexText } from './value-text.tsx'
import classes from './person.module.css'

interface DetailsPanelProps {
  person: Person
  onSave: (value: NewValue) => Promise<void>
}

/** What is known about a person, field by field. */
export const DetailsPanel = ({ person, onSave }: DetailsPanelProps): JSX.Element => {
  const [field, setField] = useState<SingleField | null>(null)
  const editing = (name: SingleField) => () => {
    setField(name)
  }
  return (
    <Panel title={texts.details}>
      <dl className={classes.values}>
        <ValueRow
          label={fieldTexts.birth}
          values={person.birth}
          render={(value) => <BirthText value={value} />}
          onEdit={editing('birth')}
          onKeep={(value) => onSave({ field: 'birth', value })}
        />
        <ValueRow
          label={fieldTexts.sex}
          values={person.sex}
          render={(value) => <SexText value={value} />}
          onEdit={editing('sex')}
          onKeep={(value) => onSave({ field: 'sex', value })}
        />
        <ValueRow
          label={fieldTexts.origin}
          values={person.origin}
          render={(value) => <PlainText value={value} />}
          onEdit={editing('origin')}
          onKeep={(value) => onSave({ field: 'origin', value })}
        />
        <ValueRow
          label={fieldTexts.lastSeen}
          values={person.lastSeen}
          render={(value) => <LastSeenText value={value} />}
          onEdit={editing('lastSeen')}
          onKeep={(value) => onSave({ field: 'lastSeen', value })}
        />
        <ValueRow
          label={fieldTexts.circumstances}
          values={person.circumstances}
          render={(value) => <PlainText value={value} />}
          onEdit={editing('circumstances')}
          onKeep={(value) => onSave({ field: 'circumstances', value })}
        />
        <ValueRow
          label={fieldTexts.note}
          values={person.note}
          render={(value) => <PlainText value={value} />}
          onEdit={editing('note')}
          onKeep={(value) => onSave({ field: 'note', value })}
        />
      </dl>
      {field === null ? null : (
        <ValueForm
          key={field}
          person={person}
          field={field}
          onSave={onSave}
          onClose={() => {
            setField(null)
          }}
        />
      )}
    </Panel>
  )
}
