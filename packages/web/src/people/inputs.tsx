import { NativeSelect, TextInput } from '@mantine/core'
import type { JSX } from 'react'
import { birthBasisTexts, formTexts as texts, kinTexts, nameKindTexts, scriptTexts } from '../texts/people.ts'
import type { BirthDraft, KinDraft, LastSeenDraft, NameDraft } from './drafts.ts'
import { PlaceInput } from '../places/place-input.tsx'
import classes from './inputs.module.css'

interface InputProps<T> {
  value: T
  onChange: (value: T) => void
  error?: string | null
  focused?: boolean
}

const options = <T extends string>(words: Readonly<Record<T, string>>): { value: string; label: string }[] =>
  Object.entries<string>(words).map(([value, label]) => ({ value, label }))

const scriptLabel = ({ was, text }: NameDraft): string =>
  was?.text === text.trim() ? texts.scriptKept(scriptTexts[was.script]) : texts.scriptFromName

/** One name with its kind, letters and language. */
export const NameInput = ({ value, onChange, error = null, focused = false }: InputProps<NameDraft>): JSX.Element => (
  <div className={classes.name}>
    <TextInput
      className={classes.wide}
      dir="auto"
      label={texts.name}
      value={value.text}
      error={error}
      data-autofocus={focused ? true : undefined}
      onChange={(event) => {
        onChange({ ...value, text: event.currentTarget.value })
      }}
    />
    <NativeSelect
      label={texts.kind}
      data={options(nameKindTexts)}
      value={value.kind}
      onChange={(event) => {
        onChange({ ...value, kind: event.currentTarget.value as NameDraft['kind'] })
      }}
    />
    <NativeSelect
      label={texts.script}
      data={[{ value: 'auto', label: scriptLabel(value) }, ...options(scriptTexts)]}
      value={value.script}
      onChange={(event) => {
        onChange({ ...value, script: event.currentTarget.value as NameDraft['script'] })
      }}
    />
    <NativeSelect
      label={texts.language}
      data={[{ value: '', label: texts.languageUnknown }, ...options(texts.languages)]}
      value={value.language}
      onChange={(event) => {
        onChange({ ...value, language: event.currentTarget.value })
      }}
    />
  </div>
)

/** A birth year as a range, and how it is known. */
export const BirthInput = ({ value, onChange, error = null }: InputProps<BirthDraft>): JSX.Element => (
  <div>
    <div className={classes.three}>
      <TextInput
        label={texts.birthEarliest}
        inputMode="numeric"
        maxLength={4}
        value={value.earliest}
        onChange={(event) => {
          onChange({ ...value, earliest: event.currentTarget.value })
        }}
      />
      <TextInput
        label={texts.birthLatest}
        inputMode="numeric"
        maxLength={4}
        value={value.latest}
        onChange={(event) => {
          onChange({ ...value, latest: event.currentTarget.value })
        }}
      />
      <NativeSelect
        label={texts.birthBasis}
        data={options(birthBasisTexts)}
        value={value.basis}
        onChange={(event) => {
          onChange({ ...value, basis: event.currentTarget.value as BirthDraft['basis'] })
        }}
      />
    </div>
    {error === null ? (
      <p className={classes.hint}>{texts.birthHint}</p>
    ) : (
      <p className={classes.error} role="alert">
        {error}
      </p>
    )}
  </div>
)

/** A relative, or somebody who was taken together with the person. */
export const KinInput = ({ value, onChange }: InputProps<KinDraft>): JSX.Element => (
  <div className={classes.two}>
    <NativeSelect
      label={texts.relation}
      data={options(kinTexts)}
      value={value.relation}
      onChange={(event) => {
        onChange({ ...value, relation: event.currentTarget.value as KinDraft['relation'] })
      }}
    />
    <TextInput
      dir="auto"
      label={texts.relativeName}
      value={value.name}
      onChange={(event) => {
        onChange({ ...value, name: event.currentTarget.value })
      }}
    />
  </div>
)

/** Place and day of the last sight. */
export const LastSeenInput = ({ value, onChange }: InputProps<LastSeenDraft>): JSX.Element => (
  <div className={classes.two}>
    <PlaceInput
      label={texts.lastSeenPlace}
      words={value.place}
      onWords={(place) => {
        onChange({ ...value, place })
      }}
      place={value.located}
      onPlace={(located) => {
        onChange({ ...value, located })
      }}
    />
    <TextInput
      dir="auto"
      label={texts.lastSeenDate}
      value={value.date}
      onChange={(event) => {
        onChange({ ...value, date: event.currentTarget.value })
      }}
    />
  </div>
)
