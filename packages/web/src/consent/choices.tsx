import { Checkbox } from '@mantine/core'
import type { JSX } from 'react'
import classes from './consent.module.css'

interface ChoicesProps<T extends string> {
  label: string
  words: Readonly<Record<T, string>>
  value: T[]
  error: string | null
  onChange: (value: T[]) => void
}

/** Some of a closed list. */
export const Choices = <T extends string>({ label, words, value, error, onChange }: ChoicesProps<T>): JSX.Element => (
  <Checkbox.Group label={label} value={value} error={error} onChange={onChange}>
    <div className={classes.choices}>
      {Object.entries<string>(words).map(([choice, word]) => (
        <Checkbox key={choice} value={choice} label={word} />
      ))}
    </div>
  </Checkbox.Group>
)
