import { ActionIcon, Button, Slider, Tooltip } from '@mantine/core'
import { IconArrowBarToDown, IconArrowBarToUp, IconMessageOff, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import { chatsQuery, sourcesQuery } from '../api/queries.ts'
import type { Chat, Message, PlacedMessage } from '../api/types.ts'
import { chatTexts as texts } from '../texts/chat.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { RevealSwitch } from '../ui/picture.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { toast } from '../ui/toasts.tsx'
import { NotFoundPage } from '../shell/not-found-page.tsx'
import { ChatSearch } from './chat-search.tsx'
import { findNative } from './find-native.ts'
import { MessageList, type MessageListHandle } from './message-list.tsx'
import { ProofPanel } from './proof-panel.tsx'
import classes from './chat.module.css'

const route = getRouteApi('/chats/$chat')

const ChatBody = ({ chat }: { chat: Chat }): JSX.Element => {
  const { at } = route.useSearch()
  const [searching, setSearching] = useState(false)
  const [proofOf, setProofOf] = useState<Message | null>(null)
  const [top, setTop] = useState(at ?? 0)
  const [drag, setDrag] = useState<number | null>(null)
  const list = useRef<MessageListHandle>(null)
  const total = chat.messages
  const scope = `chat:${chat.id}`
  const source = useQuery(sourcesQuery).data?.find(({ id }) => id === chat.source)

  const heading = useRef<HTMLHeadingElement>(null)
  const opensAt = useRef(at)
  useEffect(() => {
    // With a message in the address, the message takes the focus.
    if (opensAt.current === undefined) heading.current?.focus({ preventScroll: true })
  }, [])
  const shownAt = useRef(at)
  useEffect(() => {
    if (shownAt.current === at || at === undefined) return
    shownAt.current = at
    list.current?.jump(Math.min(at, total - 1))
  }, [at, total])

  const onReply = async (message: Message, row: number): Promise<void> => {
    if (message.replyTo === null) return
    try {
      const found = await findNative(chat.id, message.replyTo)
      // If an export says a number twice, the one before the reply is meant.
      const meant = found.findLast(({ position }) => position < row) ?? found[0]
      if (meant === undefined) toast('info', texts.replyMissing)
      else list.current?.jump(meant.position)
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
  }
  const onFound = async (message: Message): Promise<void> => {
    try {
      const { position } = await get<PlacedMessage>(`/messages/${encodeURIComponent(message.item)}/${message.seq}`)
      list.current?.jump(position)
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
  }

  return (
    <div className={classes.page} data-searching={searching}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <p className={classes.back}>
            <TextLink to="/sources/$source" params={{ source: chat.source }}>
              {source === undefined ? texts.backTo : <Foreign>{source.name}</Foreign>}
            </TextLink>
          </p>
          <h1 ref={heading} className={classes.title} tabIndex={-1}>
            {chat.name === null ? texts.unnamed : <Foreign>{chat.name}</Foreign>}
          </h1>
        </div>
        <div className={classes.tools}>
          <RevealSwitch scope={scope} />
          <Button
            variant="default"
            leftSection={<IconSearch size={16} stroke={1.6} />}
            aria-expanded={searching}
            onClick={() => {
              setSearching(!searching)
            }}
          >
            {texts.search}
          </Button>
        </div>
      </header>
      {total === 0 ? (
        <Empty icon={IconMessageOff} title={texts.empty}>
          {texts.emptyText}
        </Empty>
      ) : (
        <>
          <div className={classes.middle}>
            <MessageList
              key={chat.id}
              chat={String(chat.id)}
              total={total}
              startAt={at === undefined ? null : Math.min(at, total - 1)}
              scope={scope}
              handle={list}
              onProof={setProofOf}
              onReply={(message, row) => void onReply(message, row)}
              onTop={setTop}
            />
            {searching ? (
              <ChatSearch
                chat={chat}
                onFound={(message) => void onFound(message)}
                onClose={() => {
                  setSearching(false)
                }}
              />
            ) : null}
          </div>
          <footer className={classes.foot}>
            <span className={classes.footText}>{texts.positionText(drag ?? top, total)}</span>
            <Slider
              className={classes.slider}
              size="sm"
              label={null}
              min={0}
              max={Math.max(1, total - 1)}
              value={drag ?? top}
              thumbLabel={texts.position}
              thumbValueText={(value) => texts.positionText(value, total)}
              onChange={setDrag}
              onChangeEnd={(row) => {
                setDrag(null)
                list.current?.jump(Math.min(row, total - 1))
              }}
            />
            <Tooltip label={texts.toStart}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={texts.toStart}
                onClick={() => {
                  list.current?.jump(0)
                }}
              >
                <IconArrowBarToUp size={18} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={texts.toEnd}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={texts.toEnd}
                onClick={() => {
                  list.current?.jump(total - 1)
                }}
              >
                <IconArrowBarToDown size={18} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          </footer>
        </>
      )}
      <ProofPanel
        message={proofOf}
        onClose={() => {
          setProofOf(null)
        }}
      />
    </div>
  )
}

/** A chat to be read from end to end, each message with the way to its sealed bytes. */
export const ChatPage = (): JSX.Element => {
  const { chat: id } = route.useParams()
  const { data: chats, error, refetch } = useQuery(chatsQuery)
  useEffect(() => {
    document.title = `${texts.tab} – Homeward`
  }, [])
  if (chats === undefined)
    return (
      <Page title={texts.tab} tab={texts.tab} width="full">
        {error === null ? <SkeletonRows rows={12} /> : <Failure error={error} onRetry={() => void refetch()} />}
      </Page>
    )
  const chat = chats.find((one) => String(one.id) === id)
  return chat === undefined ? <NotFoundPage /> : <ChatBody key={chat.id} chat={chat} />
}
