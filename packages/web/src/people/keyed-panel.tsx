import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type JSX, type ReactNode } from 'react'
import type { Keyed, Person, ValueField } from '../api/types.ts'
import { Panel } from '../ui/panel.tsx'
import { Writing } from '../ui/writing.tsx'
import { byId } from './by-id.ts'
import { valuesOf } from './field-drafts.ts'
import type { PersonWrites } from './use-person-writes.ts'
import { ValueEditor } from './value-editor.tsx'
import { ValueEntry } from './value-entry.tsx'
import classes from './person.module.css'

interface KeyedPanelProps {
  person: Person
  field: ValueField
  title: string
  /** Said where there is none. */
  none: string
  add: string
  /** What tells a value from the others, for labels. */
  what: (value: never) => string
  writes: PersonWrites
  /** Below the values. */
  children?: ReactNode
}

/** The values of a field that holds several, each with who says it and a history of its own. */
export const KeyedPanel = ({
  person,
  field,
  title,
  none,
  add,
  what,
  writes,
  children,
}: KeyedPanelProps): JSX.Element => {
  const [adding, setAdding] = useState(false)
  const values = byId(valuesOf(person, field) as Keyed<unknown>[])
  return (
    <Panel
      title={title}
      actions={
        <Writing>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            aria-expanded={adding}
            onClick={() => {
              setAdding(true)
            }}
          >
            {add}
          </Button>
        </Writing>
      }
    >
      {adding ? (
        <ValueEditor
          person={person}
          field={field}
          mode="add"
          onSave={writes.setValue}
          onClose={() => {
            setAdding(false)
          }}
        />
      ) : null}
      {values.length === 0 && !adding ? <p className={classes.muted}>{none}</p> : null}
      <ul className={classes.entries}>
        {values.map(([value, ...others]) => (
          <li key={value.id} className={classes.entry}>
            <ValueEntry
              person={person}
              field={field}
              values={[value, ...others]}
              what={what(value.value as never)}
              writes={writes}
            />
          </li>
        ))}
      </ul>
      {children}
    </Panel>
  )
}
