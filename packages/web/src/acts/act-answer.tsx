import { Textarea } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Act } from '../api/types.ts'
import { actTexts as texts } from '../texts/acts.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { ActErasure } from './act-erasure.tsx'
import { ActSubject } from './act-subject.tsx'
import { ActTestimony } from './act-testimony.tsx'
import { useActs } from './use-acts.ts'
import classes from './acts.module.css'

interface ActAnswerProps {
  act: Act
  answer: 'approved' | 'refused' | null
  onClose: () => void
}

/** Asks once more, with the words that are approved or refused before one’s eyes. */
export const ActAnswer = ({ act, answer, onClose }: ActAnswerProps): JSX.Element => {
  const acts = useActs()
  const [note, setNote] = useState('')
  const isApproval = answer === 'approved'
  return (
    <FormModal
      title={isApproval ? texts.approveTitle : texts.refuseTitle}
      opened={answer !== null}
      onClose={onClose}
      submit={isApproval ? texts.approveNow : texts.refuseNow}
      danger={!isApproval}
      size="lg"
      onSubmit={async () => {
        if (answer !== null) await acts.answer(act, answer, note)
        return true
      }}
    >
      <ActSubject act={act} />
      <ActTestimony act={act} />
      {answer === null ? null : <ActErasure act={act} />}
      <p className={classes.muted}>{isApproval ? texts.approveHint : texts.refuseHint}</p>
      <Textarea
        dir="auto"
        autosize
        minRows={2}
        label={texts.note}
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}
