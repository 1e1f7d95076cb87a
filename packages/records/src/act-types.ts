import type { custodyDeeds } from './changes.ts'
import type { PackagePurpose } from './consent-types.ts'
import type { ActSaid } from './act-words.ts'
import type { ErasureSaid } from './erasure-words.ts'
import type { Origin } from './types.ts'

/** Shapes of acts of two people, of erasing, and of the custody log. */

/** One line of the custody log: who read or took what. `at` and `last` are what that device's clock said. */
export interface CustodyRow extends Origin {
  did: (typeof custodyDeeds)[number]
  /** `item`, `chat`, `source`, `person`, `people`, `messages`, `lead`, `package`, `exit-kit`, `backup` … */
  of: string
  id: string | null
  /** What was searched for. */
  text: string | null
  last: string
  times: number
}

export type ActKind = 'bulk-export' | 'erasure' | 'album-minors' | 'informant' | 'quarantine' | 'testimony'
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
  /** Which team took what it is about: that team approves. */
  team: string | null
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

/** A sealed testimony as everybody who opens the registry may know it. `received` is when it first came in, as that device's clock said. */
export interface ActTestimony {
  session: string
  /** Null for a team that the roster does not have. */
  teamName: string | null
  /** The title of its album; null where that is not known here. */
  album: string | null
  received: string
}

/** What is to be erased; `informant` is the source behind which somebody protected stands. */
export type ErasureTarget =
  | { person: string }
  | { consent: string }
  | { item: string }
  | { session: string }
  | { informant: string }
  | { quarantine: string }
/** On whose authority: the person's own, their family's, a consent that was withdrawn, a law or court, or the group's own rule. */
export type ErasureAuthority = 'person' | 'family' | 'consent' | 'law' | 'group'

/** A package that was given away with something in it that is erased: it has to be asked back. */
export interface ErasureRecall {
  package: string
  recipient: string
  purpose: PackagePurpose
  at: string
}

/** What an erasure would destroy and leave. `gone` and `stays` are for people to read, and name nobody. */
export interface ErasurePlan {
  target: ErasureTarget
  /** What exactly is to be done: with the authority, the words that a second person approves. */
  words: ActSaid
  compartment: 'registry' | 'evidence'
  opens: ('registry' | 'evidence')[]
  subjects: { compartment: 'registry' | 'evidence'; subject: string }[]
  blobs: { compartment: 'registry' | 'evidence' | 'testimony'; blob: string; instead?: string }[]
  gone: ErasureSaid[]
  stays: ErasureSaid[]
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
  gone: ErasureSaid[]
  stays: ErasureSaid[]
  recall: ErasureRecall[]
}
