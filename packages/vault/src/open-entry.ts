import { entryMessageKey, openEntry, openEntryJson, parseEntryHeader } from '@homeward/format'
import type { EntryBody, SealedEntry } from '@homeward/format'
import type { StoredEntry } from './log-store.ts'
import { VaultError } from './vault-error.ts'
import { compartmentKeys, withAnyKeys } from './vault-state.ts'
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

/** What `open` makes of an entry with the keys of its epoch. */
const openWith = <Opened>(
  { keyring, logId, entry }: { keyring: EntryKeyring; logId: Uint8Array; entry: StoredEntry },
  open: (sealed: SealedEntry) => Opened,
): Opened => {
  const { header } = parseEntryHeader(entry.bytes)
  return withAnyKeys(compartmentKeys(keyring, header.epoch), ({ entryKey }) =>
    open({
      entry: entry.bytes,
      messageKey: entryMessageKey(entryKey, header.salt),
      logId,
      index: entry.position,
    }),
  )
}

/**
 * Opens one sealed entry of a log.
 * @throws FormatError when its bytes are not the ones that were sealed; VaultError COMPARTMENT_CLOSED
 */
export const openStored = (keyring: EntryKeyring, logId: Uint8Array, entry: StoredEntry): EntryBody =>
  openWith({ keyring, logId, entry }, openEntry)

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
      const entry = { position, bytes: page.bytes.subarray(start, end) }
      bodyJson = openWith({ keyring, logId: page.logId, entry }, openEntryJson)
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
