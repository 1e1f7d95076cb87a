import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core'
import { IconArrowsSplit2, IconDots, IconFlag, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react'
import { useRef, useState, type JSX } from 'react'
import { useMayWrite } from '../api/session-store.ts'
import type { NewValue, Person, ValueField } from '../api/types.ts'
import { fieldTexts } from '../texts/people.ts'
import { valueTexts as texts } from '../texts/person-values.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { ifText } from './drafts.ts'
import { ChallengeForm } from './challenge-form.tsx'
import type { FieldValue } from './field-drafts.ts'
import { SourceLine } from './said-by.tsx'
import { Sides, disagree } from './sides.tsx'
import type { PersonWrites } from './use-person-writes.ts'
import { ValueEditor, type EditorMode } from './value-editor.tsx'
import { ValueHistory } from './value-history.tsx'
import { ValueText } from './value-text.tsx'
import classes from './person.module.css'

interface ValueEntryProps {
  person: Person
  field: ValueField
  /** The current values of the field, or of one id in it; none where nothing is known. */
  values: FieldValue[]
  /** What tells this value from others of its field, for labels. */
  what?: string
  writes: PersonWrites
}

const TakeBack = ({
  onTakeBack,
  onClose,
}: {
  onTakeBack: (why: string) => Promise<void>
  onClose: () => void
}): JSX.Element => {
  const [why, setWhy] = useState('')
  return (
    <FormModal
      opened
      danger
      size="sm"
      title={texts.takeBackTitle}
      submit={texts.takeBack}
      onClose={onClose}
      onSubmit={async () => {
        await onTakeBack(why)
        return true
      }}
    >
      <p>{texts.takeBackText}</p>
      <TextInput
        dir="auto"
        label={texts.whyTakeBack}
        value={why}
        onChange={(event) => {
          setWhy(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}

/** One value, or values side by side, with who says it; changed in its place, its history on demand. */
export const ValueEntry = ({ person, field, values, what, writes }: ValueEntryProps): JSX.Element => {
  const [mode, setMode] = useState<EditorMode | 'take-back' | 'challenge' | null>(null)
  const [showsHistory, setShowsHistory] = useState(false)
  const mayWrite = useMayWrite()
  const opener = useRef<HTMLButtonElement>(null)
  const [first] = values
  const label = what === undefined ? fieldTexts[field] : `${fieldTexts[field]}: ${what}`
  const differs = disagree(values)
  const id = first?.id === undefined || first.id === '' ? {} : { id: first.id }
  const close = (): void => {
    setMode(null)
    opener.current?.focus()
  }
  const asking = (next: EditorMode | 'take-back' | 'challenge') => () => {
    setMode(next)
  }
  const isEditing = mode === 'add' || mode === 'change' || mode === 'beside'
  return (
    <div className={classes.valueEntry}>
      <div className={classes.valueLine}>
        <div className={classes.entryWords}>
          {first === undefined ? (
            <span className={classes.muted}>{texts.notSaid}</span>
          ) : differs ? (
            <Sides
              field={field}
              values={values}
              onChoose={(value, why) => writes.choose({ field, ...id, entry: value.entry }, why)}
            />
          ) : (
            <>
              <ValueText field={field} value={first} />
              {values.map((value) => (
                <SourceLine key={value.entry} value={value} />
              ))}
            </>
          )}
        </div>
        <div className={classes.valueTools}>
          {mayWrite ? (
            <Tooltip label={differs ? texts.beside : texts.change(label)}>
              <ActionIcon
                ref={opener}
                variant="subtle"
                color="gray"
                aria-label={differs ? `${texts.beside}: ${label}` : texts.change(label)}
                aria-expanded={isEditing}
                onClick={asking(first === undefined ? 'add' : differs ? 'beside' : 'change')}
              >
                {differs ? <IconArrowsSplit2 size={16} stroke={1.6} /> : <IconPencil size={16} stroke={1.6} />}
              </ActionIcon>
            </Tooltip>
          ) : null}
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={texts.more(label)}>
                <IconDots size={16} stroke={1.6} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconHistory size={15} stroke={1.6} />}
                onClick={() => {
                  setShowsHistory(!showsHistory)
                }}
              >
                {showsHistory ? texts.hideHistory : texts.history}
              </Menu.Item>
              {mayWrite && first !== undefined && field !== 'photo' ? (
                <>
                  {differs ? null : (
                    <Menu.Item leftSection={<IconArrowsSplit2 size={15} stroke={1.6} />} onClick={asking('beside')}>
                      {texts.beside}
                    </Menu.Item>
                  )}
                  <Menu.Item leftSection={<IconFlag size={15} stroke={1.6} />} onClick={asking('challenge')}>
                    {texts.challenge}
                  </Menu.Item>
                  {differs || (field === 'name' && person.names.length === 1) ? null : (
                    <Menu.Item
                      color="clay"
                      leftSection={<IconTrash size={15} stroke={1.6} />}
                      onClick={asking('take-back')}
                    >
                      {texts.takeBack}
                    </Menu.Item>
                  )}
                </>
              ) : null}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {isEditing ? (
        <ValueEditor
          person={person}
          field={field}
          mode={mode}
          {...(first === undefined ? {} : { value: first })}
          onSave={writes.setValue}
          onClose={close}
        />
      ) : null}
      {mode === 'take-back' ? (
        <TakeBack
          onClose={close}
          onTakeBack={(why) => writes.setValue({ field, ...id, value: null, ...ifText('why', why) } as NewValue)}
        />
      ) : null}
      {mode === 'challenge' ? (
        <ChallengeForm
          person={person}
          {...(first === undefined ? {} : { about: { field, value: first } })}
          onSave={writes.challenge}
          onClose={close}
        />
      ) : null}
      {showsHistory ? <ValueHistory person={person.id} field={field} {...id} onBringBack={writes.bringBack} /> : null}
    </div>
  )
}
