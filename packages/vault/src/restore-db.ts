import type { Database } from '@signalapp/sqlcipher'

import { backupLogOf } from './backup-check.ts'
import type { BackupManifest } from './backup-manifest.ts'
import {
  partBlobs,
  partCheckpoints,
  partEntries,
  partErasureLists,
  partErasuresDone,
  partLogs,
  partSubjects,
} from './backup-part.ts'
import type { Part } from './backup-part.ts'
import { insertBlob } from './blob-store.ts'
import type { BlobRow } from './blob-store.ts'
import { storeErasureList } from './erasure-list.ts'
import { addLog, storeCheckpoint, storeEntries } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { EMPTY_EDGE } from './tree-store.ts'
import type { TreeEdge } from './tree-store.ts'
import { insertSubject } from './subject-keys.ts'
import { blobParam, createVaultDb, transaction } from './vault-db.ts'

const ROWS_AT_ONCE = 1000

/** Items in groups. */
function* groups<Item>(items: Iterable<Item>): Generator<Item[]> {
  let group: Item[] = []
  for (const item of items) {
    group.push(item)
    if (group.length === ROWS_AT_ONCE) {
      yield group
      group = []
    }
  }
  yield group
}

const storeGroup = (db: Database, log: StoredLog, edge: TreeEdge, entries: readonly Uint8Array[]): TreeEdge =>
  transaction(db, () => storeEntries(db, log, edge, { from: edge.size, entries }))

/**
 * Fills the empty `vault.db` of a folder from parts whose log was checked; `erasures` is a list that was checked, or `null`. The tree hashes are made anew from the entries.
 * @throws VaultError as `createVaultDb`, DISK_FULL, IO_ERROR; what `onRows` throws
 */
export const writeRestoredDb = async (
  dir: string,
  parts: readonly Part[],
  { logs, erasures }: Pick<BackupManifest, 'logs'> & { erasures: string | null },
  onRows: (rows: number) => Promise<void>,
): Promise<void> => {
  const vkeys = partLogs(parts)
  const db = createVaultDb(dir)
  try {
    for (const { logHex } of logs) {
      const log = transaction(db, () => addLog(db, backupLogOf(logHex, vkeys.get(logHex))))
      let edge = EMPTY_EDGE
      for (const group of groups(partEntries(parts, logHex))) {
        edge = storeGroup(
          db,
          log,
          edge,
          group.map(({ bytes }) => bytes),
        )
        await onRows(group.length)
      }
      transaction(db, () => {
        for (const { size, note } of partCheckpoints(parts, logHex)) {
          storeCheckpoint(db, log, size, note)
        }
      })
    }
    for (const group of groups<BlobRow>(partBlobs(parts))) {
      transaction(db, () => {
        for (const row of group) {
          insertBlob(db, row)
        }
      })
      await onRows(group.length)
    }
    for (const group of groups(partSubjects(parts))) {
      transaction(db, () => {
        for (const row of group) {
          insertSubject(db, row)
        }
      })
    }
    transaction(db, () => {
      if (erasures !== null) {
        storeErasureList(db, erasures)
      }
      const note = db.prepare('INSERT OR IGNORE INTO erasure_done (log, position) VALUES (?, ?)')
      for (const list of partErasureLists(parts)) {
        storeErasureList(db, list)
      }
      for (const { log, position } of partErasuresDone(parts)) {
        note.run([blobParam(log), position])
      }
    })
  } finally {
    db.close()
  }
}
