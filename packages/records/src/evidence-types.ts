import type { PackagePurpose } from './consent-types.ts'
import type { Origin } from './types.ts'
import type { UnreadFormat } from './unread-formats.ts'

/** Shapes that queries about sources, messages, leads and packages return. */

export interface Receipt {
  files: { in: number; stored: number; duplicate: number; refused: { path: string; reason: string }[] }
  messages: { parsed: number; service: number; unparsed: number }
  photos: { hashed: number; unreadable: number }
  leads: number
  /** Files that look like a chat export whose messages are not read; they are kept as files (rule I53). */
  unread: { path: string; format: UnreadFormat }[]
}

export interface Source extends Origin {
  id: string
  name: string
  from: string | null
  /** Whether who handed it over is protected; then `from` is null. */
  informant: 'protected' | 'erased' | null
  note: string | null
  legalBasis: string | null
  itemsCount: number
  itemsRoot: string
  receipt: Receipt
}

export interface Item {
  id: string
  source: string
  index: number
  /** The path as it came, with control and direction characters shown as escapes. */
  path: string
  size: number
  sha256: string
  mediaType: string
  /** What a parser recognised, such as `telegram-json`; null for a plain file. */
  format: string | null
  container: string | null
  /** First item with the same bytes, if this one came later. */
  sameAs: string | null
  photo:
    | { state: 'hashed'; quality: number; width: number; height: number }
    | { state: 'unreadable'; reason: string }
    | null
  messages: number
  /** Whether its bytes are in quarantine: then nothing shows them (rule R86). */
  quarantined: boolean
  /** What was odd while parsing, in words. */
  anomalies: string[]
}

export interface Chat {
  id: number
  item: string
  source: string
  name: string | null
  type: string | null
  messages: number
  earliestMs: number | null
  latestMs: number | null
}

export interface MessageTime {
  /** The characters that stand in the source. */
  raw: string | null
  /** Wall time without zone, `YYYY-MM-DDTHH:MM[:SS[.mmm]]`. */
  local: string | null
  precision: 'day' | 'minute' | 'second' | 'ms' | null
  earliestMs: number | null
  latestMs: number | null
  basis: 'unix-field' | 'offset-in-source' | 'zone-assumed' | 'unknown'
  clock: 'sender' | 'server' | 'receiver' | 'exporter'
  ambiguities: string[]
}

export interface Attachment {
  path: string
  status: 'present' | 'missing' | 'not-included'
  item: string | null
  mediaType: string | null
}

export interface Message {
  /** `<item>/<seq>`: stable over rebuilds. */
  id: string
  source: string
  item: string
  chat: number
  seq: number
  nativeId: string | null
  kind: 'message' | 'service' | 'unsupported'
  sender: string | null
  senderId: string | null
  text: string
  time: MessageTime
  bytes: { item: string; start: number; end: number }
  replyTo: string | null
  forwardedFrom: string | null
  editedMs: number | null
  attachments: Attachment[]
  flags: string[]
  /** Fields of the export that have no column, as they came. */
  extra: Record<string, unknown>
}

/** A message as a parser hands it over; `attachments[].item` is filled when the source's items are known. */
export type ParsedMessage = Omit<Message, 'id' | 'source' | 'item' | 'chat' | 'bytes'> & { start: number; end: number }

export type LeadDecision = 'confirmed' | 'refused' | 'unsure'
export type LeadState = 'open' | LeadDecision | 'disputed'

/** A proposal that a photo of a source and a photo of a person are the same picture. Never a claim about a face. */
export interface Lead {
  id: string
  kind: 'photo'
  person: string
  personPhoto: string
  item: string
  source: string
  distance: number
  /** How the source photo was turned to match: `same`, `rotated 90°`, `mirrored` … */
  variant: string
  quality: { person: number; item: number }
  state: LeadState
  decisions: (Origin & { decision: LeadDecision; note: string | null })[]
}

export interface PackageRecord extends Origin {
  id: string
  recipient: string
  purpose: PackagePurpose
  sha256: string
  size: number
  items: string[]
  persons: string[]
  withheld: number
  /** What it is: a package, or records of PFIF. */
  form: 'package' | 'pfif'
}
