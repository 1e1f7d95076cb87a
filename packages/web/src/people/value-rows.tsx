import type { JSX } from 'react'
import type { Person, ValueField } from '../api/types.ts'
import { fieldTexts } from '../texts/people.ts'
import { valuesOf } from './field-drafts.ts'
import type { PersonWrites } from './use-person-writes.ts'
import { ValueEntry } from './value-entry.tsx'
import classes from './person.module.css'

interface ValueRowsProps {
  person: Person
  /** Fields that hold one value each. */
  fields: readonly ValueField[]
  writes: PersonWrites
}

/** Fields of a person, one a line: the value, or the values side by side where people disagree. */
export const ValueRows = ({ person, fields, writes }: ValueRowsProps): JSX.Element => (
  <dl className={classes.values}>
    {fields.map((field) => (
      <div key={field} className={classes.value}>
        <dt>{fieldTexts[field]}</dt>
        <dd>
          <ValueEntry person={person} field={field} values={valuesOf(person, field)} writes={writes} />
        </dd>
      </div>
    ))}
  </dl>
)
