/** What the JSON files of a package hold (docs/spec/package.md, P7…). */
import type { JsonValue } from './canonical-json.ts'
import type { EntryBody } from './entry.ts'

/** A JSON object whose members this package does not know. */
export type JsonObject = Record<string, JsonValue>

/** The `format` member of each JSON file. */
export const PACKAGE_FORMAT = {
  records: 'homeward-records/1',
  custody: 'homeward-custody/1',
  consent: 'homeward-consent/1',
} as const

/** Which package it is, and what it was made for. */
export interface PackageHead {
  id: string
  vault: string
  /** When the device says it was made. */
  made: string
  purpose: string
  recipient: string
}

/** One acquisition; `entry` is the disclosed entry that holds its `source.received` change. */
export interface PackageSource {
  id: string
  entry: string
  itemsCount: number
  itemsRoot: string
}

/** The record of an item as it was sealed; further members are part of the leaf too. */
export interface PackageItemRecord {
  index: number
  path: string
  sha256: string
  size: number
  mediaType: string
  salt: string
  [member: string]: JsonValue
}

/** One disclosed file of a source, its exact bytes under `data/`. */
export interface PackageItem {
  id: string
  source: string
  file: string
  record: PackageItemRecord
  /** Path in the tree of the source's items, base64, from the leaf up. */
  proof: string[]
}

/** A message that is cited: bytes `start` to `end` (exclusive) of an item in the package, with their SHA-256. */
export interface PackageMessage {
  id: string
  item: string
  start: number
  end: number
  sha256: string
  /** What a reader sees (sender, time, text): derived, not proven beyond the bytes. */
  shown: JsonObject
}

/** A payload file that is not an item, such as a photo from the register: sealed by this package alone. */
export interface PackageAttachment {
  file: string
  sha256: string
  size: number
  mediaType: string
  /** What it is, in words. */
  what: string
}

/** `records.json`. */
export interface PackageRecords {
  format: typeof PACKAGE_FORMAT.records
  package: PackageHead
  sources: PackageSource[]
  items: PackageItem[]
  messages: PackageMessage[]
  attachments: PackageAttachment[]
  /** As far as consent allows. Each has an `id` that `consent.json` decides on; the rest is up to the maker. */
  persons: (JsonObject & { id: string })[]
  statements: JsonObject[]
  leads: JsonObject[]
}

/** `custody.json`: every disclosed entry in the clear, and the steps of custody in words. */
export interface PackageCustody {
  format: typeof PACKAGE_FORMAT.custody
  entries: { entry: string; body: EntryBody }[]
  /** The maker's account of who held what when; covered by the seal, not proven by the log. */
  steps: JsonObject[]
}

/** `consent.json`: what consent allowed and withheld, person by person. */
export interface PackageConsent {
  format: typeof PACKAGE_FORMAT.consent
  purpose: string
  recipient: string
  persons: {
    person: string
    allowed: { scope: string; consent: string }[]
    withheld: { scope: string; reason: string }[]
  }[]
}

/** An entry that the package discloses: what `proof` of the vault gives, with where it stands. */
export interface DisclosedEntry {
  logHex: string
  index: number
  entry: Uint8Array
  messageKeyHex: string
  tlogProof: string
}
