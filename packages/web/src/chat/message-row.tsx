import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCornerUpLeft, IconFlag, IconFingerprint } from '@tabler/icons-react'
import type { JSX } from 'react'
import type { Message } from '../api/types.ts'
import { chatTexts as texts, flagText } from '../texts/chat.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { localText } from '../ui/instant.tsx'
import { Attachments } from './attachments.tsx'
import { MessageTimeText } from './message-time.tsx'
import { dayWords } from './time-words.ts'
import classes from './chat.module.css'

const tints = 6

/** One of a few quiet tints, so that speakers can be told apart without reading their names. */
const tintOf = (sender: string): number => {
  let sum = 0
  for (const sign of sender) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973
  return sum % tints
}

interface MessageRowProps {
  message: Message
  /** The day above this message, where a new one begins. */
  day: string | null
  /** The message before is from the same sender on the same day. */
  follows: boolean
  position: number
  /** The Tab key reaches what can be pressed in it. */
  current: boolean
  marked: boolean
  scope: string
  onProof: () => void
  onReply: () => void
}

const Sender = ({ message }: { message: Message }): JSX.Element => (
  <span
    className={classes.sender}
    data-tint={message.sender === null ? undefined : tintOf(message.senderId ?? message.sender)}
  >
    {message.sender === null ? (
      message.flags.includes('deleted-account') ? (
        texts.deletedAccount
      ) : (
        texts.unknownSender
      )
    ) : (
      <Foreign>{message.sender}</Foreign>
    )}
  </span>
)

const Notes = ({ message }: { message: Message }): JSX.Element | null =>
  message.flags.length === 0 && message.editedMs === null ? null : (
    <span className={classes.notes}>
      {message.editedMs === null ? null : (
        <span className={classes.muted}>{texts.edited(localText(message.editedMs))}</span>
      )}
      {message.flags.map((flag) => {
        const { label, hint } = flagText(flag)
        return (
          <Chip key={flag} tone={flag.includes('forged') ? 'clay' : 'amber'} icon={IconFlag} title={hint}>
            {label}
          </Chip>
        )
      })}
    </span>
  )

/** What an article of the feed holds: one message as the export gives it, with the way to its sealed bytes. */
export const MessageRow = (props: MessageRowProps): JSX.Element => {
  const { message, day, follows, position, current, marked, scope, onProof, onReply } = props
  const isService = message.kind !== 'message'
  return (
    <>
      {day === null ? null : (
        // In the article, because a feed holds articles and nothing else.
        <h2 className={classes.day}>
          <span>{dayWords(day)}</span>
        </h2>
      )}
      <div className={classes.message} data-kind={message.kind} data-follows={follows} data-marked={marked}>
        <div className={classes.gutter}>
          <MessageTimeText time={message.time} />
        </div>
        <div className={classes.words}>
          {follows || isService ? null : <Sender message={message} />}
          {message.forwardedFrom === null ? null : (
            <p className={classes.forwarded}>
              {texts.forwarded} <Foreign>{message.forwardedFrom}</Foreign>
            </p>
          )}
          {message.replyTo === null ? null : (
            <button type="button" className={classes.reply} onClick={onReply} tabIndex={current ? 0 : -1}>
              <IconCornerUpLeft size={15} stroke={1.75} className="mantine-rotate-rtl" aria-hidden />
              {texts.jumpToReply}
            </button>
          )}
          {message.kind === 'unsupported' && message.text === '' ? (
            <p className={classes.muted}>{texts.unsupported}</p>
          ) : message.text === '' ? null : (
            <ForeignBlock className={classes.text}>{message.text}</ForeignBlock>
          )}
          <Attachments attachments={message.attachments} scope={scope} />
          <Notes message={message} />
        </div>
        <Tooltip label={texts.proof} position="left">
          <ActionIcon
            className={classes.proofButton}
            variant="subtle"
            color="gray"
            size="sm"
            tabIndex={current ? 0 : -1}
            aria-label={texts.proofOf(position + 1)}
            onClick={onProof}
          >
            <IconFingerprint size={17} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
    </>
  )
}
