import { Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { phonesQuery } from '../api/queries.ts'
import type { Phones } from '../api/types.ts'
import { phonesTexts as texts } from '../texts/phones.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { toast } from '../ui/toasts.tsx'
import classes from './phones.module.css'

/** Asks what the certificate is for, and makes it; `before` is the one that it replaces. */
export const MakeCertificate = ({
  before,
  onClose,
}: {
  before: Phones['authority']
  onClose: () => void
}): JSX.Element => {
  const client = useQueryClient()
  const [names, setNames] = useState(before?.names.join('\n') ?? '')
  const [shownAs, setShownAs] = useState<string>(before?.shownAs ?? texts.usualName)
  const send = async (): Promise<undefined> => {
    const lines = names.split(/[\n,]/u).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
    const made = await post<Phones>('/phones/authority', { names: lines, shownAs, replace: before !== null })
    client.setQueryData(phonesQuery.queryKey, made)
    toast('good', texts.made)
  }
  return (
    <FormModal
      title={before === null ? texts.makeTitle : texts.renewTitle}
      opened
      danger={before !== null}
      submit={texts.makeSubmit}
      onClose={onClose}
      onSubmit={send}
    >
      {before === null ? null : <p>{texts.renewText}</p>}
      <Textarea
        label={texts.names}
        description={texts.namesHint}
        value={names}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        data-autofocus
        onChange={(event) => {
          setNames(event.currentTarget.value)
        }}
      />
      <TextInput
        label={texts.shownAs}
        description={texts.shownAsHint}
        value={shownAs}
        required
        withAsterisk={false}
        maxLength={60}
        onChange={(event) => {
          setShownAs(event.currentTarget.value)
        }}
      />
      <p className={classes.muted}>{texts.certificateHint}</p>
    </FormModal>
  )
}
