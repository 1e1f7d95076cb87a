import {
  ENTRY_KIND,
  equalBytes,
  formatCheckpoint,
  parseEntryHeader,
  randomBytes,
  toHex,
  verifyNote,
} from '@homeward/format'
import type { Database } from '@signalapp/sqlcipher'

import { COMPARTMENTS, deriveCompartmentKeys } from './compartment.ts'
import type { CompartmentKeys, CompartmentName } from './compartment.ts'
import { deviceKeyFromSeed, readDeviceKeys } from './device-key.ts'
import type { DeviceKey } from './device-key.ts'
import { openStored } from './entries.ts'
import { readFounding } from './founding.ts'
import type { Founding } from './founding.ts'
import type { Identity } from './identity.ts'
import { openKeysEntry } from './keys-entry.ts'
import { entryBytes, keysEntries, latestCheckpoint, logSize, storedEdge, storedLogs } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { edgeRoot } from './tree-store.ts'
import type { TreeEdge } from './tree-store.ts'
import { VaultError } from './vault-error.ts'
import type { OpenCompartment } from './vault-state.ts'

/** What a member's identity opens in the log. */
export interface Unlocked {
  founding: Founding
  device: DeviceKey
  log: StoredLog
  devices: Map<string, { member: string; device: string }>
  compartments: Map<CompartmentName, OpenCompartment>
  /** The key of this device is not there, so `device` cannot sign for its log: nothing may be written. */
  isReadOnly: boolean
}

const damaged = (what: string): VaultError =>
  new VaultError('VAULT_DAMAGED', `The vault is damaged: ${what}. Restore it from its latest copy.`)

/** All compartment keys of a log that are sealed to this identity: compartment id in hex to epoch to keys. */
const readKeys = (db: Database, log: StoredLog, identity: Identity): Map<string, Map<number, CompartmentKeys>> => {
  const keysById = new Map<string, Map<number, CompartmentKeys>>()
  for (const { bytes } of keysEntries(db, log)) {
    const opened = openKeysEntry(bytes, identity.ageSecret)
    if (opened !== null) {
      const idHex = toHex(opened.compartmentId)
      const keysByEpoch = keysById.get(idHex) ?? new Map<number, CompartmentKeys>()
      keysByEpoch.set(opened.epoch, deriveCompartmentKeys(opened.key))
      opened.key.fill(0)
      keysById.set(idHex, keysByEpoch)
    }
  }
  return keysById
}

const compartmentOf = (
  name: CompartmentName,
  idBytes: Uint8Array,
  keysById: ReadonlyMap<string, ReadonlyMap<number, CompartmentKeys>>,
): OpenCompartment | null => {
  const keysByEpoch = keysById.get(toHex(idBytes))
  return keysByEpoch === undefined ? null : { name, idBytes, epoch: Math.max(...keysByEpoch.keys()), keysByEpoch }
}

/** The founding of the vault, out of the first three entries of `log`, or `null` when they do not found a vault. */
const foundingOf = (
  db: Database,
  log: StoredLog,
  {
    keysById,
    vaultHex,
    identity,
  }: { keysById: ReadonlyMap<string, ReadonlyMap<number, CompartmentKeys>>; vaultHex: string; identity: Identity },
): Founding | null => {
  const [keysBytes, foundedBytes, namedBytes] = [0, 1, 2].map((position) => entryBytes(db, log, position) ?? undefined)
  if (keysBytes === undefined || foundedBytes === undefined || namedBytes === undefined) {
    return null
  }
  try {
    const keys = parseEntryHeader(keysBytes).header
    const sealed = parseEntryHeader(foundedBytes).header
    const roster = compartmentOf('roster', keys.compartmentId, keysById)
    if (keys.kind !== ENTRY_KIND.keys || !equalBytes(keys.compartmentId, sealed.compartmentId) || roster === null) {
      return null
    }
    const [founded] = openStored(roster, log, { position: 1, bytes: foundedBytes }).changes
    const [named] = openStored(roster, log, { position: 2, bytes: namedBytes }).changes
    const founding = readFounding({ founded, named }, vaultHex, identity)
    const isOwnLog = founding.device.logHex === log.idHex && founding.device.vkey === log.device.vkeyText
    return isOwnLog && equalBytes(founding.compartmentIds.roster, keys.compartmentId) ? founding : null
  } catch {
    return null
  }
}

/**
 * The key of the device whose log this is. A vault that was restored from a backup has none (rule BK13).
 * @throws VaultError DEVICE_MISSING, VAULT_DAMAGED
 */
const deviceOf = (
  dir: string,
  { founding, log, identity, rescue }: { founding: Founding; log: StoredLog; identity: Identity; rescue: boolean },
): Pick<Unlocked, 'device' | 'isReadOnly'> => {
  const keys = readDeviceKeys(dir, identity)
  const device = keys.find((key) => toHex(key.log.logId) === log.idHex)
  if (device?.deviceHex === founding.device.id) {
    return { device, isReadOnly: false }
  }
  if (keys.length > 0) {
    throw damaged('the key of this device is missing or is another one')
  }
  if (rescue) {
    return { device: deviceKeyFromSeed(founding.device.id, randomBytes(32)), isReadOnly: true }
  }
  throw new VaultError(
    'DEVICE_MISSING',
    'This computer has no device key in this vault, because the vault was restored or copied. It can be checked, but this version cannot go on writing in it.',
  )
}

/**
 * Finds in the log, and there alone, what the vault is: who founded it, its compartments and their keys (rule V6).
 * @throws VaultError VAULT_DAMAGED; DEVICE_MISSING unless `rescue`
 */
export const unlockLog = (
  db: Database,
  { dir, vaultHex, identity, rescue }: { dir: string; vaultHex: string; identity: Identity; rescue: boolean },
): Unlocked => {
  for (const log of storedLogs(db)) {
    const keysById = readKeys(db, log, identity)
    const founding = foundingOf(db, log, { keysById, vaultHex, identity })
    if (founding !== null) {
      const device = deviceOf(dir, { founding, log, identity, rescue })
      const compartments = new Map<CompartmentName, OpenCompartment>()
      for (const name of COMPARTMENTS) {
        const compartment = compartmentOf(name, founding.compartmentIds[name], keysById)
        if (compartment !== null) {
          compartments.set(name, compartment)
        }
      }
      const devices = new Map([[log.idHex, { member: founding.member.id, device: founding.device.id }]])
      return { founding, ...device, log, devices, compartments }
    }
  }
  throw damaged('its log does not begin with the founding of this vault')
}

/**
 * The edge and the latest checkpoint of a log, which must agree: signed by the device, same size, same root. That every
 * entry is the one that was signed is what `verify` checks; this is what can be known in no time.
 * @throws VaultError VAULT_DAMAGED
 */
export const checkLogHead = (db: Database, log: StoredLog): { edge: TreeEdge; checkpoint: string } => {
  const latest = latestCheckpoint(db, log)
  const edge = storedEdge(db, log)
  if (latest === null || latest.size !== logSize(db, log)) {
    throw damaged('its log and the latest checkpoint have not the same size')
  }
  let text: string
  try {
    ;({ text } = verifyNote(latest.note, [log.device.vkey]))
  } catch {
    throw damaged('the latest checkpoint is not signed by this device')
  }
  if (text !== formatCheckpoint(log.device.origin, edge.size, edgeRoot(edge))) {
    throw damaged('the latest checkpoint does not belong to the log')
  }
  return { edge, checkpoint: latest.note }
}
