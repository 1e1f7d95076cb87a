import { Button } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useState, type JSX, type ReactNode } from 'react'
import type { Value } from '../api/types.ts'
import { personTexts as texts } from '../texts/people.ts'
import { toast } from '../ui/toasts.tsx'
import { Writing } from '../ui/writing.tsx'
import { SaidBy } from './said-by.tsx'
import classes from './person.module.css'

/** Whether the current values of one field disagree; the same value said twice does not. */
export const disagree = (values: Value<unknown>[]): boolean =>
  new Set(values.map(({ value }) => JSON.stringify(value))).size > 1

interface SidesProps<T> {
  values: Value<T>[]
  render: (value: T) => ReactNode
  /** Settles the disagreement by saying this value again, knowing of the others. */
  onKeep: (value: T) => Promise<void>
}

/** Values that disagree side by side, each with who entered it and when (H3). */
export const Sides = <T,>({ values, render, onKeep }: SidesProps<T>): JSX.Element => {
  const [busy, setBusy] = useState(false)
  const keep = async (value: T): Promise<void> => {
    setBusy(true)
    try {
      await onKeep(value)
      toast('good', texts.kept)
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={classes.disagree}>
      <p className={classes.disagreeHead}>
        <IconArrowsSplit2 size={16} stroke={1.75} aria-hidden /> <strong>{texts.disagree}.</strong> {texts.disagreeHint}
      </p>
      <ul className={classes.sides}>
        {values.map((value) => (
          <li key={value.entry} className={classes.side}>
            <div>{render(value.value)}</div>
            <SaidBy origin={value} />
            <Writing>
              <Button size="compact-sm" variant="default" disabled={busy} onClick={() => void keep(value.value)}>
                {texts.keep}
              </Button>
            </Writing>
          </li>
        ))}
      </ul>
    </div>
  )
}
