import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowsSplit2, IconPencil } from '@tabler/icons-react'
import { useState, type JSX, type ReactNode } from 'react'
import type { Value } from '../api/types.ts'
import { personTexts as texts } from '../texts/people.ts'
import { toast } from '../ui/toasts.tsx'
import { SaidBy } from './said-by.tsx'
import classes from './person.module.css'

interface ValueRowProps<T> {
  label: string
  values: Value<T>[]
  render: (value: T) => ReactNode
  onEdit: () => void
  /** Settles a disagreement by saying this value again, knowing of the others. */
  onKeep: (value: T) => Promise<void>
}

/** One field of a person: its value, or the values side by side where people disagree (H3). */
export const ValueRow = <T,>({ label, values, render, onEdit, onKeep }: ValueRowProps<T>): JSX.Element => {
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
  const [only] = values
  return (
    <div className={classes.value}>
      <dt>{label}</dt>
      <dd>
        {values.length > 1 ? (
          <div className={classes.disagree}>
            <p className={classes.disagreeHead}>
              <IconArrowsSplit2 size={16} stroke={1.75} aria-hidden /> <strong>{texts.disagree}.</strong>{' '}
              {texts.disagreeHint}
            </p>
            <ul className={classes.sides}>
              {values.map((value) => (
                <li key={value.entry} className={classes.side}>
                  <div>{render(value.value)}</div>
                  <SaidBy origin={value} />
                  <Button size="compact-sm" variant="default" disabled={busy} onClick={() => void keep(value.value)}>
                    {texts.keep}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        ) : only === undefined ? (
          <span className={classes.muted}>{texts.notKnown}</span>
        ) : (
          <>
            <div>{render(only.value)}</div>
            <SaidBy origin={only} />
          </>
        )}
      </dd>
      <Tooltip label={texts.edit(label)}>
        <ActionIcon variant="subtle" color="gray" aria-label={texts.edit(label)} onClick={onEdit}>
          <IconPencil size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
