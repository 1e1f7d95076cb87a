import { messages, say } from '../language/messages.ts'
import type { MessageTime } from '../api/types.ts'
import { ofAll } from './plural.ts'

export const chatTexts = messages('chat', {
  tab: 'Chat',
  back: (source: string) => source,
  backTo: 'Source',
  unnamed: 'Chat without a name',
  messages: say((n: number) => ({ n }), '{n, plural, one {# message} other {# messages}}'),
  label: 'Messages',
  empty: 'No message was read in this chat',
  emptyText: 'The sealed bytes are as they came. The source’s page says what was odd.',
  search: 'Search in this chat',
  searchPlaceholder: 'Words, or a message’s number',
  searchHint:
    'All words must be in the message. Endings may differ. A number finds the message that carries it in the platform too.',
  searchNothing: 'No message of this chat holds these words.',
  searchNumber: 'With this number in the platform',
  searchTotal: (shown: number, total: number): string => ofAll(shown, total, chatTexts.messages(total)),
  closeSearch: 'Close the search',
  more: 'Show more',
  position: 'Position in the chat',
  positionText: say(
    (at: number, total: number) => ({ place: at + 1, total }),
    'Message {place, number} of {total, number}',
  ),
  toStart: 'To the first message',
  toEnd: 'To the last message',
  unknownSender: 'Sender not stated',
  deletedAccount: 'Deleted account',
  service: 'Service line',
  unsupported: 'A kind of message that this version does not read. Its bytes are sealed.',
  noText: 'No text',
  forwarded: 'Forwarded from',
  edited: say((at: string) => ({ at }), 'edited {at}'),
  replyTo: 'Reply to',
  jumpToReply: 'Jump to the message it replies to',
  replyMissing: 'The message it replies to was not found in this chat.',
  replySearching: 'Looking for the message it replies to',
  proof: 'Bytes and proof',
  proofOf: say((n: number) => ({ n }), 'Bytes and proof of message {n, number}'),
  missing: 'not in the export',
  missingHint: 'The export names this file, but it did not come with it.',
  notIncluded: 'not included by the exporter',
  notIncludedHint: 'The exporting program left this file out on purpose, for example because of its size.',
  present: 'Save',
  saveAttachment: say((path: string) => ({ path }), 'Save {path}'),
  timeUnknown: 'no time',
  atUnknown: 'Time',
  openSearch: 'Open the search',
})

const flagTexts: Readonly<Record<string, { label: string; hint: string }>> = messages('chat.flag', {
  'repaired-escapes': {
    label: 'escapes repaired',
    hint: 'The export wrote control characters in a way that its format does not allow. They were read as meant; the sealed bytes are unchanged.',
  },
  'repaired-controls': {
    label: 'controls repaired',
    hint: 'Control characters stood unescaped in the export. They were read as they stand; the sealed bytes are unchanged.',
  },
  'invalid-utf8': {
    label: 'unreadable bytes',
    hint: 'Some bytes are not text. They are shown as a replacement sign; the sealed bytes are unchanged.',
  },
  'long-numbers': {
    label: 'long numbers',
    hint: 'Numbers too long for exact arithmetic are kept digit by digit.',
  },
  'duplicate-keys': {
    label: 'named twice',
    hint: 'The export names one field twice. The last value is shown; look at the bytes for the other.',
  },
  'deleted-account': {
    label: 'deleted account',
    hint: 'The export does not name the sender: the account was deleted.',
  },
  'forwarded-from-deleted-account': {
    label: 'forwarded from a deleted account',
    hint: 'The export says that it was forwarded, but not from whom.',
  },
  'rendered-text': {
    label: 'described',
    hint: 'The message has no text of its own. The words say what the export holds.',
  },
  'unsafe-path': {
    label: 'unsafe path',
    hint: 'The export names a file by a path that leads out of its folder. It was not followed.',
  },
  'forged-header': {
    label: 'forged header suspected',
    hint: 'A line inside a message looks like the beginning of another message. Somebody may have typed it that way. Look at the bytes.',
  },
  'time-backwards': {
    label: 'time goes back',
    hint: 'This message claims an earlier time than the one before it.',
  },
})

/** A flag that has no words here yet is shown by its own name, readable as far as possible. */
export const flagText = (flag: string): { label: string; hint: string } =>
  flagTexts[flag] ??
  (flag.includes('forged')
    ? { label: flag.replaceAll('-', ' '), hint: flagTexts['forged-header']?.hint ?? '' }
    : { label: flag.replaceAll('-', ' '), hint: 'Noted while reading the export.' })

const basis = messages('chat.basis', {
  'unix-field': 'The export states the instant itself.',
  'offset-in-source': 'The export states the offset from UTC.',
  'zone-assumed': 'The time zone was chosen by somebody here; it does not stand in the source.',
  unknown: 'Time zone unknown.',
} satisfies Record<MessageTime['basis'], string>)
const clock = messages('chat.clock', {
  sender: 'The sender’s clock.',
  server: 'The platform’s clock.',
  receiver: 'The receiver’s clock.',
  exporter: 'As shown on the exporter’s device.',
} satisfies Record<MessageTime['clock'], string>)
const ambiguity: Readonly<Record<string, string>> = messages('chat.ambiguity', {
  zone: 'The zone is not stated.',
  'dst-overlap': 'This wall time happened twice that night.',
  'dst-gap': 'This wall time did not happen that night.',
  'standard-offset': 'The offset may be one hour wrong in summer.',
  'date-order': 'Day and month could be the other way round.',
  'two-digit-year': 'The year is written with two digits.',
  calendar: 'The calendar is not certain.',
})

export const messageTimeTexts = messages('chat.messageTime', {
  written: say((raw: string) => ({ raw }), 'As written: {raw}'),
  wall: say((local: string) => ({ local }), 'On the source’s clock: {local}'),
  exact: say((utc: string) => ({ utc }), '{utc} UTC'),
  between: say((from: string, to: string) => ({ from, to }), 'Between {from} and {to} UTC'),
  none: 'The export gives no time for this line.',
  basis,
  clock,
  ambiguity: (word: string): string => ambiguity[word] ?? word.replaceAll('-', ' '),
})

export const proofTexts = messages('chat.proof', {
  title: 'Bytes and proof',
  checks: 'Checks',
  checksHint: 'Made just now from the sealed bytes and the signed log.',
  bytes: 'The message’s bytes are in the sealed file',
  itemInSource: 'The sealed file belongs to this source',
  entryInLog: 'The source’s entry is in the log',
  signature: 'The log’s checkpoint is signed by this device',
  good: 'right',
  bad: 'WRONG',
  badHint: 'At least one check failed. Verify the vault on the log page and do not hand this on as evidence.',
  where: 'Where it stands',
  item: 'Item',
  range: 'Byte range',
  rangeText: say(
    (start: number, end: number) => ({ start, end, n: end - start }),
    '{start, number} to {end, number} ({n, plural, one {# byte} other {# bytes}})',
  ),
  sha256Item: 'SHA-256 of the item',
  sha256Range: 'SHA-256 of these bytes',
  raw: 'Sealed bytes',
  asText: 'Text',
  asHex: 'Hex',
  hexCut: say((n: number) => ({ n }), 'The first {n, number} bytes.'),
  log: 'In the log',
  entry: 'Entry',
  entryRef: 'Entry’s name',
  time: 'Time',
  entryText: say((index: number, size: number) => ({ index, size }), 'number {index, number} of {size, number}'),
  tlogProof: 'Proof (c2sp.org/tlog-proof@v1)',
  checkpoint: 'Checkpoint (signed note)',
  meaning: 'What this shows',
  meaningText:
    'These bytes were in the vault, unchanged, when the checkpoint was signed. It does not show who wrote the message or when: that is what the export says.',
})
