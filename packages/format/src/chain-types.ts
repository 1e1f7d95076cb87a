/** What a chain of authority is read from, and what comes out (docs/spec/package.md, P13 and P18 to P21). */
import type { Change } from './entry.ts'
import type { Vkey } from './note.ts'

/** A disclosed entry, opened. Whether it stands in its log is for whoever has the proofs to check. */
export interface ChainEntry {
  ref: string
  /** The id of its log in hexadecimal. */
  log: string
  index: number
  /** From the header of the entry. */
  compartmentHex: string
  seen: Readonly<Record<string, number>>
  changes: readonly Change[]
}

/** How much of a log is accepted, and which entry says so. */
export interface ChainLimit {
  size: number
  rootHex: string
  by: string
}

/** A log whose device a chain leads to. */
export interface ChainLog {
  log: string
  key: Vkey
  vkeyText: string
  member: string
  device: string
  limit: ChainLimit | null
  /** All entries that this rests on, those on which their logs rest included. */
  rests: readonly string[]
}

/** A member whom a chain leads to. */
export interface ChainMember {
  id: string
  /** The last role that is shown. */
  role: string
  /** Who admitted them; `null` for the founder of the vault. */
  addedBy: string | null
  /** The entry that admitted them. */
  entry: string
}

/** What disclosed entries say about who wrote what, and everything that is wrong with that. */
export interface MemberChain {
  /** The vault that was founded, its compartments and its first log; `null` when that cannot be told. */
  founding: { vault: string; compartments: Readonly<Record<string, string>>; log: string; entry: string } | null
  logs: ReadonlyMap<string, ChainLog>
  members: ReadonlyMap<string, ChainMember>
  /** `ref` is the entry; `null` for the package as a whole. */
  problems: { ref: string | null; what: string }[]
}
