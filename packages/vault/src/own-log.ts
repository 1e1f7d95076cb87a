import type { Database } from '@signalapp/sqlcipher'

import { sealChanges, signCheckpoint } from './append.ts'
import { newDeviceKey, writeDeviceKey } from './device-key.ts'
import type { DeviceKey } from './device-key.ts'
import type { Founding } from './founding.ts'
import type { Identity } from './identity.ts'
import { addLog, logSizes, storeCheckpoint, storeEntries } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { deviceAdded } from './roster-changes.ts'
import { EMPTY_EDGE } from './tree-store.ts'
import { transaction } from './vault-db.ts'
import { VaultError } from './vault-error.ts'
import type { OpenCompartment } from './vault-state.ts'

/** Writes the first commit of a new log: these entries and one checkpoint, all or none. */
export const startLog = (db: Database, device: DeviceKey, entries: readonly Uint8Array[]): StoredLog =>
  transaction(db, () => {
    const log = addLog(db, device.log)
    const edge = storeEntries(db, log, EMPTY_EDGE, { from: 0, entries })
    storeCheckpoint(db, log, edge.size, signCheckpoint(device, edge))
    return log
  })

/**
 * Begins the log of this installation (rule M4): after joining, or when a copy was restored, because two copies that went on in
 * one log would be a fork. Its first entry says whose device it is and which founder that member trusts.
 * @param options.spare a device key that is on the disk already and has no log; without it one is made and kept.
 * @throws VaultError COMPARTMENT_CLOSED without the roster's key; DISK_FULL, IO_ERROR
 */
export const beginLog = (
  db: Database,
  {
    dir,
    identity,
    founding,
    member,
    roster,
    spare,
    now,
    random,
  }: {
    dir: string
    identity: Identity
    founding: Founding
    member: string
    roster: OpenCompartment | undefined
    spare: DeviceKey | null
    now: () => Date
    random: (length: number) => Uint8Array
  },
): { device: DeviceKey; log: StoredLog } => {
  if (roster === undefined) {
    throw new VaultError(
      'COMPARTMENT_CLOSED',
      'You have no key of the roster yet. Ask a coordinator to open the vault once.',
    )
  }
  const device = spare ?? newDeviceKey(random)
  if (spare === null) {
    writeDeviceKey(dir, device, identity.recipient, random)
  }
  const seen = logSizes(db)
  const changes = [deviceAdded(device, { member, identity, founder: founding.member.signKey })]
  const entry = sealChanges({ compartment: roster, changes, device, index: 0, at: now().toISOString(), seen, random })
  return { device, log: startLog(db, device, [entry]) }
}
