/** What a verification found. */
import type { PackageHead } from '@homeward/format'

/** One thing that is not as it must be: where, and what, in words. */
export interface Fault {
  where: string
  what: string
}

/** Takes a fault; checks never throw for what they find. */
export type AddFault = (where: string, what: string) => void

/** How many of how many held. */
export interface Count {
  good: number
  all: number
}

/** The key under which the vault was founded: everything that the package proves leads back to it. */
export interface KeyReport {
  vkey: string
  /** 32 hexadecimal digits in groups of four, to be read to somebody on the telephone. */
  fingerprint: string
  /** The member who founded the vault. */
  member: string
  /** Whether the key was compared with one that came another way. */
  compared: boolean
}

/** A log that the package proves something from: whose it is, and how far it is shown. Members are named by ids alone. */
export interface LogReport {
  log: string
  member: string
  device: string
  /** The last role of the member that the package shows. */
  role: string
  /** Who admitted the member; null for the founder of the vault. */
  addedBy: string | null
  /** The entry that admitted the member, or founded the vault. */
  admission: string
  /** How many entries the log had in the state that the package shows; null when no state is proven. */
  size: number | null
  /** How many entries are accepted, and the entry of the removal that says so; null when no removal is shown. */
  limit: { size: number; by: string } | null
  /** Whether its device sealed the package. */
  sealed: boolean
}

/** One disclosed entry: who wrote what, and when by the clock of their device. */
export interface EntryReport {
  entry: string
  /** Null when the package does not show whose log it is. */
  member: string | null
  /** A claim; null when the entry does not open. */
  at: string | null
  what: string[]
  proven: boolean
}

/** One file that is handed over as an item of a source. */
export interface ItemReport {
  id: string
  source: string
  /** As it was named when it was received; a text from outside. */
  path: string
  /** Where it stands in the package. */
  file: string
  sha256: string
  size: number
  mediaType: string
  /** Whether it is exactly a file that its source sealed, in a proven entry. */
  proven: boolean
}

/** The findings on one package. `ok` is true exactly when `faults` is empty. */
export interface VerifyReport {
  ok: boolean
  package: PackageHead | null
  key: KeyReport | null
  items: ItemReport[]
  logs: LogReport[]
  entries: EntryReport[]
  counts: {
    files: number
    bytes: number
    entries: Count
    sources: Count
    items: Count
    messages: Count
    attachments: number
  }
  proven: string[]
  notProven: string[]
  faults: Fault[]
}
