import { ActionIcon, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import type { JSX, ReactNode } from 'react'
import type { Value } from '../api/types.ts'
import { personTexts as texts } from '../texts/people.ts'
import { Writing } from '../ui/writing.tsx'
import { SaidBy } from './said-by.tsx'
import { Sides, disagree } from './sides.tsx'
import classes from './person.module.css'

interface ValueRowProps<T> {
  label: string
  values: Value<T>[]
  render: (value: T) => ReactNode
  onEdit: () => void
  /** Settles a disagreement by saying this value again, knowing of the others. */
  onKeep: (value: T) => Promise<void>
}

/** One field of a person: its value, or the values side by side where people disagree. */
export const ValueRow = <T,>({ label, values, render, onEdit, onKeep }: ValueRowProps<T>): JSX.Element => {
  const [only] = values
  return (
    <div className={classes.value}>
      <dt>{label}</dt>
      <dd>
        {disagree(values) ? (
          <Sides values={values} render={render} onKeep={onKeep} />
        ) : only === undefined ? (
          <span className={classes.muted}>{texts.notKnown}</span>
        ) : (
          <>
            <div>{render(only.value)}</div>
            {values.map((value) => (
              <div key={value.entry}>
                <SaidBy origin={value} />
              </div>
            ))}
          </>
        )}
      </dd>
      <Writing>
        <Tooltip label={texts.edit(label)}>
          <ActionIcon variant="subtle" color="gray" aria-label={texts.edit(label)} onClick={onEdit}>
            <IconPencil size={16} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Writing>
    </div>
  )
}
