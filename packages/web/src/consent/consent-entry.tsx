import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { consentEffectsQuery } from '../api/queries.ts'
import type { Consent, Person, Refusal } from '../api/types.ts'
import { EraseButton } from '../erasure/erase-button.tsx'
import { SaidBy } from '../people/said-by.tsx'
import { capacityTexts, consentTexts } from '../texts/consent.ts'
import { erasureTexts } from '../texts/erasure.ts'
import { formTexts, personTexts as texts, purposeTexts, scopeTexts } from '../texts/people.ts'
import { listed } from '../texts/plural.ts'
import { Chip } from '../ui/chip.tsx'
import { Facts } from '../ui/facts.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { Writing } from '../ui/writing.tsx'
import { Effects } from './effects.tsx'
import classes from './consent.module.css'

const two = (value: number): string => String(value).padStart(2, '0')

/** Today in this computer's calendar, `YYYY-MM-DD`, as the last day of a consent is written. */
const today = (): string => {
  const now = new Date()
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

const state = (consent: Consent): { word: string; tone: 'moss' | 'plain' | 'clay' } => {
  if (consent.withdrawn !== undefined) return { word: texts.withdrawn, tone: 'clay' }
  if (consent.until !== undefined && consent.until < today()) return { word: texts.ended, tone: 'plain' }
  if (consent.refused.length === consent.purposes.length) return { word: consentTexts.refused, tone: 'clay' }
  return { word: texts.inForce, tone: 'moss' }
}

const purposeWords = (purposes: Consent['purposes']): string => listed(purposes.map((purpose) => purposeTexts[purpose]))

/** On which text somebody answered, and its words where the program has them. */
const askedWith = ({ version, language }: NonNullable<Consent['text']>): JSX.Element | string =>
  language === undefined ? <Foreign>{version}</Foreign> : consentTexts.words(version, formTexts.languages[language])

const Words = ({ text }: Pick<Consent, 'text'>): JSX.Element | null => {
  const [isOpen, setOpen] = useState(false)
  return text?.words === undefined ? null : (
    <details
      className={classes.words}
      onToggle={(event) => {
        setOpen(event.currentTarget.open)
      }}
    >
      <summary>{consentTexts.showWords}</summary>
      {isOpen ? <ForeignBlock>{text.words}</ForeignBlock> : null}
    </details>
  )
}

const whoFacts = ({ givenBy, capacity, text }: Pick<Consent, 'givenBy' | 'capacity' | 'text'>) => [
  { label: texts.givenBy, value: <Foreign>{givenBy}</Foreign> },
  {
    label: consentTexts.capacity,
    value: capacity === undefined ? consentTexts.capacityUnknown : capacityTexts[capacity],
  },
  ...(text === undefined ? [] : [{ label: consentTexts.askedWith, value: askedWith(text) }]),
]

interface ConsentEntryProps {
  person: Person
  consent: Consent
  onWithdraw: () => void
  onErased: () => void
}

/** Nothing where nothing is left of what this consent alone allowed (rule R128). */
const EraseWhatItAllowed = ({
  person,
  consent,
  onErased,
}: {
  person: string
  consent: string
  onErased: () => void
}): JSX.Element | null => {
  const { data } = useQuery(consentEffectsQuery(person, consent))
  return data?.erasable === true ? (
    <EraseButton target={{ consent }} label={erasureTexts.openConsent} onErased={onErased} />
  ) : null
}

/** One consent: who gave it, on which words, what it allows, and what its withdrawal stopped. */
export const ConsentEntry = ({ person, consent, onWithdraw, onErased }: ConsentEntryProps): JSX.Element => {
  const { word, tone } = state(consent)
  const { withdrawn } = consent
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <Chip tone={tone}>{word}</Chip>
        <Writing>
          {withdrawn === undefined ? (
            <Button size="compact-sm" variant="default" onClick={onWithdraw}>
              {texts.withdraw}
            </Button>
          ) : (
            // Only of a consent that was withdrawn: to take back comes first, and is enough for most.
            <EraseWhatItAllowed person={person.id} consent={consent.id} onErased={onErased} />
          )}
        </Writing>
      </div>
      <Facts
        facts={[
          ...whoFacts(consent),
          { label: texts.allows, value: listed(consent.scopes.map((scope) => scopeTexts[scope])) },
          { label: texts.forPurpose, value: purposeWords(consent.purposes) },
          ...(consent.refused.length === 0
            ? []
            : [{ label: consentTexts.refusedSince, value: purposeWords(consent.refused) }]),
          {
            label: texts.recipients,
            value:
              consent.recipients.length === 0 ? (
                texts.anyRecipient
              ) : (
                <span className={classes.parts}>
                  {consent.recipients.map((recipient) => (
                    <Foreign key={recipient}>{recipient}</Foreign>
                  ))}
                </span>
              ),
          },
          { label: texts.until, value: consent.until ?? texts.noEnd },
        ]}
      />
      {consent.note === undefined ? null : <ForeignBlock className={classes.muted}>{consent.note}</ForeignBlock>}
      <Words {...(consent.text === undefined ? {} : { text: consent.text })} />
      <SaidBy origin={consent} />
      {withdrawn === undefined ? null : (
        <>
          <p className={classes.muted}>
            {texts.withdrawn}:{' '}
            {withdrawn.by === undefined ? null : (
              <>
                <Foreign>{withdrawn.by}</Foreign>
                {withdrawn.capacity === undefined ? '' : ` (${capacityTexts[withdrawn.capacity]})`}{' '}
              </>
            )}
            {withdrawn.reason === undefined ? null : <Foreign>{withdrawn.reason}</Foreign>}{' '}
            <SaidBy origin={withdrawn} />
          </p>
          <Effects person={person.id} consent={consent.id} isPast />
        </>
      )}
    </li>
  )
}

/** One no: who said it, to what, on which words. */
export const RefusalEntry = ({ refusal }: { refusal: Refusal }): JSX.Element => (
  <li className={classes.entry}>
    <div className={classes.head}>
      <Chip tone="clay" title={consentTexts.refusedHint}>
        {consentTexts.refused}
      </Chip>
    </div>
    <Facts facts={[...whoFacts(refusal), { label: consentTexts.refuses, value: purposeWords(refusal.purposes) }]} />
    {refusal.note === undefined ? null : <ForeignBlock className={classes.muted}>{refusal.note}</ForeignBlock>}
    <Words {...(refusal.text === undefined ? {} : { text: refusal.text })} />
    <SaidBy origin={refusal} />
  </li>
)
