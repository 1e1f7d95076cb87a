import { Textarea, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Capacity } from '../api/types.ts'
import { ifText } from '../people/drafts.ts'
import type { PersonWrites } from '../people/use-person-writes.ts'
import { consentTexts } from '../texts/consent.ts'
import { personTexts as texts } from '../texts/people.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { CapacitySelect } from './capacity-select.tsx'
import { Effects } from './effects.tsx'

interface WithdrawDialogProps {
  person: string
  consent: string
  onWithdraw: PersonWrites['withdraw']
  onClose: () => void
}

/** Takes a consent back, after saying what that stops and what it cannot stop. */
export const WithdrawDialog = ({ person, consent, onWithdraw, onClose }: WithdrawDialogProps): JSX.Element => {
  const [by, setBy] = useState('')
  const [capacity, setCapacity] = useState<Capacity | ''>('')
  const [reason, setReason] = useState('')
  return (
    <FormModal
      title={texts.withdrawTitle}
      opened
      danger
      submit={texts.withdraw}
      onClose={onClose}
      onSubmit={async () => {
        await onWithdraw(consent, {
          ...ifText('by', by),
          ...(capacity === '' ? {} : { capacity }),
          ...ifText('reason', reason),
        })
        return true
      }}
    >
      <p>{texts.withdrawText}</p>
      <Effects person={person} consent={consent} isPast={false} />
      <TextInput
        dir="auto"
        label={consentTexts.withdrawnBy}
        value={by}
        onChange={(event) => {
          setBy(event.currentTarget.value)
        }}
      />
      <CapacitySelect value={capacity} onChange={setCapacity} />
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
  )
}
