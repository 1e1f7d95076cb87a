import { createSha256, equalBytes, hmacSha256, toHex } from '@homeward/format'
import { blobFilePath } from './backup-manifest.ts'
import { openBlobRow } from './blob-reader.ts'
import { rowFor } from './blob-recovery.ts'
import { blobFiles, blobFileSize, blobRows, blobTotals, hasBlob, wasSealing } from './blob-store.ts'
import type { BlobFile, BlobRow } from './blob-store.ts'
import { checkPlaces, checkWords, saidByError } from './check-words.ts'
import type { CheckPlace } from './check-words.ts'
import type { CompartmentKeys } from './compartment.ts'
import { compartmentById } from './entries.ts'
import { isQuarantined } from './quarantine.ts'
import { withAnyKeysAsync } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'
import { isStop } from './verify-report.ts'
import type { Verification } from './verify-report.ts'

const where = ({ idHex }: BlobRow): CheckPlace => checkPlaces.say('sealed-file', { file: idHex })

const checkFile = (state: VaultState, row: BlobRow, { fault }: Verification): boolean => {
  const onDisk = row.inlineBytes === null ? blobFileSize(state.dir, row.idHex) : row.inlineBytes.length
  if (onDisk === null) {
    fault(where(row), checkWords.say('file-missing', { path: blobFilePath(row.idHex) }))
  } else if (onDisk !== row.size) {
    fault(where(row), checkWords.say('file-size', { found: onDisk, expected: row.size }))
  }
  return onDisk === row.size
}

/** Whether it belongs to a compartment of this vault that is closed to this member. */
const isClosed = (state: VaultState, { compartmentId }: BlobRow): boolean =>
  compartmentById(state, compartmentId) === undefined &&
  Object.values(state.founding.compartmentIds).some((id) => equalBytes(id, compartmentId))

/** Decrypts all of a blob below `dir` (a vault or a backup of it) and compares its content with its id. */
export const checkContent = async (
  dir: string,
  row: BlobRow,
  { keys, read }: { keys: CompartmentKeys; read: (bytes: number) => Promise<void> },
): Promise<void> => {
  const hash = createSha256()
  const content = await openBlobRow(dir, row, keys.blobSecret)
  for await (const bytes of content.stream()) {
    hash.update(bytes)
    await read(bytes.length)
  }
  if (toHex(hmacSha256(keys.blobIdKey, hash.digest())) !== row.idHex) {
    throw new Error(checkWords.say('file-of-others').text)
  }
}

/** Whether a file without a row is one that got its row meanwhile, or will get it when the vault is opened again (B8). */
const isUnderWay = async (state: VaultState, file: BlobFile): Promise<boolean> =>
  file.idHex !== '' &&
  (hasBlob(state.db, file.idHex) || (wasSealing(state.dir) && (await rowFor(state, file)) !== null))

/**
 * Checks the blob table against the files, and, when `deep`, every byte of every blob against its id.
 * Of blobs in compartments that are closed to this member the sizes alone are looked at; they are counted as `closed`.
 * That each blob is wanted by somebody is not looked at: which blobs are referred to, only the entries say.
 */
export const verifyBlobs = async (state: VaultState, deep: boolean, verification: Verification): Promise<void> => {
  const { report, fault, pause } = verification
  const unlisted = [...blobFiles(state.dir)].filter(({ idHex }) => idHex === '' || !hasBlob(state.db, idHex))
  const totals = blobTotals(state.db)
  const total = deep ? totals.bytes : totals.count
  for (const row of blobRows(state.db)) {
    report.blobs += 1
    const keys = compartmentById(state, row.compartmentId)?.keysByEpoch.get(row.epoch)
    if (isQuarantined(state, row.idHex)) {
      report.quarantined += 1
      checkFile(state, row, verification)
    } else if (keys === undefined && isClosed(state, row)) {
      report.closed += 1
      checkFile(state, row, verification)
    } else if (keys === undefined) {
      fault(where(row), checkWords.say('file-of-no-compartment'))
    } else if (checkFile(state, row, verification) && deep) {
      try {
        await withAnyKeysAsync(keys, (one) =>
          checkContent(state.dir, row, {
            keys: one,
            read: async (bytes) => {
              report.bytes += bytes
              await pause('blobs', report.bytes, total)
            },
          }),
        )
      } catch (error) {
        if (isStop(error)) {
          throw error
        }
        fault(where(row), saidByError(error))
      }
    }
    if (!deep && report.blobs % 100 === 0) {
      await pause('blobs', report.blobs, total)
    }
  }
  for (const file of unlisted) {
    if (!(await isUnderWay(state, file))) {
      fault(checkPlaces.say('other-file', { path: file.path }), checkWords.say('file-unknown'))
    }
  }
  await pause('blobs', total, total)
}
