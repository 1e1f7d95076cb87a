import type { ParsedMessage } from '@homeward/records'
import type { MessageRow } from '@homeward/records/message-row'

/** One chat of an export file, by its place in the file. */
export interface ParsedChat {
  number: number
  name: string | null
  type: string | null
  nativeId: string | null
}

/** Some messages of one chat, in the order of the file. Name and type of the chat may still be missing: see {@link ParseReport}. */
export interface ParsedBatch {
  chat: ParsedChat
  messages: ParsedMessage[]
}

/** A {@link ParsedBatch} as rows of the index. */
export interface RowBatch {
  chat: ParsedChat
  count: number
  /** Can be gone through once. */
  rows: Iterable<MessageRow>
}

/** What a parser has to say when it reached the end of a file. */
export interface ParseReport {
  /** All chats, with every field that was found. */
  chats: ParsedChat[]
  /** What was odd, in sentences for the person who imported the file. */
  anomalies: string[]
}

/** A range of an export that could not be read as messages: it keeps its place and its bytes. */
export function unreadableMessage(
  seq: number,
  start: number,
  end: number,
  clock: ParsedMessage['time']['clock'],
): ParsedMessage {
  return {
    seq,
    nativeId: null,
    kind: 'unsupported',
    sender: null,
    senderId: null,
    text: '',
    time: {
      raw: null,
      local: null,
      precision: null,
      earliestMs: null,
      latestMs: null,
      basis: 'unknown',
      clock,
      ambiguities: [],
    },
    start,
    end,
    replyTo: null,
    forwardedFrom: null,
    editedMs: null,
    attachments: [],
    flags: ['unreadable'],
    extra: {},
  }
}
