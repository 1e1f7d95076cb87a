import { ActionIcon, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import type { PersonMatch } from '../api/types.ts'
import { firstName } from '../people/person-name.ts'
import { newPackageTexts as texts } from '../texts/packages.ts'
import { peopleTexts } from '../texts/people.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { PersonPhoto } from '../ui/picture.tsx'
import classes from './packages.module.css'

const offered = 6

interface PickPeopleProps {
  /** Names by id of the people that are chosen. */
  chosen: ReadonlyMap<string, string>
  onAdd: (id: string, name: string) => void
  onRemove: (id: string) => void
}

/** People to be handed over, found by name. */
export const PickPeople = ({ chosen, onAdd, onRemove }: PickPeopleProps): JSX.Element => {
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), 180)
  const { data } = useQuery({
    queryKey: ['people', 'pick', settled],
    queryFn: ({ signal }) =>
      get<{ total: number; people: PersonMatch[] }>('/people', { query: settled, limit: offered }, signal),
    enabled: settled !== '',
  })
  const found = settled === '' ? [] : (data?.people ?? []).filter(({ id }) => !chosen.has(id))
  return (
    <Panel
      title={texts.people}
      hint={texts.peopleHint}
      actions={<span className={classes.muted}>{texts.chosen(chosen.size)}</span>}
    >
      <TextInput
        dir="auto"
        aria-label={texts.addPerson}
        placeholder={texts.addPerson}
        leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      {settled !== '' && data !== undefined && found.length === 0 ? (
        <p className={classes.muted}>{peopleTexts.nothingTitle}</p>
      ) : null}
      <ul>
        {found.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className={classes.offer}
              onClick={() => {
                onAdd(person.id, firstName(person))
                setText('')
              }}
            >
              <IconPlus size={16} aria-hidden />
              <PersonPhoto
                className={classes.tiny}
                person={person.photo?.person ?? person.id}
                photo={person.photo?.id ?? null}
                alt=""
              />
              <Foreign>{firstName(person)}</Foreign>
              {person.origin === null ? null : <Foreign className={classes.under}>{person.origin}</Foreign>}
            </button>
          </li>
        ))}
      </ul>
      {settled !== '' && data !== undefined && data.total > data.people.length ? (
        <p className={classes.muted}>{texts.morePeopleFit(data.people.length, data.total)}</p>
      ) : null}
      <ul className={classes.chosen}>
        {[...chosen].map(([id, name]) => (
          <li key={id}>
            <Foreign>{name}</Foreign>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={texts.remove(name)}
              onClick={() => {
                onRemove(id)
              }}
            >
              <IconX size={14} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
