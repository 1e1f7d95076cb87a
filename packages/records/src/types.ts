import type { JsonValue } from '@homeward/format'
import type { FieldName } from './fields.ts'

/** Shapes that queries return. Times are milliseconds since 1970 UTC unless a name says otherwise. */

/** ISO 15924 code of the script that most letters of a name belong to. */
export type ScriptCode = 'Arab' | 'Latn' | 'Cyrl' | 'Armn' | 'Grek' | 'Hebr' | 'Syrc' | 'Zyyy'

/** One name of a person, as somebody gave it. `full` is a whole name in one string, in the order it was given. */
export interface PersonName {
  text: string
  kind: 'full' | 'given' | 'father' | 'grandfather' | 'mother' | 'family' | 'nickname' | 'imposed'
  script: ScriptCode
  /** BCP 47 language tag where it is known, such as `ar`, `ckb`, `kmr`. */
  language?: string
}

/** Birth year as a range; `year-only` marks placeholder days such as 1 January and 1 July. */
export interface YearRange {
  earliest: number
  latest: number
  basis: 'stated' | 'document' | 'estimated' | 'year-only'
}

/** A relative: a name as it was said, or the page of the relative where they are registered too, or both. */
export interface Kin {
  relation:
    | 'mother'
    | 'father'
    | 'sibling'
    | 'child'
    | 'born-in-captivity'
    | 'spouse'
    | 'grandparent'
    | 'taken-together'
    | 'other'
  name?: string
  person?: string
}

/** Somebody else's record that names this person as a relative: `relation` is what this person is to them. */
export interface KinFrom extends Origin {
  person: string
  name: string | null
  relation: Kin['relation']
  said?: Said
}

/** A photo of a person: a blob in the registry compartment. */
export interface PhotoRef {
  blob: string
  sha256: string
  size: number
  mediaType: string
  caption?: string
  /** When the picture was taken, as it was said. */
  taken?: string
}

/** When something was: the words in which it was said, and the days (`YYYY-MM-DD`) between which it lies where they are known. */
export interface Between {
  date?: string
  earliest?: string
  latest?: string
}

/** Where and when a person was last seen, as told. */
export interface LastSeen extends Between {
  place?: string
}

/** The event in which a person was taken or lost. */
export interface LossEvent extends Between {
  what?: string
  place?: string
}

/** What became of a person, as somebody says. Nobody has one until somebody says so; `unknown` is said too (rule R32). */
export interface Fate {
  state: 'unknown' | 'captive' | 'alive' | 'returned' | 'reported-dead' | 'dead'
  date?: string
  /** How it was established; never missing with `dead`. */
  basis?: string
}

/** Where a person is, as somebody says: a question of its own beside the fate. */
export interface Whereabouts {
  state: 'unknown' | 'reported' | 'known'
  place?: string
  date?: string
}

/** A mark by which a person can be told from others. */
export interface Mark {
  kind: 'scar' | 'birthmark' | 'tattoo' | 'injury' | 'teeth' | 'other'
  text: string
}

/** An identifier of this person in somebody else's register. */
export interface Reference {
  registry: string
  id: string
}

/** Who said a value and where that stands in the log. */
export interface Origin {
  entry: string
  at: string
  member: string
}

/** Who says a value, in words that do not endanger them; when; and in which statement on the person. */
export interface Said {
  by: string
  date?: string
  statement?: string
}

/** One current value of a field. More than one for a field means that people disagree (H3). */
export interface Value<T> extends Origin {
  value: T
  said?: Said
  /** Why it was entered, changed, or chosen. */
  why?: string
  /** The entry of the value that was chosen with this one, where people had disagreed. */
  chosen?: string
}

/** What somebody once wrote about a field of a person: a value, or that it was taken back. */
export interface PastValue extends Origin {
  field: FieldName
  /** Of a field that holds several values; else empty. */
  id: string
  did: 'said' | 'chosen' | 'taken-back'
  value: JsonValue
  isCurrent: boolean
  said?: Said
  why?: string
  chosen?: string
}

/** A value that has an id of its own, such as one of several names. */
export interface Keyed<T> extends Value<T> {
  id: string
}

/** One attributed claim about a person. */
export interface Statement extends Origin {
  id: string
  person: string
  kind: 'photo-found' | 'seen-alive' | 'name' | 'place' | 'status' | 'other'
  text: string
  /** Who says so, in the words of the member who wrote it down. */
  by: string
  date?: string
  place?: string
  lead?: string
  item?: string
}

/** How a challenge ended, or that it was opened again. */
export type ChallengeOutcome = 'corrected' | 'kept' | 'withdrawn' | 'reopened'
/** `disputed`: two members answered without knowing of each other, and differently. */
export type ChallengeState = 'open' | 'corrected' | 'kept' | 'withdrawn' | 'disputed'

/** That somebody says something in the record of a person is wrong, and what came of it. */
export interface Challenge extends Origin {
  id: string
  person: string
  /** Which value is challenged; without it the whole record. */
  field?: FieldName
  valueId?: string
  /** The entry in which that value was said. */
  about?: string
  by: string
  capacity: 'self' | 'family' | 'representative' | 'other'
  text: string
  date?: string
  state: ChallengeState
  answers: (Origin & { outcome: ChallengeOutcome; why: string; isCurrent: boolean })[]
}

/** Parts of a person's record that a consent can allow. */
export type ConsentScope = 'names' | 'details' | 'photos' | 'statements'
/** What a disclosure is for. */
export type Purpose = 'legal-case' | 'tracing' | 'platform-notice'

/** Who allowed what, for which purpose and recipient, until when or until withdrawn. */
export interface Consent extends Origin {
  id: string
  person: string
  givenBy: string
  scopes: ConsentScope[]
  purposes: Purpose[]
  /** Names of recipients; empty means any recipient of that purpose. */
  recipients: string[]
  /** Last day it holds, `YYYY-MM-DD`. */
  until?: string
  note?: string
  withdrawn?: Origin & { reason?: string }
}

export interface Person {
  id: string
  names: Keyed<PersonName>[]
  sex: Value<'female' | 'male' | 'unknown'>[]
  birth: Value<YearRange>[]
  origin: Value<string>[]
  circumstances: Value<string>[]
  event: Value<LossEvent>[]
  lastSeen: Value<LastSeen>[]
  fate: Value<Fate>[]
  whereabouts: Value<Whereabouts>[]
  note: Value<string>[]
  marks: Keyed<Mark>[]
  /** `linked`: whose page it leads to, as far as this member opens it. */
  kin: (Keyed<Kin> & { linked?: { id: string; name: string | null } })[]
  kinFrom: KinFrom[]
  photos: Keyed<PhotoRef>[]
  references: Keyed<Reference>[]
  statements: Statement[]
  challenges: Challenge[]
  consents: Consent[]
  registered: Origin
}

/** A row of the people list and of a search. `score` is 0..1 and says how well a name fits the query, never anything about a person. */
export interface PersonSummary {
  id: string
  names: string[]
  sex: string
  birth: YearRange | null
  origin: string | null
  photo: string | null
  photos: number
  statements: number
  openLeads: number
}
/** Which part of a list of people to return; without `only` everybody. */
export interface PeoplePage {
  limit?: number
  offset?: number
  /** Those with values that disagree, or with a challenge that waits for an answer. */
  only?: 'disagreeing' | 'challenged'
}
export interface PersonMatch extends PersonSummary {
  score: number
  why: string[]
}

export interface Receipt {
  files: { in: number; stored: number; duplicate: number; refused: { path: string; reason: string }[] }
  messages: { parsed: number; service: number; unparsed: number }
  photos: { hashed: number; unreadable: number }
  leads: number
}

export interface Source extends Origin {
  id: string
  name: string
  from: string | null
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
  purpose: Purpose
  sha256: string
  size: number
  items: string[]
  persons: string[]
  withheld: number
}

/** One line of the custody log: who read or took what. `at` and `last` are what that device's clock said. */
export interface CustodyRow extends Origin {
  did: 'exported' | 'listed' | 'opened' | 'searched'
  /** `item`, `chat`, `source`, `person`, `people`, `messages`, `lead`, `package`, `exit-kit`, `backup` … */
  of: string
  id: string | null
  /** What was searched for. */
  text: string | null
  last: string
  times: number
}

export type ActKind = 'bulk-export' | 'erasure'
/**
 * Where an act stands. `waiting`: for a second person. `alone`: nobody else could approve it and the day is not over; `ready`: it is.
 * `void`: who proposed it may not do it any more, or nobody is left who could approve it.
 */
export type ActState =
  | 'waiting'
  | 'approved'
  | 'alone'
  | 'ready'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'done'
  | 'void'

export interface ActAnswer extends Origin {
  answer: 'approved' | 'refused' | 'withdrawn'
  note: string | null
  /** False when it changes nothing: said too late, or by somebody who may not say it. */
  counts: boolean
}

/** Something that one member proposes and another one approves. `at` is when it was proposed, as that device's clock said. */
export interface Act extends Origin {
  id: string
  compartment: 'registry' | 'evidence'
  kind: ActKind
  /** What exactly is to be done. */
  subject: string
  reason: string
  /** What whoever approves must be able to open. */
  opens: ('registry' | 'evidence')[]
  until: string
  alone: boolean
  /** Before this nobody does it alone; null when it needs an approval. */
  notBefore: string | null
  request: { blob: string; sha256: string; size: number } | null
  /** SHA-256 over the words and the place of the proposal: what answers name. */
  proposal: string
  state: ActState
  answers: ActAnswer[]
  /** More than one when the same approval was used on two devices that had not met. */
  done: Origin[]
  /** Members who could approve it now. */
  approvers: string[]
  /** What the member of this session may do with it now. */
  may: { approve: boolean; refuse: boolean; withdraw: boolean; do: boolean }
}

/** What is to be erased. */
export type ErasureTarget = { person: string } | { consent: string } | { item: string }
/** On whose authority: the person's own, their family's, a consent that was withdrawn, a law or court, or the group's own rule. */
export type ErasureAuthority = 'person' | 'family' | 'consent' | 'law' | 'group'

/** A package that was given away with something in it that is erased: it has to be asked back. */
export interface ErasureRecall {
  package: string
  recipient: string
  purpose: Purpose
  at: string
}

/** What an erasure would destroy and leave. `gone` and `stays` are for people to read, and name nobody. */
export interface ErasurePlan {
  target: ErasureTarget
  /** What exactly is to be done: the words that a second person approves. */
  words: string
  compartment: 'registry' | 'evidence'
  opens: ('registry' | 'evidence')[]
  subjects: { compartment: 'registry' | 'evidence'; subject: string }[]
  blobs: { compartment: 'registry' | 'evidence'; blob: string; instead?: string }[]
  gone: string[]
  stays: string[]
  recall: ErasureRecall[]
}

/** What was erased: keys and sealed files destroyed here, and what people have to do elsewhere. */
export interface ErasureReceipt {
  erasure: string
  act: string
  authority: ErasureAuthority
  at: string
  keys: number
  files: number
  /** Of files of their own: overwritten and removed, or only removed because overwriting failed. */
  overwritten: number
  removedOnly: number
  gone: string[]
  stays: string[]
  recall: ErasureRecall[]
}

export interface Home {
  vault: { id: string; name: string }
  member: { id: string; name: string }
  people: number
  sources: number
  items: number
  messages: number
  leads: Record<LeadState, number>
  packages: number
  /** People with two current values of one field that differ. */
  disagreeing: number
  /** Challenges that wait for an answer. */
  challenges: number
  unreadablePhotos: number
  logSize: number
  /** When this member last rehearsed recovery, as a device's clock said; `null` for never. */
  rehearsed: string | null
}
