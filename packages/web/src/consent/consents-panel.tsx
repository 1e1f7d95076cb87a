import { Button } from '@mantine/core'
import { IconMessageQuestion, IconPlus } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import type { Person } from '../api/types.ts'
import type { PersonWrites } from '../people/use-person-writes.ts'
import { consentTexts } from '../texts/consent.ts'
import { personTexts as texts } from '../texts/people.ts'
import { LinkButton } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { Writing } from '../ui/writing.tsx'
import { AnswerForm } from './answer-form.tsx'
import { ConsentEntry, RefusalEntry } from './consent-entry.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import classes from './consent.module.css'

interface ConsentsProps {
  person: Person
  writes: Pick<PersonWrites, 'addConsent' | 'refuse' | 'withdraw' | 'refresh'>
}

/** What may leave the vault about a person, who said so or said no, and the way to take that back. */
export const ConsentsPanel = ({ person, writes }: ConsentsProps): JSX.Element => {
  const [adding, setAdding] = useState(false)
  const [withdrawing, setWithdrawing] = useState<string | null>(null)
  return (
    <Panel title={texts.consents}>
      <Writing>
        <div className={classes.ways}>
          <LinkButton
            to="/people/$person/consent"
            params={{ person: person.id }}
            size="compact-sm"
            variant="default"
            leftSection={<IconMessageQuestion size={14} />}
          >
            {consentTexts.ask}
          </LinkButton>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => {
              setAdding(true)
            }}
          >
            {consentTexts.record}
          </Button>
        </div>
      </Writing>
      {person.consents.length + person.refusals.length === 0 ? (
        <p className={classes.muted}>{texts.noConsents}</p>
      ) : (
        <ul>
          {person.refusals.map((refusal) => (
            <RefusalEntry key={refusal.id} refusal={refusal} />
          ))}
          {person.consents.map((consent) => (
            <ConsentEntry
              key={consent.id}
              person={person}
              consent={consent}
              onErased={() => void writes.refresh()}
              onWithdraw={() => {
                setWithdrawing(consent.id)
              }}
            />
          ))}
        </ul>
      )}
      {adding ? (
        <AnswerForm
          writes={writes}
          onClose={() => {
            setAdding(false)
          }}
        />
      ) : null}
      {withdrawing === null ? null : (
        <WithdrawDialog
          person={person.id}
          consent={withdrawing}
          onWithdraw={writes.withdraw}
          onClose={() => {
            setWithdrawing(null)
          }}
        />
      )}
    </Panel>
  )
}
