import { openBlobRow } from './blob-reader.ts'
import { blobFiles, blobRows, clearSealing, insertBlob, makeBlobDirs, wasSealing } from './blob-store.ts'
import type { BlobFile, BlobRow } from './blob-store.ts'
import type { CompartmentKeys } from './compartment.ts'
import { transaction } from './vault-db.ts'
import { storageError } from './vault-error.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

const allKeys = ({ keysByEpoch }: OpenCompartment): [number, CompartmentKeys][] =>
  [...keysByEpoch].flatMap(([epoch, twins]) => twins.map((keys): [number, CompartmentKeys] => [epoch, keys]))

/** The row that a file without one should have: the compartment whose identity opens it. `null` when none does. */
export const rowFor = async (state: VaultState, file: BlobFile): Promise<BlobRow | null> => {
  for (const compartment of state.compartments.values()) {
    for (const [epoch, keys] of allKeys(compartment)) {
      const row = { idHex: file.idHex, compartmentId: compartment.idBytes, epoch, size: file.size, inlineBytes: null }
      try {
        await openBlobRow(state.dir, row, keys.blobSecret)
        return row
      } catch {
        // Sealed to another compartment or epoch; the next one may open it.
      }
    }
  }
  return null
}

/**
 * Puts in order what a crash left while sealing (rule B8): unfinished files are removed; finished ones, which were
 * synced before they got their name, are entered in the blob table, so that the next import uses them again.
 * @throws VaultError DISK_FULL, IO_ERROR
 */
export const recoverBlobs = async (state: VaultState): Promise<void> => {
  try {
    makeBlobDirs(state.dir)
    if (!wasSealing(state.dir)) {
      return
    }
    const known = new Set([...blobRows(state.db)].map(({ idHex }) => idHex))
    const found: BlobRow[] = []
    for (const file of blobFiles(state.dir)) {
      if (file.idHex !== '' && !known.has(file.idHex)) {
        const row = await rowFor(state, file)
        found.push(...(row === null ? [] : [row]))
      }
    }
    transaction(state.db, () => {
      for (const row of found) {
        insertBlob(state.db, row)
      }
    })
    clearSealing(state.dir)
  } catch (error) {
    throw storageError(error, 'the sealed files')
  }
}
