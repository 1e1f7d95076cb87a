import { entryMessageKey, openEntry, openEntryJson, parseEntryHeader } from '@homeward/format'
import type { EntryBody, SealedEntry } from '@homeward/format'
import type { StoredEntry } from './log-store.ts'
import { VaultError } from './vault-error.ts'
import { compartmentKeys } from './vault-state.ts'
import type { Keyring } from './vault-state.ts'

/** What opens the entries of a compartment. */
export type EntryKeyring = Keyring<{ entryKey: Uint8Array }>

/** Some sealed entries of one log and compartment: few large values, because each costs more than the bytes in it. */
export interface EntryPage {
  logId: Uint8Array
  positions: number[]
  /** Bytes of each entry. */
  lengths: number[]
  /** The entries, one behind the other. */
  bytes: Uint8Array
}

const sealedEntry = (keyring: EntryKeyring, logId: Uint8Array, { position, bytes }: StoredEntry): SealedEntry => {
  const { header } = parseEntryHeader(bytes)
  const { entryKey } = compartmentKeys(keyring, header.epoch)
  return { entry: bytes, messageKey: entryMessageKey(entryKey, header.salt), logId, index: position }
}

/**
 * Opens one sealed entry of a log.
 * @throws FormatError when its bytes are not the ones that were sealed; VaultError COMPARTMENT_CLOSED
 */
export const openStored = (keyring: EntryKeyring, logId: Uint8Array, entry: StoredEntry): EntryBody =>
  openEntry(sealedEntry(keyring, logId, entry))

/**
 * Opens the entries of a page in order, each when it is asked for: their bodies as JSON.
 * @throws VaultError VAULT_DAMAGED naming the entry that does not open; COMPARTMENT_CLOSED
 */
export function* openPage(keyring: EntryKeyring, page: EntryPage): Generator<string> {
  let start = 0
  for (const [place, position] of page.positions.entries()) {
    const end = start + (page.lengths[place] ?? 0)
    let bodyJson: string
    try {
      bodyJson = openEntryJson(sealedEntry(keyring, page.logId, { position, bytes: page.bytes.subarray(start, end) }))
    } catch (error) {
      throw error instanceof VaultError
        ? error
        : new VaultError(
            'VAULT_DAMAGED',
            `Entry ${position} of the log is damaged. Run a check of the vault, then restore it from its latest copy.`,
            { cause: error },
          )
    }
    start = end
    yield bodyJson
  }
}
