import { Button, NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { JSX } from 'react'
import { get } from '../api/client.ts'
import { chatsQuery } from '../api/queries.ts'
import type { Chat, Message, PlacedMessage } from '../api/types.ts'
import { clockWords, dayOf, dayWords } from '../chat/time-words.ts'
import { chatTexts } from '../texts/chat.ts'
import { searchTexts as texts } from '../texts/search.ts'
import { Failure } from '../ui/failure.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { toast } from '../ui/toasts.tsx'
import { useSearchChat } from './search-text.ts'
import classes from './search.module.css'

const pageSize = 50

const FoundMessage = ({ message, chat }: { message: Message; chat: Chat | undefined }): JSX.Element => {
  const navigate = useNavigate()
  const day = dayOf(message.time)
  const open = async (): Promise<void> => {
    try {
      const placed = await get<PlacedMessage>(`/messages/${encodeURIComponent(message.item)}/${message.seq}`)
      await navigate({ to: '/chats/$chat', params: { chat: String(placed.chat.id) }, search: { at: placed.position } })
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
          {chat === undefined ? null : (
            <span className={classes.inChat}>
              {chat.name === null ? chatTexts.unnamed : <Foreign>{chat.name}</Foreign>}
            </span>
          )}
          <span className={classes.muted}>
            {day === null ? null : dayWords(day)} {clockWords(message.time)}
          </span>
        </span>
        <ForeignBlock className={classes.text}>{message.text}</ForeignBlock>
      </button>
    </li>
  )
}

const ChatChoice = ({ chats }: { chats: Chat[] }): JSX.Element => {
  const [chosen, setChosen] = useSearchChat()
  return (
    <NativeSelect
      className={classes.chat}
      size="sm"
      aria-label={texts.inChat}
      data={[
        { value: '', label: texts.allChats },
        ...chats.map(({ id, name }) => ({ value: String(id), label: name ?? chatTexts.unnamed })),
      ]}
      value={chosen === null ? '' : String(chosen)}
      onChange={(event) => {
        const { value } = event.currentTarget
        setChosen(value === '' ? null : Number(value))
      }}
    />
  )
}

/** Messages that hold all words, of all chats or of the one that is chosen. */
export const FoundMessages = ({ query }: { query: string }): JSX.Element => {
  const [chat] = useSearchChat()
  const chats = useQuery(chatsQuery).data ?? []
  const found = useInfiniteQuery({
    queryKey: ['messages', 'all', chat, query],
    queryFn: ({ pageParam, signal }) =>
      get<{ total: number; messages: Message[] }>(
        '/messages',
        { query, chat, offset: pageParam, limit: pageSize },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * pageSize < last.total ? all.length * pageSize : undefined),
  })
  const total = found.data?.pages[0]?.total
  const messages = found.data?.pages.flatMap((page) => page.messages) ?? []
  return (
    <Panel
      title={total === undefined ? texts.messagesTitle : texts.messages(messages.length, total)}
      actions={chats.length < 2 ? undefined : <ChatChoice chats={chats} />}
      flush
    >
      {found.data === undefined ? (
        found.error === null ? (
          <SkeletonRows rows={5} />
        ) : (
          <Failure error={found.error} onRetry={() => void found.refetch()} />
        )
      ) : messages.length === 0 ? (
        <p className={classes.none}>{chat === null ? texts.nothing : texts.nothingInChat}</p>
      ) : (
        <>
          <ul>
            {messages.map((message) => (
              <FoundMessage
                key={message.id}
                message={message}
                chat={chat === null ? chats.find(({ id }) => id === message.chat) : undefined}
              />
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
