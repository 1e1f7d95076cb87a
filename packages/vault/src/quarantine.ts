import { fromHex, hmacSha256, toHex } from '@homeward/format'

import { appendEntries } from './append.ts'
import type { EntryDraft } from './append.ts'
import { hasBlob } from './blob-store.ts'
import { quarantinedChange, releasedChange } from './quarantine-change.ts'
import type { Quarantine, Quarantined } from './quarantine-change.ts'
import { refreshRoster } from './refresh-roster.ts'
import type { Roster } from './roster.ts'
import { VaultError } from './vault-error.ts'
import { openCompartment, requireContributor, requireWritable } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** What is in quarantine, as this member knows it. */
interface Held {
  blobs: ReadonlySet<string>
  sha256s: ReadonlySet<string>
}

// A roster is made anew when something is written to it, so what follows from it never goes stale.
const heldBy = new WeakMap<Roster, Held>()

/** Every quarantine that stands. */
const standing = ({ roster }: Pick<VaultState, 'roster'>): Quarantine[] =>
  roster.quarantines.filter(({ released }) => released === null)

/**
 * The sealed files in quarantine: those that entries name, and in each compartment that this member opens those with a content
 * whose SHA-256 is named, whatever the epoch under which they were sealed (rule QU2).
 */
const held = (state: Pick<VaultState, 'roster' | 'compartments'>): Held => {
  const known = heldBy.get(state.roster)
  if (known !== undefined) {
    return known
  }
  const quarantines = standing(state)
  const sha256s = new Set(quarantines.flatMap((one) => one.sha256s))
  const blobs = new Set(quarantines.flatMap((one) => one.blobs.map(({ blob }) => blob)))
  const keys = [...state.compartments.values()].flatMap(({ keysByEpoch }) => [...keysByEpoch.values()].flat())
  for (const { blobIdKey } of keys) {
    for (const sha256 of sha256s) {
      blobs.add(toHex(hmacSha256(blobIdKey, fromHex(sha256))))
    }
  }
  const found = { blobs, sha256s }
  heldBy.set(state.roster, found)
  return found
}

/** Whether a sealed file is in quarantine. */
export const isQuarantined = (state: Pick<VaultState, 'roster' | 'compartments'>, idHex: string): boolean =>
  held(state).blobs.has(idHex)

/** Whether a content is in quarantine, by its SHA-256 in hex. */
export const isHeldContent = (state: VaultState, sha256Hex: string): boolean => held(state).sha256s.has(sha256Hex)

/** The sealed files in quarantine that are in this vault. */
export const quarantinedHere = (state: VaultState): string[] =>
  [...held(state).blobs].filter((blob) => hasBlob(state.db, blob)).toSorted()

/** What is said to whoever asks for something in quarantine. */
export const quarantinedError = (): VaultError =>
  new VaultError(
    'QUARANTINED',
    'This is in quarantine: it is not opened, shown, copied or given out. See what is in quarantine for what to do with it.',
  )

const IDS_AN_ENTRY = 200

/** An entry holds some hundred ids; what is more goes into further ones under the same id. */
const draftsOf = ({ quarantine, blobs, sha256s }: Quarantined): EntryDraft[] => {
  const drafts: EntryDraft[] = []
  for (let start = 0; start === 0 || start < Math.max(blobs.length, sha256s.length); start += IDS_AN_ENTRY) {
    const end = start + IDS_AN_ENTRY
    const some = { blobs: blobs.slice(start, end), sha256s: sha256s.slice(start, end) }
    drafts.push({ compartment: 'roster', changes: [quarantinedChange({ quarantine, ...some })] })
  }
  return drafts
}

/**
 * Puts sealed files and contents in quarantine: from the commit on no session of any member opens them (rules QU1, QU2).
 * `also`: entries of the same commit.
 * @throws VaultError ROLE_FORBIDS for a reader, COMPARTMENT_CLOSED, DISK_FULL, IO_ERROR, REOPEN_NEEDED, VAULT_CLOSED
 */
export const quarantineState = (
  state: VaultState,
  { also = [], ...request }: Quarantined & { also?: readonly EntryDraft[] },
): void => {
  requireWritable(state)
  requireContributor(state)
  for (const { compartment } of request.blobs) {
    openCompartment(state, compartment)
  }
  appendEntries(state, [...draftsOf(request), ...also])
  refreshRoster(state)
}

/**
 * Lifts a quarantine (rule QU4). Whether two people agreed is for the caller to see to.
 * @throws VaultError ROLE_FORBIDS, DISK_FULL, IO_ERROR, REOPEN_NEEDED, VAULT_CLOSED
 */
export const releaseState = (
  state: VaultState,
  { quarantine, act, also = [] }: { quarantine: string; act: string; also?: readonly EntryDraft[] },
): void => {
  requireWritable(state)
  const role = state.roster.members.get(state.member)?.role
  if (role !== 'coordinator' && role !== 'founder') {
    throw new VaultError('ROLE_FORBIDS', 'Lifting a quarantine is for coordinators. Ask one of them to carry it out.')
  }
  appendEntries(state, [{ compartment: 'roster', changes: [releasedChange(quarantine, act)] }, ...also])
  refreshRoster(state)
}
