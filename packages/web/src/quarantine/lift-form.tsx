import { Textarea } from '@mantine/core'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import type { Quarantine } from '../api/types.ts'
import { quarantineTexts as texts } from '../texts/quarantine.ts'
import { FormButton } from '../ui/form-button.tsx'
import { toast } from '../ui/toasts.tsx'

/** Asks a second person to lift a quarantine, or lifts it when that was approved. */
export const LiftForm = ({ one, onChanged }: { one: Quarantine; onChanged: () => Promise<void> }): JSX.Element => {
  const [reason, setReason] = useState('')
  const ready = one.lift?.may.do === true
  const path = `/quarantine/${encodeURIComponent(one.id)}/lift`
  return (
    <FormButton
      quiet
      label={ready ? texts.liftNow : texts.lift}
      title={texts.lift}
      submit={ready ? texts.liftNow : texts.lift}
      onSubmit={async () => {
        await post(ready ? path : `${path}/proposals`, ready ? {} : { reason: reason.trim() })
        toast('good', ready ? texts.liftedNow : texts.asked)
        await onChanged()
      }}
    >
      <p>{texts.liftText}</p>
      {ready ? null : (
        <Textarea
          dir="auto"
          autosize
          required
          minRows={2}
          label={texts.liftWhy}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
      )}
    </FormButton>
  )
}
