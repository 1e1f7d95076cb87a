import type { JSX } from 'react'
import type { NewValue, Person } from '../api/types.ts'
import { personTexts as texts } from '../texts/people.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { byId } from './by-id.ts'
import { SaidBy } from './said-by.tsx'
import { Sides, disagree } from './sides.tsx'
import classes from './person.module.css'

type Reference = Person['references'][number]['value']

interface ReferencesPanelProps {
  person: Person
  onSave: (value: NewValue) => Promise<void>
}

const ReferenceText = ({ reference }: { reference: Reference }): JSX.Element => (
  <span>
    <Foreign className={classes.muted}>{reference.registry}</Foreign>
    <span className={classes.muted}>: </span>
    <Foreign>{reference.id}</Foreign>
  </span>
)

/** Under which number somebody else's register holds the person. */
export const ReferencesPanel = ({ person, onSave }: ReferencesPanelProps): JSX.Element => (
  <Panel title={texts.references}>
    <ul className={classes.entries}>
      {byId(person.references).map(([reference, ...others]) => (
        <li key={reference.id} className={classes.entry}>
          {disagree([reference, ...others]) ? (
            <Sides
              values={[reference, ...others]}
              render={(value) => <ReferenceText reference={value} />}
              onKeep={(value) => onSave({ field: 'reference', id: reference.id, value })}
            />
          ) : (
            <div className={classes.entryWords}>
              <ReferenceText reference={reference.value} />
              <SaidBy origin={reference} />
            </div>
          )}
        </li>
      ))}
    </ul>
  </Panel>
)
