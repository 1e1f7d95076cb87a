import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { historyQuery } from '../api/queries.ts'
import type { PastValue, ValueField } from '../api/types.ts'
import { fieldTexts } from '../texts/people.ts'
import { didTexts, valueTexts as texts } from '../texts/person-values.ts'
import { Chip } from '../ui/chip.tsx'
import { Failure } from '../ui/failure.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { toast } from '../ui/toasts.tsx'
import { Writing } from '../ui/writing.tsx'
import { SourceLine } from './said-by.tsx'
import type { PersonWrites } from './use-person-writes.ts'
import { ValueText } from './value-text.tsx'
import classes from './person.module.css'

interface ValueHistoryProps {
  person: string
  /** One field, or the values of one id in it; without it all of the person. */
  field?: ValueField
  id?: string
  onBringBack: PersonWrites['bringBack']
}

const Step = ({
  step,
  withField,
  standing,
  onBringBack,
}: {
  step: PastValue
  withField: boolean
  /** Values that stand already cannot be brought back. */
  standing: ReadonlySet<string>
  onBringBack: PersonWrites['bringBack']
}): JSX.Element => {
  const [busy, setBusy] = useState(false)
  const bringBack = async (): Promise<void> => {
    setBusy(true)
    try {
      const id = step.id === '' ? {} : { id: step.id }
      await onBringBack({ field: step.field, ...id, entry: step.entry })
      toast('good', texts.broughtBack)
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className={classes.step}>
      <div className={classes.stepHead}>
        {withField ? <span className={classes.muted}>{fieldTexts[step.field]}</span> : null}
        <Chip tone={step.did === 'taken-back' ? 'clay' : step.did === 'chosen' ? 'moss' : 'plain'}>
          {didTexts[step.did]}
        </Chip>
        {step.isCurrent ? <Chip tone="accent">{texts.standsNow}</Chip> : null}
      </div>
      {step.value === null ? null : <ValueText field={step.field} value={step} />}
      <SourceLine value={step} />
      {step.value === null || standing.has(keyOf(step)) ? null : (
        <Writing>
          <Button
            className={classes.stepAction}
            size="compact-xs"
            variant="default"
            loading={busy}
            onClick={() => void bringBack()}
          >
            {texts.bringBack}
          </Button>
        </Writing>
      )}
    </li>
  )
}

const keyOf = ({ field, id, value }: PastValue): string => JSON.stringify([field, id, value])

/** Everything that was ever written about a field of a person, oldest first; what does not stand can be brought back. */
export const ValueHistory = ({ person, field, id, onBringBack }: ValueHistoryProps): JSX.Element => {
  const { data, error, refetch } = useQuery(historyQuery(person, field, id))
  if (data === undefined)
    return error === null ? <SkeletonBlocks /> : <Failure error={error} onRetry={() => void refetch()} />
  const standing = new Set(data.filter(({ isCurrent }) => isCurrent).map(keyOf))
  const label = field === undefined ? texts.wholeHistory : texts.historyOf(fieldTexts[field])
  return (
    <ol className={classes.history} aria-label={label}>
      {data.map((step) => (
        <Step
          key={`${step.entry} ${step.field} ${step.id} ${step.did}`}
          step={step}
          withField={field === undefined}
          standing={standing}
          onBringBack={onBringBack}
        />
      ))}
    </ol>
  )
}
