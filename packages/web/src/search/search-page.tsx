import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { JSX } from 'react'
import { get } from '../api/client.ts'
import type { Message, PersonMatch, PlacedMessage } from '../api/types.ts'
import { clockWords, dayOf, dayWords } from '../chat/time-words.ts'
import { PersonRow } from '../people/person-row.tsx'
import { searchTexts as texts } from '../texts/search.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { toast } from '../ui/toasts.tsx'
import { SearchBox } from './search-box.tsx'
import { useSearchText } from './search-text.ts'
import classes from './search.module.css'

const mostPeople = 8
const pageSize = 50

const FoundPeople = ({ query }: { query: string }): JSX.Element => {
  const { data, error, refetch } = useQuery({
    queryKey: ['people', 'search', query],
    queryFn: ({ signal }) =>
      get<{ total: number; people: PersonMatch[] }>('/people', { query, limit: mostPeople }, signal),
  })
  return (
    <Panel title={data === undefined ? texts.peopleTitle : texts.people(data.total)} flush>
      {data === undefined ? (
        error === null ? (
          <SkeletonRows rows={3} picture />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : data.people.length === 0 ? (
        <p className={classes.none}>{texts.nobody}</p>
      ) : (
        <ul>
          {data.people.map((person) => (
            <li key={person.id}>
              <PersonRow person={person} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

const FoundMessage = ({ message }: { message: Message }): JSX.Element => {
  const navigate = useNavigate()
  const day = dayOf(message.time)
  const open = async (): Promise<void> => {
    try {
      const { chat, position } = await get<PlacedMessage>(
        `/messages/${encodeURIComponent(message.item)}/${message.seq}`,
      )
      await navigate({ to: '/chats/$chat', params: { chat: String(chat.id) }, search: { at: position } })
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <li>
      <button type="button" className={classes.message} onClick={() => void open()}>
        <span className={classes.head}>
          <span className={classes.sender}>
            {message.sender === null ? texts.unknownSender : <Foreign>{message.sender}</Foreign>}
          </span>
          <span className={classes.muted}>
            {day === null ? null : dayWords(day)} {clockWords(message.time)}
          </span>
        </span>
        <ForeignBlock className={classes.text}>{message.text}</ForeignBlock>
      </button>
    </li>
  )
}

const FoundMessages = ({ query }: { query: string }): JSX.Element => {
  const found = useInfiniteQuery({
    queryKey: ['messages', 'all', query],
    queryFn: ({ pageParam, signal }) =>
      get<{ total: number; messages: Message[] }>('/messages', { query, offset: pageParam, limit: pageSize }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * pageSize < last.total ? all.length * pageSize : undefined),
  })
  const total = found.data?.pages[0]?.total
  const messages = found.data?.pages.flatMap((page) => page.messages) ?? []
  return (
    <Panel title={total === undefined ? texts.messagesTitle : texts.messages(total)} flush>
      {found.data === undefined ? (
        found.error === null ? (
          <SkeletonRows rows={5} />
        ) : (
          <Failure error={found.error} onRetry={() => void found.refetch()} />
        )
      ) : messages.length === 0 ? (
        <p className={classes.none}>{texts.nothing}</p>
      ) : (
        <>
          <ul>
            {messages.map((message) => (
              <FoundMessage key={message.id} message={message} />
            ))}
          </ul>
          {found.hasNextPage ? (
            <div className={classes.more}>
              <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {texts.more}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Panel>
  )
}

/** People and messages that fit what is typed in the search box. */
export const SearchPage = (): JSX.Element => {
  const [text] = useSearchText()
  const [query] = useDebouncedValue(text.trim(), 220)
  return (
    <Page title={texts.title} tab={texts.tab}>
      <SearchBox className={classes.field} />
      {query === '' ? (
        <Panel>
          <Empty icon={IconSearch} title={texts.prompt}>
            {texts.promptText}
          </Empty>
        </Panel>
      ) : (
        <div className={classes.stack}>
          <FoundPeople query={query} />
          <FoundMessages query={query} />
        </div>
      )}
    </Page>
  )
}
