import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useFocusTrap, useMergedRef } from '@mantine/hooks'
import { useState, type JSX } from 'react'
import type { NewValue, Person, ValueField } from '../api/types.ts'
import { fieldTexts, formTexts, statementKindTexts } from '../texts/people.ts'
import { valueTexts as texts } from '../texts/person-values.ts'
import { useEscape } from '../ui/use-escape.ts'
import { ifText } from './drafts.ts'
import { draftOf, locatedOf, valueOfDraft, type FieldValue } from './field-drafts.ts'
import { ValueInput } from './value-input.tsx'
import classes from './person.module.css'

/** What is done: a value that is new, one that stands for the current one, or one beside it. */
export type EditorMode = 'add' | 'change' | 'beside'

interface ValueEditorProps {
  person: Person
  field: ValueField
  mode: EditorMode
  /** The value that is changed, or beside which another one is said. */
  value?: FieldValue
  onSave: (value: NewValue) => Promise<void>
  onClose: () => void
}

/** Writes a value in its place on the page, and asks who says it. Escape leaves without writing. */
export const ValueEditor = ({ person, field, mode, value, onSave, onClose }: ValueEditorProps): JSX.Element => {
  const [draft, setDraft] = useState(() => draftOf(field, mode === 'beside' ? undefined : value))
  const [by, setBy] = useState('')
  const [date, setDate] = useState('')
  const [statement, setStatement] = useState('')
  const [why, setWhy] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const form = useMergedRef(useFocusTrap(), useEscape<HTMLFormElement>(onClose))

  const save = async (): Promise<void> => {
    setTried(true)
    const made = valueOfDraft(field, draft)
    setError('problem' in made ? made.problem : null)
    if ('problem' in made || by.trim() === '') return
    const id = mode === 'add' ? undefined : value?.id
    const replaces = mode === 'beside' ? [] : mode === 'change' && value !== undefined ? [value.entry] : undefined
    setBusy(true)
    try {
      await onSave({
        field,
        ...(id === undefined || id === '' ? {} : { id }),
        value: made.value,
        ...locatedOf(draft),
        said: { by: by.trim(), ...ifText('date', date), ...ifText('statement', statement) },
        ...ifText('why', why),
        ...(replaces === undefined ? {} : { replaces }),
      } as NewValue)
      onClose()
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown))
      setBusy(false)
    }
  }

  return (
    <form
      ref={form}
      className={classes.editor}
      aria-label={mode === 'add' ? texts.add(fieldTexts[field]) : texts.change(fieldTexts[field])}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <ValueInput field={field} draft={draft} onChange={setDraft} person={person.id} />
      <div className={classes.two}>
        <TextInput
          dir="auto"
          label={texts.who}
          description={texts.whoHint}
          value={by}
          error={tried && by.trim() === '' ? formTexts.required : null}
          onChange={(event) => {
            setBy(event.currentTarget.value)
          }}
        />
        <TextInput
          dir="auto"
          className={classes.atEnd}
          label={texts.when}
          value={date}
          onChange={(event) => {
            setDate(event.currentTarget.value)
          }}
        />
      </div>
      {person.statements.length === 0 ? null : (
        <NativeSelect
          label={texts.inStatement}
          data={[
            { value: '', label: texts.noStatement },
            ...person.statements.map(({ id, kind, by: who, text }) => ({
              value: id,
              label: `${statementKindTexts[kind]} · ${who}: ${text.slice(0, 60)}`,
            })),
          ]}
          value={statement}
          onChange={(event) => {
            const { value: id } = event.currentTarget
            setStatement(id)
            if (by.trim() === '') setBy(person.statements.find((one) => one.id === id)?.by ?? '')
          }}
        />
      )}
      {mode === 'change' ? (
        <TextInput
          dir="auto"
          label={texts.whyChange}
          value={why}
          onChange={(event) => {
            setWhy(event.currentTarget.value)
          }}
        />
      ) : null}
      {error === null ? null : (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <div className={classes.editorActions}>
        <Button size="compact-md" type="submit" loading={busy}>
          {formTexts.save}
        </Button>
        <Button size="compact-md" variant="default" disabled={busy} onClick={onClose}>
          {formTexts.cancel}
        </Button>
      </div>
    </form>
  )
}
