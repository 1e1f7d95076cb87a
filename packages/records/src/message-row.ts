import { foldForSearch } from './search-fold.ts'
import type { Attachment, MessageTime, ParsedMessage } from './evidence-types.ts'

/**
 * [Note: Why rows are made before they are written] One thread owns the index, and writing half a million rows is all
 * that it can do. What is only computed from a message (its folded words, its details) is computed by whoever parsed it,
 * which for a large export is another thread. This module is a door of its own of the package, so that such a thread
 * need not load the rest.
 */

/** A message as the index holds it, apart from its place in an item and a chat. */
export interface MessageRow {
  seq: number
  nativeId: string | null
  kind: ParsedMessage['kind']
  sender: string | null
  senderId: string | null
  text: string
  start: number
  end: number
  rawTime: string | null
  localTime: string | null
  precision: MessageTime['precision']
  earliestMs: number | null
  latestMs: number | null
  basis: MessageTime['basis']
  clock: MessageTime['clock']
  /** {@link MessageDetails} as JSON; null when there are none. */
  details: string | null
  /** What text and sender are found by. */
  words: string
  senderWords: string
  attachments: readonly Attachment[]
}

/** What few messages have, and what has no column of its own. */
export interface MessageDetails {
  ambiguities?: string[]
  replyTo?: string
  forwardedFrom?: string
  editedMs?: number
  flags?: string[]
  extra?: Record<string, unknown>
}

/** The row of a parsed message. Pure; strings and lists are shared with the message, not copied. */
export function toMessageRow(message: ParsedMessage): MessageRow {
  const { time } = message
  return {
    seq: message.seq,
    nativeId: message.nativeId,
    kind: message.kind,
    sender: message.sender,
    senderId: message.senderId,
    text: message.text,
    start: message.start,
    end: message.end,
    rawTime: time.raw,
    localTime: time.local,
    precision: time.precision,
    earliestMs: time.earliestMs,
    latestMs: time.latestMs,
    basis: time.basis,
    clock: time.clock,
    details: detailsOf(message),
    words: foldForSearch(message.text),
    senderWords: foldForSearch(message.sender ?? ''),
    attachments: message.attachments,
  }
}

function detailsOf({ time, replyTo, forwardedFrom, editedMs, flags, extra }: ParsedMessage): string | null {
  const details: MessageDetails = {}
  let has = false
  const keep = <Key extends keyof MessageDetails>(key: Key, value: MessageDetails[Key]): void => {
    details[key] = value
    has = true
  }
  if (time.ambiguities.length > 0) keep('ambiguities', time.ambiguities)
  if (replyTo !== null) keep('replyTo', replyTo)
  if (forwardedFrom !== null) keep('forwardedFrom', forwardedFrom)
  if (editedMs !== null) keep('editedMs', editedMs)
  if (flags.length > 0) keep('flags', flags)
  if (hasKeys(extra)) keep('extra', extra)
  return has ? JSON.stringify(details) : null
}

function hasKeys(value: Record<string, unknown>): boolean {
  for (const key in value) if (Object.hasOwn(value, key)) return true
  return false
}
