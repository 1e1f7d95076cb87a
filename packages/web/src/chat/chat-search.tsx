import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import type { Chat, Message } from '../api/types.ts'
import { chatTexts as texts } from '../texts/chat.ts'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { findNative } from './find-native.ts'
import { clockWords, dayOf, dayWords } from './time-words.ts'
import classes from './chat.module.css'

const pageSize = 100
/** What is longer is no number of a message. */
const longestNumber = 64

interface ChatSearchProps {
  chat: Chat
  onFound: (message: Message) => void
  onClose: () => void
}

const Found = ({ message, onFound }: { message: Message; onFound: () => void }): JSX.Element => {
  const day = dayOf(message.time)
  return (
    <li>
      <button type="button" className={classes.found} onClick={onFound}>
        <span className={classes.foundHead}>
          {message.sender === null ? texts.unknownSender : <Foreign>{message.sender}</Foreign>}
          <span>
            {day === null ? null : dayWords(day)} {clockWords(message.time)}
          </span>
        </span>
        <Foreign className={classes.foundText}>{message.text}</Foreign>
      </button>
    </li>
  )
}

interface FoundListProps {
  messages: readonly Message[]
  label?: string
  onFound: (message: Message) => void
}

const FoundList = ({ messages, label, onFound }: FoundListProps): JSX.Element => (
  <ul aria-label={label}>
    {messages.map((message) => (
      <Found
        key={message.id}
        message={message}
        onFound={() => {
          onFound(message)
        }}
      />
    ))}
  </ul>
)

/** Words, or the number of a message, in one chat; a press on a message jumps to it. */
export const ChatSearch = ({ chat, onFound, onClose }: ChatSearchProps): JSX.Element => {
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), 200)
  const query = useInfiniteQuery({
    queryKey: ['messages', 'chat', chat.id, settled],
    queryFn: ({ pageParam, signal }) =>
      get<{ total: number; messages: Message[] }>(
        '/messages',
        { query: settled, chat: chat.id, offset: pageParam, limit: pageSize },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * pageSize < last.total ? all.length * pageSize : undefined),
    enabled: settled !== '',
  })
  const numbered = useQuery({
    queryKey: ['messages', 'numbered', chat.id, settled],
    queryFn: ({ signal }) => findNative(chat.id, settled, signal),
    enabled: settled !== '' && settled.length <= longestNumber,
  })
  const here = query.data?.pages.flatMap(({ messages }) => messages) ?? []
  const byNumber = settled === '' ? [] : (numbered.data ?? [])
  const total = query.data?.pages[0]?.total ?? 0
  return (
    <aside className={classes.search} aria-label={texts.search}>
      <div className={classes.searchHead}>
        <TextInput
          className={classes.searchField}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the panel was opened to type into it
          autoFocus
          dir="auto"
          aria-label={texts.search}
          placeholder={texts.searchPlaceholder}
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={texts.closeSearch} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      <div className={classes.searchBody}>
        {settled === '' ? (
          <p className={classes.searchNote}>{texts.searchHint}</p>
        ) : query.error !== null ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data === undefined ? (
          <SkeletonRows rows={4} />
        ) : (
          <>
            {byNumber.length === 0 ? null : (
              <>
                <h2 className={classes.searchNote}>{texts.searchNumber}</h2>
                <FoundList messages={byNumber} label={texts.searchNumber} onFound={onFound} />
              </>
            )}
            {total === 0 && byNumber.length > 0 ? null : (
              <p className={classes.searchNote} aria-live="polite">
                {total === 0 ? texts.searchNothing : texts.searchTotal(here.length, total)}
              </p>
            )}
            <FoundList messages={here} onFound={onFound} />
            {query.hasNextPage ? (
              <Button
                className={classes.searchMore}
                variant="default"
                size="compact-sm"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {texts.more}
              </Button>
            ) : null}
          </>
        )}
      </div>
    </aside>
  )
}
