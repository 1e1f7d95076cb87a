import { Skeleton } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState, useImperativeHandle, type JSX, type RefObject } from 'react'
import { get } from '../api/client.ts'
import type { Message } from '../api/types.ts'
import { chatTexts as texts } from '../texts/chat.ts'
import { useKeys } from '../shell/keys.ts'
import { Failure } from '../ui/failure.tsx'
import { Waiting } from '../ui/skeletons.tsx'
import { usePages } from '../ui/use-pages.ts'
import { FeedArticle } from './feed-article.tsx'
import { MessageRow } from './message-row.tsx'
import { dayOf } from './time-words.ts'
import { useChatScroll } from './use-chat-scroll.ts'
import classes from './chat.module.css'

const pageSize = 200

/** A message on its way; its text takes so much of the line, in percent. */
const WaitingMessage = ({ width }: { width: number }): JSX.Element => (
  <div className={classes.message}>
    <div className={classes.gutter}>
      <Skeleton height={12} width={38} />
    </div>
    <div className={classes.words}>
      <Waiting />
      <Skeleton height={12} width={110} mb={8} />
      <Skeleton height={12} width={`${width}%`} />
    </div>
  </div>
)

/** What the page can ask of the list. */
export interface MessageListHandle {
  jump: (row: number) => void
}

interface MessageListProps {
  chat: string
  total: number
  /** Row to open at, marked; null opens at the start. */
  startAt: number | null
  scope: string
  handle: RefObject<MessageListHandle | null>
  onProof: (message: Message) => void
  onReply: (message: Message, row: number) => void
  onTop: (row: number) => void
}

/** The row of the message that has the focus, if one has: the keys of a feed act on it. */
const rowOf = ({ target }: KeyboardEvent): number | null => {
  const row = target instanceof HTMLElement ? target.dataset.position : undefined
  return row === undefined ? null : Number(row)
}

/** All messages of a chat, of which only those near the screen exist; arrow keys walk through them. */
export const MessageList = ({
  chat,
  total,
  startAt,
  scope,
  handle,
  onProof,
  onReply,
  onTop,
}: MessageListProps): JSX.Element => {
  const box = useRef<HTMLDivElement>(null)
  const scroll = useChatScroll(total, box, startAt ?? 0)
  const [current, setCurrent] = useState(startAt ?? 0)
  const [marked, setMarked] = useState(startAt)
  const focusWanted = useRef<number | null>(startAt)
  const { rowAt, error, retry } = usePages<Message>({
    key: ['chat', chat],
    pageSize,
    // The row before the first tells whether a new day begins.
    first: Math.max(0, scroll.first - 1),
    last: scroll.last,
    fetchPage: async (offset, limit, signal) => {
      const answer = await get<{ total: number; messages: Message[] }>(
        `/chats/${chat}/messages`,
        { offset, limit },
        signal,
      )
      return { total: answer.total, rows: answer.messages }
    },
  })

  const { top } = scroll
  useEffect(() => {
    onTop(top)
  }, [top, onTop])

  const jump = (row: number): void => {
    setCurrent(row)
    setMarked(row)
    focusWanted.current = row
    scroll.jump(row, 'center')
  }
  useImperativeHandle(handle, () => ({ jump }))
  // The row that shall take the focus may be drawn only later.
  useLayoutEffect(() => {
    if (focusWanted.current === null) return
    const row = box.current?.querySelector<HTMLElement>(`[data-position="${focusWanted.current}"]`)
    if (row) {
      focusWanted.current = null
      row.focus({ preventScroll: true })
    }
  })

  const move = (row: number): void => {
    const to = Math.max(0, Math.min(total - 1, row))
    setCurrent(to)
    focusWanted.current = to
    scroll.jump(to, 'auto')
  }
  const walk = (event: KeyboardEvent, to: (row: number) => number): boolean => {
    const row = rowOf(event)
    if (row !== null) move(to(row))
    return row !== null
  }
  const act = (event: KeyboardEvent, what: (message: Message, row: number) => void): boolean => {
    const row = rowOf(event)
    const message = row === null ? undefined : rowAt(row)
    if (row !== null && message !== undefined) what(message, row)
    return row !== null
  }
  useKeys({
    ArrowDown: (event) => walk(event, (row) => row + 1),
    ArrowUp: (event) => walk(event, (row) => row - 1),
    Home: (event) => walk(event, () => 0),
    End: (event) => walk(event, () => total - 1),
    Enter: (event) => act(event, onProof),
    r: (event) => act(event, onReply),
  })

  if (error !== null) return <Failure error={error} onRetry={retry} />
  return (
    <div ref={box} className={classes.box}>
      <div
        className={classes.feed}
        role="feed"
        aria-label={texts.label}
        style={{ blockSize: scroll.virtualizer.getTotalSize() }}
      >
        {scroll.virtualizer.getVirtualItems().map((row) => {
          const position = scroll.base + row.index
          const message = rowAt(position)
          const before = rowAt(position - 1)
          const day = message === undefined ? null : dayOf(message.time)
          const newDay = day !== null && (before === undefined ? position === 0 : dayOf(before.time) !== day)
          return (
            <div
              key={row.key}
              ref={scroll.virtualizer.measureElement}
              data-index={row.index}
              className={classes.row}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <FeedArticle
                position={position}
                total={total}
                current={position === current}
                onFocus={() => {
                  setCurrent(position)
                }}
              >
                {message === undefined ? (
                  <WaitingMessage width={40 + ((position * 13) % 40)} />
                ) : (
                  <MessageRow
                    message={message}
                    day={newDay ? day : null}
                    follows={
                      !newDay &&
                      before?.kind === 'message' &&
                      before.sender === message.sender &&
                      before.senderId === message.senderId
                    }
                    position={position}
                    current={position === current}
                    marked={position === marked}
                    scope={scope}
                    onProof={() => {
                      onProof(message)
                    }}
                    onReply={() => {
                      onReply(message, position)
                    }}
                  />
                )}
              </FeedArticle>
            </div>
          )
        })}
      </div>
    </div>
  )
}
