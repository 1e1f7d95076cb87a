import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import type { Keyed, NewValue, Person, PersonName } from '../api/types.ts'
import { formTexts, nameKindTexts, personTexts as texts, scriptTexts } from '../texts/people.ts'
import { Foreign } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { Panel } from '../ui/panel.tsx'
import { RemoveButton } from '../ui/remove-button.tsx'
import { Writing } from '../ui/writing.tsx'
import { byId } from './by-id.ts'
import { emptyName, nameDraft, nameOf } from './drafts.ts'
import { NameInput } from './inputs.tsx'
import { SaidBy } from './said-by.tsx'
import { Sides, disagree } from './sides.tsx'
import classes from './person.module.css'

interface NamesProps {
  person: Person
  onSave: (value: NewValue) => Promise<void>
}

const NameForm = ({
  name,
  onSave,
  onClose,
}: {
  name: Keyed<PersonName> | null
  onSave: NamesProps['onSave']
  onClose: () => void
}): JSX.Element => {
  const [draft, setDraft] = useState(name === null ? emptyName : nameDraft(name.value))
  const [error, setError] = useState<string | null>(null)
  return (
    <FormModal
      opened
      title={name === null ? texts.addName : texts.edit(nameKindTexts[name.value.kind])}
      size="lg"
      onClose={onClose}
      onSubmit={async () => {
        const value = nameOf(draft)
        setError(value === null ? formTexts.required : null)
        if (value === null) return false
        await onSave({ field: 'name', value, ...(name === null ? {} : { id: name.id }) })
        return true
      }}
    >
      <NameInput value={draft} onChange={setDraft} error={error} focused />
    </FormModal>
  )
}

const NameText = ({ name }: { name: PersonName }): JSX.Element => (
  <span className={classes.entryWords}>
    <Foreign className={classes.nameText} lang={name.language}>
      {name.text}
    </Foreign>
    <span className={classes.muted}>
      {nameKindTexts[name.kind]} · {scriptTexts[name.script]}
    </span>
  </span>
)

/** Every name of a person, each with its kind, its letters and who entered it. */
export const NamesPanel = ({ person, onSave }: NamesProps): JSX.Element => {
  const names = byId(person.names)
  const [editing, setEditing] = useState<Keyed<PersonName> | 'new' | null>(null)
  return (
    <Panel
      title={texts.names}
      actions={
        <Writing>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => {
              setEditing('new')
            }}
          >
            {texts.addName}
          </Button>
        </Writing>
      }
    >
      <ul className={classes.entries}>
        {names.map(([name, ...others]) => (
          <li key={name.id} className={classes.entry}>
            {disagree([name, ...others]) ? (
              <Sides
                values={[name, ...others]}
                render={(value) => <NameText name={value} />}
                onKeep={(value) => onSave({ field: 'name', id: name.id, value })}
              />
            ) : (
              <div className={classes.entryWords}>
                <NameText name={name.value} />
                <SaidBy origin={name} />
              </div>
            )}
            <Writing>
              <Tooltip label={texts.edit(nameKindTexts[name.value.kind])}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`${texts.edit(nameKindTexts[name.value.kind])}: ${name.value.text}`}
                  onClick={() => {
                    setEditing(name)
                  }}
                >
                  <IconPencil size={16} stroke={1.6} />
                </ActionIcon>
              </Tooltip>
            </Writing>
            {names.length > 1 ? (
              <RemoveButton
                what={name.value.text}
                onRemove={() => onSave({ field: 'name', id: name.id, value: null })}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {editing === null ? null : (
        <NameForm
          name={editing === 'new' ? null : editing}
          onSave={onSave}
          onClose={() => {
            setEditing(null)
          }}
        />
      )}
    </Panel>
  )
}
