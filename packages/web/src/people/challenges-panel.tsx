import { Button } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import type { Challenge, Person } from '../api/types.ts'
import { fieldTexts } from '../texts/people.ts'
import {
  capacityTexts,
  challengeStateTexts,
  challengeTexts as texts,
  outcomeDoneTexts,
} from '../texts/person-values.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { Writing } from '../ui/writing.tsx'
import { ChallengeAnswerForm } from './challenge-answer.tsx'
import { ChallengeForm } from './challenge-form.tsx'
import { SaidBy } from './said-by.tsx'
import type { PersonWrites } from './use-person-writes.ts'
import classes from './person.module.css'

const waits = ({ state }: Challenge): boolean => state === 'open' || state === 'disputed'

const ChallengeEntry = ({ challenge, onAnswer }: { challenge: Challenge; onAnswer: () => void }): JSX.Element => (
  <li className={classes.consent}>
    <div className={classes.consentHead}>
      <Chip tone={waits(challenge) ? 'amber' : challenge.state === 'corrected' ? 'moss' : 'plain'}>
        {challengeStateTexts[challenge.state]}
      </Chip>
      <Writing>
        <Button size="compact-sm" variant={waits(challenge) ? 'filled' : 'subtle'} onClick={onAnswer}>
          {waits(challenge) ? texts.answer : texts.reopen}
        </Button>
      </Writing>
    </div>
    <p className={classes.muted}>
      {texts.about}: {challenge.field === undefined ? texts.wholeRecord : fieldTexts[challenge.field]}
    </p>
    <ForeignBlock>{challenge.text}</ForeignBlock>
    <p className={classes.muted}>
      <Foreign>{challenge.by}</Foreign> ({capacityTexts[challenge.capacity]})
      {challenge.date === undefined ? null : (
        <>
          {', '}
          <Foreign>{challenge.date}</Foreign>
        </>
      )}
    </p>
    <SaidBy origin={challenge} />
    {challenge.answers.map((answer) => (
      <div key={answer.entry} className={classes.quoted}>
        <span>
          <strong>{outcomeDoneTexts[answer.outcome]}</strong>: <Foreign>{answer.why}</Foreign>
        </span>
        <SaidBy origin={answer} />
      </div>
    ))}
  </li>
)

/** What the person, or somebody for them, says is wrong; what waits first. */
export const ChallengesPanel = ({ person, writes }: { person: Person; writes: PersonWrites }): JSX.Element => {
  const [adding, setAdding] = useState(false)
  const [answering, setAnswering] = useState<Challenge | null>(null)
  const challenges = person.challenges.toSorted((a, b) => Number(waits(b)) - Number(waits(a)))
  return (
    <Panel
      title={texts.title}
      hint={texts.hint}
      actions={
        <Writing>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFlag size={14} />}
            onClick={() => {
              setAdding(true)
            }}
          >
            {texts.add}
          </Button>
        </Writing>
      }
    >
      {challenges.length === 0 ? (
        <p className={classes.muted}>{texts.none}</p>
      ) : (
        <ul className={classes.entries}>
          {challenges.map((challenge) => (
            <ChallengeEntry
              key={challenge.id}
              challenge={challenge}
              onAnswer={() => {
                setAnswering(challenge)
              }}
            />
          ))}
        </ul>
      )}
      {adding ? (
        <ChallengeForm
          person={person}
          onSave={writes.challenge}
          onClose={() => {
            setAdding(false)
          }}
        />
      ) : null}
      {answering === null ? null : (
        <ChallengeAnswerForm
          person={person}
          challenge={answering}
          onSave={(answer) => writes.answer(answering.id, answer)}
          onClose={() => {
            setAnswering(null)
          }}
        />
      )}
    </Panel>
  )
}
