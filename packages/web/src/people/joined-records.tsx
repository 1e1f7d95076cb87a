import { Button, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { personQuery } from '../api/queries.ts'
import type { PersonWithLeads } from '../api/types.ts'
import { duplicatesTexts, joinedTexts as texts } from '../texts/duplicates.ts'
import { Foreign } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { Writing } from '../ui/writing.tsx'
import { mainName } from './person-name.ts'
import { SaidBy } from './said-by.tsx'
import classes from './duplicates.module.css'

const TakeOut = ({ person }: { person: PersonWithLeads }): JSX.Element => {
  const [isOpen, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const client = useQueryClient()
  return (
    <Writing>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          setOpen(true)
        }}
      >
        {texts.takeOut}
      </Button>
      <FormModal
        title={texts.takeOutTitle}
        opened={isOpen}
        submit={texts.takeOut}
        onClose={() => {
          setOpen(false)
        }}
        onSubmit={async () => {
          const words = note.trim()
          await post(`/people/${encodeURIComponent(person.id)}/parting`, words === '' ? {} : { note: words })
          for (const key of ['person', 'people', 'home', 'twice', 'duplicates'])
            void client.invalidateQueries({ queryKey: [key] })
          return true
        }}
      >
        <p>{texts.takeOutText(mainName(person))}</p>
        <Textarea
          dir="auto"
          label={duplicatesTexts.note}
          placeholder={duplicatesTexts.notePlaceholder}
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value)
          }}
        />
      </FormModal>
    </Writing>
  )
}

const RecordLine = ({ id, isFirst }: { id: string; isFirst: boolean }): JSX.Element | null => {
  const { data: person } = useQuery(personQuery(id))
  if (person === undefined) return null
  return (
    <li className={classes.record}>
      <span className={classes.recordWords}>
        {isFirst ? (
          <strong>
            <Foreign>{mainName(person)}</Foreign>
          </strong>
        ) : (
          <TextLink to="/people/$person" params={{ person: id }}>
            <Foreign>{mainName(person)}</Foreign>
          </TextLink>
        )}
        {isFirst ? <span className={classes.muted}>{texts.thisOne}</span> : <SaidBy origin={person.registered} />}
      </span>
      <TakeOut person={person} />
    </li>
  )
}

/** Says that a person is in several records, and lets somebody take one out. */
export const JoinedRecords = ({ person }: { person: PersonWithLeads }): JSX.Element | null => {
  const all = [person.id, ...person.joined]
  if (all.length === 1) return null
  return (
    <Panel className={classes.apart} tone="accent" title={texts.title(all.length)} hint={texts.hint}>
      <ul className={classes.records}>
        {all.map((id) => (
          <RecordLine key={id} id={id} isFirst={id === person.id} />
        ))}
      </ul>
    </Panel>
  )
}
