import { deviceLog, equalBytes, formatCheckpoint, fromHex, leafHash, parseVkey, verifyNote } from '@homeward/format'
import type { DeviceLog } from '@homeward/format'
import type { BackupLog, BackupManifest } from './backup-manifest.ts'
import { partEntries, partLogs, partSizes } from './backup-part.ts'
import type { Part } from './backup-part.ts'
import { EMPTY_EDGE, edgeRoot, growTree } from './tree-store.ts'
import { VaultError } from './vault-error.ts'

const LEAVES_AT_ONCE = 256

const damaged = (what: string): VaultError =>
  new VaultError('BACKUP_DAMAGED', `This backup is damaged: ${what}. Keep it as it is and use another one.`)

/** The log that a verification key belongs to. @throws VaultError BACKUP_DAMAGED when it belongs to another */
export const backupLogOf = (logHex: string, vkey: string | undefined): DeviceLog => {
  let log: DeviceLog | null
  try {
    log = vkey === undefined ? null : deviceLog(parseVkey(vkey).publicKey)
  } catch {
    log = null
  }
  if (log === null || log.vkeyText !== vkey || !equalBytes(log.logId, fromHex(logHex))) {
    throw damaged('the key of a device is not the one of its log')
  }
  return log
}

const checkLog = async (
  parts: readonly Part[],
  { logHex, size, note }: BackupLog,
  vkey: string | undefined,
  onEntries: (entries: number) => Promise<void>,
): Promise<void> => {
  const log = backupLogOf(logHex, vkey)
  let edge = EMPTY_EDGE
  let leaves: Uint8Array[] = []
  const grow = async (): Promise<void> => {
    ;({ edge } = growTree(edge, leaves))
    await onEntries(leaves.length)
    leaves = []
  }
  for (const { position, bytes } of partEntries(parts, logHex)) {
    if (position !== edge.size + leaves.length) {
      throw damaged('entries of its log are missing')
    }
    leaves.push(leafHash(bytes))
    if (leaves.length === LEAVES_AT_ONCE) {
      await grow()
    }
  }
  await grow()
  let text: string
  try {
    ;({ text } = verifyNote(note, [log.vkey]))
  } catch {
    throw damaged('the checkpoint of its log is not signed by the device')
  }
  if (edge.size !== size || text !== formatCheckpoint(log.origin, edge.size, edgeRoot(edge))) {
    throw damaged('its log is not the one that the device signed')
  }
}

/**
 * Reads every entry of a backup, hashes all of them into trees, and requires that each tree is the one that its device
 * signed (rule BK7). Needs no key.
 * @throws VaultError BACKUP_DAMAGED; what `onEntries` throws
 */
export const checkBackupLogs = async (
  parts: readonly Part[],
  { logs }: BackupManifest,
  onEntries: (entries: number) => Promise<void>,
): Promise<void> => {
  const vkeys = partLogs(parts)
  const unnamed = [...partSizes(parts).keys()].filter((logHex) => logs.every((log) => log.logHex !== logHex))
  if (unnamed.length > 0) {
    throw damaged('it holds a log that its list does not name')
  }
  for (const log of logs) {
    await checkLog(parts, log, vkeys.get(log.logHex), onEntries)
  }
}
