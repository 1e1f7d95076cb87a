import { entryMessageKey, hasSubject, openEntry, openEntryJson, parseEntryHeader, toHex } from '@homeward/format'
import type { EntryBody, EntryCrypto, EntryHeader, SealedEntry } from '@homeward/format'
import { checkWords } from './check-words.ts'
import type { StoredEntry } from './log-store.ts'
import type { SubjectFinder } from './subject-finder.ts'
import { VaultError } from './vault-error.ts'
import { compartmentKeys, withAnyKeys } from './vault-state.ts'
import type { Keyring } from './vault-state.ts'

/** What opens the entries of a compartment. Without `findSubject` those that have no subject. */
export interface EntryKeyring extends Keyring<{ entryKey: Uint8Array }> {
  findSubject?: SubjectFinder
  /** Primitives other than those of `format`. */
  crypto?: EntryCrypto
}

/** Thrown for an entry whose subject key is not there: it was erased, or it is lost, which only an erasure can tell. */
const noSubjectKey = (idHex: string): VaultError =>
  new VaultError('ERASED', checkWords.say('subject-key-missing', { subject: idHex }).text)

/** What opens one entry: the key made from that of the compartment, and that of its subject when it has one. */
export const messageKeyOf = (
  { findSubject, crypto }: Pick<EntryKeyring, 'findSubject' | 'crypto'>,
  header: EntryHeader,
  entryKey: Uint8Array,
): Uint8Array => {
  if (!hasSubject(header)) {
    return entryMessageKey(entryKey, header.salt, undefined, crypto)
  }
  const subjectKey = findSubject?.(header.subjectKeyId) ?? null
  if (subjectKey === null) {
    throw noSubjectKey(toHex(header.subjectKeyId))
  }
  return entryMessageKey(entryKey, header.salt, subjectKey, crypto)
}

/** Some sealed entries of one log and compartment: few large values, because each costs more than the bytes in it. */
export interface EntryPage {
  logId: Uint8Array
  positions: number[]
  /** Bytes of each entry. */
  lengths: number[]
  /** The entries, one behind the other. */
  bytes: Uint8Array
}

/** The entries of a page, in order; they share memory with it. */
export function* entriesOf({ positions, lengths, bytes }: EntryPage): Generator<StoredEntry> {
  let start = 0
  for (const [place, position] of positions.entries()) {
    const end = start + (lengths[place] ?? 0)
    yield { position, bytes: bytes.subarray(start, end) }
    start = end
  }
}

/** What `open` makes of an entry with the keys of its epoch. */
const openWith = <Opened>(
  { keyring, logId, entry }: { keyring: EntryKeyring; logId: Uint8Array; entry: StoredEntry },
  open: (sealed: SealedEntry, crypto?: EntryCrypto) => Opened,
): Opened => {
  const { header } = parseEntryHeader(entry.bytes)
  return withAnyKeys(compartmentKeys(keyring, header.epoch), ({ entryKey }) =>
    open(
      {
        entry: entry.bytes,
        messageKey: messageKeyOf(keyring, header, entryKey),
        logId,
        index: entry.position,
      },
      keyring.crypto,
    ),
  )
}

/** The error that names a damaged entry. */
export const entryDamaged = (position: number, cause?: unknown): VaultError =>
  new VaultError(
    'VAULT_DAMAGED',
    `Entry ${position} of the log is damaged. Run a check of the vault, then restore it from its latest copy.`,
    { cause },
  )

/**
 * Opens one sealed entry of a log.
 * @throws FormatError when its bytes are not the ones that were sealed; VaultError COMPARTMENT_CLOSED; ERASED when the
 *   key of its subject is not there
 */
export const openStored = (keyring: EntryKeyring, logId: Uint8Array, entry: StoredEntry): EntryBody =>
  openWith({ keyring, logId, entry }, openEntry)

/**
 * Opens the entries of a page in order, each when it is asked for: their bodies as JSON; `null`, as JSON, for one whose
 * subject key is not there.
 * @throws VaultError VAULT_DAMAGED naming the entry that does not open; COMPARTMENT_CLOSED
 */
export function* openPage(keyring: EntryKeyring, page: EntryPage): Generator<string> {
  for (const entry of entriesOf(page)) {
    let bodyJson: string
    try {
      bodyJson = openWith({ keyring, logId: page.logId, entry }, openEntryJson)
    } catch (error) {
      if (error instanceof VaultError && error.code === 'ERASED') {
        bodyJson = 'null'
      } else {
        throw error instanceof VaultError ? error : entryDamaged(entry.position, error)
      }
    }
    yield bodyJson
  }
}
