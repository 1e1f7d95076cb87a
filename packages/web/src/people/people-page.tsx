import { Button, CloseButton, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconArrowsSplit2,
  IconMapPin,
  IconSearch,
  IconSearchOff,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import { onSessionChange } from '../api/session-store.ts'
import { createStore, useStore } from '../api/store.ts'
import type { PersonMatch } from '../api/types.ts'
import type { PlaceDraft } from '../places/place-draft.ts'
import { PlaceSearch } from '../places/place-search.tsx'
import { duplicatesTexts } from '../texts/duplicates.ts'
import { peopleTexts as texts } from '../texts/people.ts'
import { placesTexts } from '../texts/places.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { LinkButton, TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { usePages } from '../ui/use-pages.ts'
import { VirtualList } from '../ui/virtual-list.tsx'
import { Writing } from '../ui/writing.tsx'
import { PersonRow, PersonRowWaiting } from './person-row.tsx'
import classes from './people.module.css'

const route = getRouteApi('/people')
const pageSize = 100

/** Which people to list, where it is not everybody. */
export type PeopleFilter = 'disagreeing' | 'challenged'

// Survives a visit to a person's page and back, not locking, and never goes into the address (W2).
const typed = createStore('')
onSessionChange((state) => {
  if (state.phase !== 'open') typed.set('')
})

/** The place that the list is narrowed to: kept and forgotten like what was typed. */
const chosenPlace = createStore<PlaceDraft | null>(null)
onSessionChange((state) => {
  if (state.phase !== 'open') chosenPlace.set(null)
})

const fetchPeople =
  (query: string, only: PeopleFilter | undefined, place: string | undefined) =>
  async (offset: number, limit: number, signal: AbortSignal) => {
    const { total, people } = await get<{ total: number; people: PersonMatch[] }>(
      '/people',
      { query, only, place, offset, limit },
      signal,
    )
    return { total, rows: people }
  }

const heading = (total: number, isSearch: boolean, only: PeopleFilter | undefined): string => {
  if (isSearch) return texts.found(total)
  if (only === undefined) return texts.total(total)
  return only === 'challenged' ? texts.challenged(total) : texts.disagreeing(total)
}

const Actions = (): JSX.Element => (
  <Writing>
    <LinkButton to="/people/duplicates" variant="default" leftSection={<IconUsersGroup size={17} stroke={1.75} />}>
      {duplicatesTexts.open}
    </LinkButton>
    <LinkButton to="/people/import" variant="default">
      {texts.importTable}
    </LinkButton>
    <LinkButton to="/people/new" leftSection={<IconUserPlus size={17} stroke={1.75} />}>
      {texts.add}
    </LinkButton>
  </Writing>
)

/** Narrows the list to people of whom a place in a chosen one is known. */
const PlaceFilter = ({ place }: { place: PlaceDraft | null }): JSX.Element => {
  const [text, setText] = useState('')
  if (place !== null)
    return (
      <p className={classes.only}>
        <IconMapPin size={16} stroke={1.75} aria-hidden /> {placesTexts.only(place.label)}{' '}
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            chosenPlace.set(null)
          }}
        >
          {texts.everybody}
        </Button>
      </p>
    )
  return (
    <div className={classes.search}>
      <PlaceSearch
        label={placesTexts.filter}
        text={text}
        onText={setText}
        searching
        onChoose={(found) => {
          setText('')
          chosenPlace.set(found)
        }}
      />
    </div>
  )
}

/** Everybody who is looked for or came back; a name in any script finds them. */
export const PeoplePage = (): JSX.Element => {
  const { only } = route.useSearch()
  const text = useStore(typed)
  const place = useStore(chosenPlace)
  const [settled] = useDebouncedValue(text.trim(), 180)
  const [range, setRange] = useState({ first: 0, last: 0 })
  const pages = usePages<PersonMatch>({
    key: ['people', only ?? '', settled, place?.id ?? ''],
    pageSize,
    ...range,
    fetchPage: fetchPeople(settled, only, place?.id),
  })
  const onRange = useCallback((first: number, last: number) => {
    setRange({ first, last })
  }, [])
  const isEmpty = pages.total === 0 && settled === '' && only === undefined && place === null
  return (
    <Page
      title={texts.title}
      tab={texts.tab}
      below={pages.total === undefined || isEmpty ? undefined : heading(pages.total, settled !== '', only)}
      actions={isEmpty ? undefined : <Actions />}
    >
      {isEmpty ? (
        <Panel>
          <Empty icon={IconUsers} title={texts.emptyTitle} actions={<Actions />}>
            {texts.emptyText}
          </Empty>
        </Panel>
      ) : (
        <>
          <TextInput
            className={classes.search}
            dir="auto"
            aria-label={texts.search}
            placeholder={texts.search}
            description={texts.searchHint}
            inputWrapperOrder={['input', 'description']}
            leftSection={<IconSearch size={17} stroke={1.6} aria-hidden />}
            rightSection={
              text === '' ? null : (
                <CloseButton
                  size="sm"
                  aria-label={texts.clear}
                  onClick={() => {
                    typed.set('')
                  }}
                />
              )
            }
            value={text}
            onChange={(event) => {
              typed.set(event.currentTarget.value)
            }}
          />
          <PlaceFilter place={place} />
          {only === undefined ? null : (
            <p className={classes.only}>
              <IconArrowsSplit2 size={16} stroke={1.75} aria-hidden />{' '}
              {only === 'challenged' ? texts.onlyChallenged : texts.onlyDisagreeing}{' '}
              <TextLink to="/people">{texts.everybody}</TextLink>
            </p>
          )}
          <Panel flush>
            {pages.error !== null ? (
              <Failure error={pages.error} onRetry={pages.retry} />
            ) : pages.total === undefined ? (
              <SkeletonRows picture />
            ) : pages.total === 0 && place !== null ? (
              <Empty icon={IconMapPin} title={settled === '' ? placesTexts.nobody : placesTexts.nobodyFits}>
                {settled === '' ? placesTexts.nobodyText : placesTexts.nobodyFitsText}
              </Empty>
            ) : pages.total === 0 && settled === '' ? (
              <Empty
                icon={IconArrowsSplit2}
                title={only === 'challenged' ? texts.nobodyChallenged : texts.nobodyDisagrees}
              >
                {only === 'challenged' ? texts.nobodyChallengedText : texts.nobodyDisagreesText}
              </Empty>
            ) : pages.total === 0 ? (
              <Empty icon={IconSearchOff} title={texts.nothingTitle}>
                {texts.nothingText}
              </Empty>
            ) : (
              <VirtualList count={pages.total} estimate={73} label={texts.listLabel} onRange={onRange}>
                {(index) => {
                  const person = pages.rowAt(index)
                  return person === undefined ? <PersonRowWaiting /> : <PersonRow person={person} />
                }}
              </VirtualList>
            )}
          </Panel>
        </>
      )}
    </Page>
  )
}
