import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import type { PersonMatch } from '../api/types.ts'
import { peopleTexts } from '../texts/people.ts'
import { valueTexts as texts } from '../texts/person-values.ts'
import { Foreign } from '../ui/foreign.tsx'
import { firstName } from './person-name.ts'
import classes from './inputs.module.css'

interface PersonPickerProps {
  /** The name of the person who is chosen; null for nobody. */
  chosen: string | null
  /** Who cannot be chosen. */
  without: string
  onChoose: (person: { id: string; name: string } | null) => void
}

/** Chooses the page of a registered person by name. */
export const PersonPicker = ({ chosen, without, onChoose }: PersonPickerProps): JSX.Element => {
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), 180)
  const { data } = useQuery({
    queryKey: ['people', 'pick', settled],
    queryFn: ({ signal }) => get<{ people: PersonMatch[] }>('/people', { query: settled, limit: 5 }, signal),
    enabled: settled !== '' && chosen === null,
  })
  if (chosen !== null)
    return (
      <div className={classes.chosen}>
        <span className={classes.hint}>{texts.page}:</span>{' '}
        <Foreign>{chosen === '' ? peopleTexts.unnamed : chosen}</Foreign>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} />}
          onClick={() => {
            onChoose(null)
          }}
        >
          {texts.unlink}
        </Button>
      </div>
    )
  const found = settled === '' ? [] : (data?.people ?? []).filter(({ id }) => id !== without)
  return (
    <div>
      <TextInput
        dir="auto"
        label={texts.findPage}
        leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      {settled !== '' && data !== undefined && found.length === 0 ? (
        <p className={classes.hint}>{peopleTexts.nothingTitle}</p>
      ) : null}
      <ul className={classes.found}>
        {found.map((person) => (
          <li key={person.id}>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setText('')
                onChoose({ id: person.id, name: firstName(person) })
              }}
            >
              <Foreign>{firstName(person)}</Foreign>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
