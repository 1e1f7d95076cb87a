import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { HTMLInputTypeAttribute, JSX } from 'react'
import type { ValueField } from '../api/types.ts'
import { birthBasisTexts, formTexts, kinTexts, nameKindTexts, scriptTexts, sexTexts } from '../texts/people.ts'
import { fateTexts, markTexts, valueTexts as texts, whereaboutsTexts } from '../texts/person-values.ts'
import { PlaceInput } from '../places/place-input.tsx'
import { placeOf, withPlace, type Draft } from './field-drafts.ts'
import { PersonPicker } from './person-picker.tsx'
import classes from './inputs.module.css'

interface ValueInputProps {
  field: ValueField
  draft: Draft
  onChange: (draft: Draft) => void
  /** Whose value it is: nobody is a relative of themselves. */
  person: string
}

interface PartProps {
  part: string
  label: string
  draft: Draft
  onChange: (draft: Draft) => void
  description?: string
  focused?: boolean
  rows?: number
  inputMode?: 'numeric'
  type?: HTMLInputTypeAttribute
}

const Part = ({ part, label, draft, onChange, focused = false, rows, ...more }: PartProps): JSX.Element => {
  const shared = {
    dir: 'auto',
    label,
    value: draft[part] ?? '',
    'data-autofocus': focused ? true : undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      onChange({ ...draft, [part]: event.currentTarget.value })
    },
    ...more,
  } as const
  return rows === undefined ? <TextInput {...shared} /> : <Textarea rows={rows} {...shared} />
}

/** Words that name a place, with the place of the list that they are taken to mean. */
const PlacePart = ({ part, label, draft, onChange, focused = false }: PartProps): JSX.Element => (
  <PlaceInput
    label={label}
    words={draft[part] ?? ''}
    onWords={(words) => {
      onChange({ ...draft, [part]: words })
    }}
    place={placeOf(draft)}
    onPlace={(place) => {
      onChange(withPlace(draft, place))
    }}
    focused={focused}
  />
)

interface ChoiceProps extends Omit<PartProps, 'focused'> {
  words: Readonly<Record<string, string>>
  focused?: boolean
}

const Choice = ({ part, label, draft, onChange, words, focused = false }: ChoiceProps): JSX.Element => (
  <NativeSelect
    label={label}
    data={Object.entries(words).map(([value, word]) => ({ value, label: word }))}
    value={draft[part] ?? ''}
    data-autofocus={focused ? true : undefined}
    onChange={(event) => {
      onChange({ ...draft, [part]: event.currentTarget.value })
    }}
  />
)

const scriptWords = ({ was, wasScript = '', text = '' }: Draft): Readonly<Record<string, string>> => ({
  auto:
    was === text.trim() && wasScript in scriptTexts
      ? formTexts.scriptKept(scriptTexts[wasScript as keyof typeof scriptTexts])
      : formTexts.scriptFromName,
  ...scriptTexts,
})

/** The fields of a form for one value, whatever its field. */
export const ValueInput = ({ field, draft, onChange, person }: ValueInputProps): JSX.Element => {
  const given = { draft, onChange }
  switch (field) {
    case 'name':
      return (
        <div className={classes.name}>
          <div className={classes.wide}>
            <Part {...given} part="text" label={formTexts.name} focused />
          </div>
          <Choice {...given} part="kind" label={formTexts.kind} words={nameKindTexts} />
          <Choice {...given} part="script" label={formTexts.script} words={scriptWords(draft)} />
          <Choice
            {...given}
            part="language"
            label={formTexts.language}
            words={{ '': formTexts.languageUnknown, ...formTexts.languages }}
          />
        </div>
      )
    case 'birth':
      return (
        <div>
          <div className={classes.three}>
            <Part {...given} part="earliest" label={formTexts.birthEarliest} inputMode="numeric" focused />
            <Part {...given} part="latest" label={formTexts.birthLatest} inputMode="numeric" />
            <Choice {...given} part="basis" label={formTexts.birthBasis} words={birthBasisTexts} />
          </div>
          <p className={classes.hint}>{formTexts.birthHint}</p>
        </div>
      )
    case 'sex':
      return <Choice {...given} part="text" label={formTexts.sex} words={sexTexts} focused />
    case 'event':
    case 'lastSeen':
      return (
        <div>
          <div className={classes.two}>
            {field === 'event' ? (
              <div className={classes.wide}>
                <Part {...given} part="what" label={texts.what} focused />
              </div>
            ) : null}
            <div className={classes.wide}>
              <PlacePart {...given} part="place" label={texts.place} focused={field !== 'event'} />
            </div>
            <Part {...given} part="date" label={texts.date} />
            <Part {...given} part="earliest" label={texts.earliest} />
            <Part {...given} part="latest" label={texts.latest} />
          </div>
          <p className={classes.hint}>{texts.dayHint}</p>
        </div>
      )
    case 'fate':
      return (
        <div className={classes.stack}>
          <Choice {...given} part="state" label={texts.fate} words={fateTexts} focused />
          {draft['state'] === 'unknown' ? null : (
            <div className={classes.two}>
              <Part {...given} part="date" label={texts.date} />
              <Part {...given} part="basis" label={texts.fateBasis} description={texts.fateBasisHint} />
            </div>
          )}
        </div>
      )
    case 'whereabouts':
      return (
        <div className={classes.stack}>
          <Choice {...given} part="state" label={texts.whereabouts} words={whereaboutsTexts} focused />
          {draft['state'] === 'unknown' ? null : (
            <>
              <PlacePart {...given} part="place" label={texts.place} />
              <Part {...given} part="date" label={texts.date} />
            </>
          )}
        </div>
      )
    case 'kin':
      return (
        <div className={classes.stack}>
          <div className={classes.two}>
            <Choice {...given} part="relation" label={formTexts.relation} words={kinTexts} />
            <Part {...given} part="name" label={formTexts.relativeName} description={texts.relativeHint} focused />
          </div>
          <PersonPicker
            chosen={draft['person'] === undefined || draft['person'] === '' ? null : (draft['pageName'] ?? '')}
            without={person}
            onChoose={(chosen) => {
              onChange({ ...draft, person: chosen?.id ?? '', pageName: chosen?.name ?? '' })
            }}
          />
        </div>
      )
    case 'mark':
      return (
        <div className={classes.stack}>
          <Choice {...given} part="kind" label={formTexts.kind} words={markTexts} />
          <Part {...given} part="text" label={texts.markText} rows={2} focused />
        </div>
      )
    case 'reference':
      return (
        <div className={classes.two}>
          <Part {...given} part="registry" label={formTexts.registry} focused />
          <Part {...given} part="id" label={formTexts.referenceId} />
        </div>
      )
    case 'origin':
      return <PlacePart {...given} part="text" label={formTexts.origin} focused />
    case 'circumstances':
      return (
        <Part
          {...given}
          part="text"
          label={formTexts.circumstances}
          description={formTexts.circumstancesHint}
          rows={6}
          focused
        />
      )
    default:
      return <Part {...given} part="text" label={formTexts.note} rows={4} focused />
  }
}
