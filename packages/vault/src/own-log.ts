import { randomBytes as systemRandom, toHex } from '@homeward/format'
import type { Database } from '@signalapp/sqlcipher'

import { sealChanges, signCheckpoint } from './append.ts'
import { deviceKeyFromSeed, writeDeviceKey } from './device-key.ts'
import type { DeviceKey } from './device-key.ts'
import type { Founding } from './founding.ts'
import { SEED_BYTES } from './identity.ts'
import type { Identity } from './identity.ts'
import { addLog, logSize, storeCheckpoint, storeEntries, storedLogs } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { deviceAdded } from './roster-changes.ts'
import { EMPTY_EDGE } from './tree-store.ts'
import { transaction } from './vault-db.ts'
import { VaultError } from './vault-error.ts'
import type { OpenCompartment } from './vault-state.ts'

const ID_BYTES = 16

/** A new device key. */
export const newDeviceKey = (random: (length: number) => Uint8Array = systemRandom): DeviceKey =>
  deviceKeyFromSeed(toHex(random(ID_BYTES)), random(SEED_BYTES))

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
  const seen = Object.fromEntries(storedLogs(db).map((log) => [log.idHex, logSize(db, log)]))
  const changes = [deviceAdded(device, { member, identity, founder: founding.member.signKey })]
  const entry = sealChanges({ compartment: roster, changes, device, index: 0, at: now().toISOString(), seen, random })
  const log = transaction(db, () => {
    const added = addLog(db, device.log)
    const edge = storeEntries(db, added, EMPTY_EDGE, { from: 0, entries: [entry] })
    storeCheckpoint(db, added, edge.size, signCheckpoint(device, edge))
    return added
  })
  return { device, log }
}
