import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type JSX } from 'react'
import type { Kin, NewValue, Person } from '../api/types.ts'
import { kinTexts, personTexts as texts } from '../texts/people.ts'
import { Foreign } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { Panel } from '../ui/panel.tsx'
import { RemoveButton } from '../ui/remove-button.tsx'
import { Writing } from '../ui/writing.tsx'
import { byId } from './by-id.ts'
import { emptyKin, kinOf, type KinDraft } from './drafts.ts'
import { KinInput } from './inputs.tsx'
import { SaidBy } from './said-by.tsx'
import { Sides, disagree } from './sides.tsx'
import classes from './person.module.css'

interface KinPanelProps {
  person: Person
  onSave: (value: NewValue) => Promise<void>
}

const KinText = ({ kin }: { kin: Kin }): JSX.Element => (
  <span>
    <span className={classes.muted}>{kinTexts[kin.relation]}: </span>
    {kin.person === undefined ? (
      <Foreign>{kin.name}</Foreign>
    ) : (
      <Link to="/people/$person" params={{ person: kin.person }}>
        <Foreign>{kin.name}</Foreign>
      </Link>
    )}
  </span>
)

/** Family, and who was taken together with the person. */
export const KinPanel = ({ person, onSave }: KinPanelProps): JSX.Element => {
  const [draft, setDraft] = useState<KinDraft | null>(null)
  return (
    <Panel
      title={texts.kin}
      actions={
        <Writing>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => {
              setDraft(emptyKin)
            }}
          >
            {texts.addKin}
          </Button>
        </Writing>
      }
    >
      {person.kin.length === 0 ? (
        <p className={classes.muted}>{texts.noKin}</p>
      ) : (
        <ul className={classes.entries}>
          {byId(person.kin).map(([kin, ...others]) => (
            <li key={kin.id} className={classes.entry}>
              {disagree([kin, ...others]) ? (
                <Sides
                  values={[kin, ...others]}
                  render={(value) => <KinText kin={value} />}
                  onKeep={(value) => onSave({ field: 'kin', id: kin.id, value })}
                />
              ) : (
                <div className={classes.entryWords}>
                  <KinText kin={kin.value} />
                  <SaidBy origin={kin} />
                </div>
              )}
              <RemoveButton what={kin.value.name} onRemove={() => onSave({ field: 'kin', id: kin.id, value: null })} />
            </li>
          ))}
        </ul>
      )}
      <FormModal
        title={texts.addKin}
        opened={draft !== null}
        onClose={() => {
          setDraft(null)
        }}
        onSubmit={async () => {
          const value = draft === null ? null : kinOf(draft)
          if (value === null) return false
          await onSave({ field: 'kin', value })
          return true
        }}
      >
        {draft === null ? null : <KinInput value={draft} onChange={setDraft} />}
      </FormModal>
    </Panel>
  )
}
