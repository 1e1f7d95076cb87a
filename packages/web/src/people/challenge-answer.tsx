import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Challenge, ChallengeAnswer, ChallengeOutcome, NewValue, Person } from '../api/types.ts'
import { formTexts } from '../texts/people.ts'
import { challengeTexts as texts, outcomeTexts } from '../texts/person-values.ts'
import { ForeignBlock } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { draftOf, valueOfDraft, valuesOf } from './field-drafts.ts'
import { ValueInput } from './value-input.tsx'
import classes from './person.module.css'

interface ChallengeAnswerFormProps {
  person: Person
  challenge: Challenge
  onSave: (answer: ChallengeAnswer) => Promise<void>
  onClose: () => void
}

/** Answers a challenge with an outcome and a reason; a correction of a value is written together with it. */
export const ChallengeAnswerForm = ({ person, challenge, onSave, onClose }: ChallengeAnswerFormProps): JSX.Element => {
  const isOpen = challenge.state === 'open' || challenge.state === 'disputed'
  const outcomes = (['corrected', 'kept', 'withdrawn', 'reopened'] as const).filter(
    (one) => (one === 'reopened') !== isOpen,
  )
  const { field } = challenge
  const value = field === undefined ? undefined : valuesOf(person, field).find(({ entry }) => entry === challenge.about)
  const [outcome, setOutcome] = useState<ChallengeOutcome>(outcomes[0] ?? 'corrected')
  const [why, setWhy] = useState('')
  const [draft, setDraft] = useState(() => (field === undefined ? {} : draftOf(field, value)))
  const [writes, setWrites] = useState(value !== undefined)
  const [error, setError] = useState<string | null>(null)
  const corrects = outcome === 'corrected' && value !== undefined && field !== undefined && field !== 'photo'

  const answer = (): ChallengeAnswer | string => {
    if (why.trim() === '') return formTexts.required
    const said = { outcome, why: why.trim() }
    if (!corrects || !writes) return said
    const made = valueOfDraft(field, draft)
    return 'problem' in made ? made.problem : { ...said, value: { field, value: made.value } as NewValue }
  }

  return (
    <FormModal
      opened
      size="lg"
      title={isOpen ? texts.answerTitle : texts.reopen}
      onClose={onClose}
      onSubmit={async () => {
        const made = answer()
        setError(typeof made === 'string' ? made : null)
        if (typeof made === 'string') return false
        await onSave(made)
        return true
      }}
    >
      <div className={classes.quoted}>
        <span className={classes.muted}>{texts.saidInstead}</span>
        <ForeignBlock>{challenge.text}</ForeignBlock>
      </div>
      {isOpen ? (
        <NativeSelect
          label={texts.outcome}
          data={outcomes.map((one) => ({ value: one, label: outcomeTexts[one] }))}
          value={outcome}
          onChange={(event) => {
            setOutcome(event.currentTarget.value as ChallengeOutcome)
          }}
        />
      ) : null}
      {corrects ? (
        <>
          <Checkbox
            label={texts.correctTo}
            checked={writes}
            onChange={(event) => {
              setWrites(event.currentTarget.checked)
            }}
          />
          {writes ? <ValueInput field={field} draft={draft} onChange={setDraft} person={person.id} /> : null}
        </>
      ) : outcome === 'corrected' ? (
        <p className={classes.muted}>{field === undefined ? texts.wholeHint : texts.valueGone}</p>
      ) : null}
      <Textarea
        dir="auto"
        rows={2}
        label={texts.why}
        value={why}
        error={error}
        onChange={(event) => {
          setWhy(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}
