import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Capacity, ConsentScope, Purpose } from '../api/types.ts'
import { ifText } from '../people/drafts.ts'
import type { PersonWrites } from '../people/use-person-writes.ts'
import { consentTexts as texts } from '../texts/consent.ts'
import { formTexts, purposeTexts, scopeTexts } from '../texts/people.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { CapacitySelect } from './capacity-select.tsx'
import { Choices } from './choices.tsx'

interface AnswerFormProps {
  writes: Pick<PersonWrites, 'addConsent' | 'refuse'>
  onClose: () => void
}

/** Records an answer that was given elsewhere, such as on paper: who allowed or refused what, for which purpose, until when. */
export const AnswerForm = ({ writes, onClose }: AnswerFormProps): JSX.Element => {
  const [answer, setAnswer] = useState('yes')
  const [givenBy, setGivenBy] = useState('')
  const [capacity, setCapacity] = useState<Capacity | ''>('')
  const [text, setText] = useState('')
  const [scopes, setScopes] = useState<ConsentScope[]>(['names', 'photos'])
  const [purposes, setPurposes] = useState<Purpose[]>([])
  const [recipients, setRecipients] = useState('')
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const isYes = answer === 'yes'
  const send = async (): Promise<boolean> => {
    setTried(true)
    if (givenBy.trim() === '' || capacity === '' || purposes.length === 0) return false
    const said = {
      givenBy: givenBy.trim(),
      capacity,
      purposes,
      ...(text.trim() === '' ? {} : { text: { version: text.trim() } }),
      ...ifText('note', note),
    }
    if (!isYes) {
      await writes.refuse(said)
      return true
    }
    if (scopes.length === 0) return false
    const names = recipients.split('\n').map((line) => line.trim())
    await writes.addConsent({
      ...said,
      scopes,
      recipients: names.filter((line) => line !== ''),
      ...ifText('until', until),
    })
    return true
  }
  return (
    <FormModal opened title={texts.record} onClose={onClose} onSubmit={send}>
      <SegmentedControl
        aria-label={texts.answer}
        data={[
          { value: 'yes', label: texts.yes },
          { value: 'no', label: texts.no },
        ]}
        value={answer}
        onChange={setAnswer}
      />
      <TextInput
        dir="auto"
        label={texts.who}
        description={formTexts.givenByHint}
        value={givenBy}
        error={tried && givenBy.trim() === '' ? formTexts.required : null}
        data-autofocus
        onChange={(event) => {
          setGivenBy(event.currentTarget.value)
        }}
      />
      <CapacitySelect
        value={capacity}
        error={tried && capacity === '' ? formTexts.required : null}
        onChange={setCapacity}
      />
      {isYes ? (
        <Choices
          label={formTexts.scopes}
          words={scopeTexts}
          value={scopes}
          error={tried && scopes.length === 0 ? formTexts.chooseOne : null}
          onChange={setScopes}
        />
      ) : null}
      <Choices
        label={formTexts.purposes}
        words={purposeTexts}
        value={purposes}
        error={tried && purposes.length === 0 ? formTexts.chooseOne : null}
        onChange={setPurposes}
      />
      {isYes ? (
        <>
          <Textarea
            dir="auto"
            rows={2}
            label={formTexts.recipients}
            description={formTexts.recipientsHint}
            value={recipients}
            onChange={(event) => {
              setRecipients(event.currentTarget.value)
            }}
          />
          <TextInput
            type="date"
            label={formTexts.until}
            description={formTexts.untilHint}
            value={until}
            onChange={(event) => {
              setUntil(event.currentTarget.value)
            }}
          />
        </>
      ) : null}
      <TextInput
        dir="auto"
        label={texts.text}
        description={texts.textHint}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <Textarea
        dir="auto"
        rows={2}
        label={formTexts.note}
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}
