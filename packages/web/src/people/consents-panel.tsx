import { Button, Textarea } from '@mantine/core'
import { listed } from '../texts/plural.ts'
import { IconPlus } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import type { Consent, NewConsent, Person } from '../api/types.ts'
import { EraseDialog } from '../erasure/erase-dialog.tsx'
import { erasureTexts } from '../texts/erasure.ts'
import { personTexts as texts, purposeTexts, scopeTexts } from '../texts/people.ts'
import { Chip } from '../ui/chip.tsx'
import { Facts } from '../ui/facts.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { Panel } from '../ui/panel.tsx'
import { Writing } from '../ui/writing.tsx'
import { ConsentForm } from './consent-form.tsx'
import { SaidBy } from './said-by.tsx'
import classes from './person.module.css'

interface ConsentsProps {
  person: Person
  onAdd: (consent: NewConsent) => Promise<void>
  onWithdraw: (consent: string, reason: string) => Promise<void>
  /** Called when what a consent alone allowed was erased. */
  onErased: () => void
}

const two = (value: number): string => String(value).padStart(2, '0')

/** Today in this computer's calendar, `YYYY-MM-DD`, as the last day of a consent is written. */
const today = (): string => {
  const now = new Date()
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

const state = (consent: Consent): { word: string; tone: 'moss' | 'plain' | 'clay' } => {
  if (consent.withdrawn !== undefined) return { word: texts.withdrawn, tone: 'clay' }
  if (consent.until !== undefined && consent.until < today()) return { word: texts.ended, tone: 'plain' }
  return { word: texts.inForce, tone: 'moss' }
}

/** Only of a consent that was withdrawn: to take back comes first, and is enough for most. */
const EraseConsent = ({ consent, onErased }: { consent: string; onErased: () => void }): JSX.Element => {
  const [isOpen, setOpen] = useState(false)
  const close = (): void => {
    setOpen(false)
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="clay"
        onClick={() => {
          setOpen(true)
        }}
      >
        {erasureTexts.openConsent}
      </Button>
      {isOpen ? (
        <EraseDialog
          target={{ consent }}
          onClose={close}
          onErased={() => {
            close()
            onErased()
          }}
        />
      ) : null}
    </>
  )
}

const ConsentEntry = ({
  consent,
  onWithdraw,
  onErased,
}: {
  consent: Consent
  onWithdraw: () => void
  onErased: () => void
}): JSX.Element => {
  const { word, tone } = state(consent)
  return (
    <li className={classes.consent}>
      <div className={classes.consentHead}>
        <Chip tone={tone}>{word}</Chip>
        {consent.withdrawn === undefined ? (
          <Writing>
            <Button size="compact-sm" variant="default" onClick={onWithdraw}>
              {texts.withdraw}
            </Button>
          </Writing>
        ) : (
          <Writing>
            <EraseConsent consent={consent.id} onErased={onErased} />
          </Writing>
        )}
      </div>
      <Facts
        facts={[
          { label: texts.givenBy, value: <Foreign>{consent.givenBy}</Foreign> },
          { label: texts.allows, value: listed(consent.scopes.map((scope) => scopeTexts[scope])) },
          { label: texts.forPurpose, value: listed(consent.purposes.map((purpose) => purposeTexts[purpose])) },
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
      <SaidBy origin={consent} />
      {consent.withdrawn === undefined ? null : (
        <p className={classes.muted}>
          {texts.withdrawn}:{' '}
          {consent.withdrawn.reason === undefined ? null : <Foreign>{consent.withdrawn.reason}</Foreign>}{' '}
          <SaidBy origin={consent.withdrawn} />
        </p>
      )}
    </li>
  )
}

/** What may leave the vault about a person, and the way to take that back. */
export const ConsentsPanel = ({ person, onAdd, onWithdraw, onErased }: ConsentsProps): JSX.Element => {
  const [adding, setAdding] = useState(false)
  const [withdrawing, setWithdrawing] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  return (
    <Panel
      title={texts.consents}
      actions={
        <Writing>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => {
              setAdding(true)
            }}
          >
            {texts.addConsent}
          </Button>
        </Writing>
      }
    >
      {person.consents.length === 0 ? (
        <p className={classes.muted}>{texts.noConsents}</p>
      ) : (
        <ul className={classes.entries}>
          {person.consents.map((consent) => (
            <ConsentEntry
              key={consent.id}
              consent={consent}
              onErased={onErased}
              onWithdraw={() => {
                setReason('')
                setWithdrawing(consent.id)
              }}
            />
          ))}
        </ul>
      )}
      {adding ? (
        <ConsentForm
          onAdd={onAdd}
          onClose={() => {
            setAdding(false)
          }}
        />
      ) : null}
      <FormModal
        title={texts.withdrawTitle}
        opened={withdrawing !== null}
        danger
        submit={texts.withdraw}
        onClose={() => {
          setWithdrawing(null)
        }}
        onSubmit={async () => {
          if (withdrawing !== null) await onWithdraw(withdrawing, reason)
          return true
        }}
      >
        <p>{texts.withdrawText}</p>
        <Textarea
          dir="auto"
          rows={2}
          label={texts.withdrawReason}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
      </FormModal>
    </Panel>
  )
}
