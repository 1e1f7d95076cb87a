import type { SearchPart } from '@homeward/compare'
import type { JsonValue } from '@homeward/format'
import type { Consent, Refusal } from './consent-types.ts'
import type { PlacePrecision } from '@homeward/places'
import type { FieldName } from './fields.ts'
import type { LeadState } from './evidence-types.ts'

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
  /** Said when it is read: its bytes are in quarantine. */
  quarantined?: true
}

/** When something was: the words in which it was said, and the days (`YYYY-MM-DD`) between which it lies where they are known. */
export interface Between {
  date?: string
  earliest?: string
  latest?: string
}

/** The place that words are taken to mean: how exactly it is known, and its name and larger places as they stood in the gazetteer then. */
export type Located = {
  id: string
  precision: PlacePrecision
  label: string
  /** In degrees; with the precision `point` alone. */
  point?: { lat: number; lon: number }
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
  /** Until when (`YYYY-MM-DD`) that register lets what it says be kept. */
  until?: string
  /** Since when (`YYYY-MM-DD`) that register has nothing of it any more; `until` is the same day then, unless it is kept. */
  ended?: string
  /** That somebody decided to keep it here all the same. */
  kept?: true
}

/** A record that the register it came from let be kept until a day, which is over, or has ended itself. Nothing says whose it is. */
export interface OverdueRecord {
  id: string
  registry: string
  /** `YYYY-MM-DD` */
  until: string
  /** Whether that register ended its own record on that day, rather than let it be kept until then. */
  isEnded: boolean
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
  /** Which place the words of the value are taken to mean. */
  located?: Located
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
  located?: Located
}

/** A value that has an id of its own, such as one of several names. */
export interface Keyed<T> extends Value<T> {
  id: string
}

/** One attributed claim about a person. */
export interface Statement extends Origin {
  id: string
  person: string
  kind: 'photo-found' | 'seen-alive' | 'name' | 'place' | 'status' | 'recognition' | 'other'
  text: string
  /** Who says so, in the words of the member who wrote it down. */
  by: string
  date?: string
  place?: string
  /** Which place the words of `place` are taken to mean. */
  located?: Located
  lead?: string
  item?: string
  /** Of a recognition: what was answered about a picture, in which session, and which event of it says so. */
  answer?: 'recognised' | 'unsure' | 'not-recognised'
  session?: string
  seq?: number
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
  refusals: Refusal[]
  /** Other records of which people decided that they are the same person's. */
  joined: string[]
  registered: Origin
}

/** A row of the people list and of a search. `score` is 0..1 and says how well a name fits the query, never anything about a person. */
export interface PersonSummary {
  id: string
  /** In how many records they are; one unless people decided that several are the same person's. */
  records: number
  names: string[]
  sex: string
  birth: YearRange | null
  origin: string | null
  /** The first photo, and in which of the records it is. */
  photo: { person: string; id: string } | null
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
  /** Those of whom a current value or a statement names this place of the gazetteer, or one in it. */
  place?: string
}
export interface PersonMatch extends PersonSummary {
  /** How well the query fits; says nothing about the person. */
  score: number
  /** The value that fits best. */
  found: string
  /** Which word of the query met what, in which field, as codes. */
  parts: SearchPart[]
  /** The words stand in another order than was asked. */
  swapped: boolean
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
  /** Records that may not be kept any longer, and are not shown. */
  overdue: number
  unreadablePhotos: number
  /** Logs of the vault: one a device that ever wrote. */
  logs: number
  /** Entries of all logs of the vault, of closed compartments too. */
  logSize: number
  /** When this member last rehearsed recovery, as a device's clock said; `null` for never. */
  rehearsed: string | null
}
