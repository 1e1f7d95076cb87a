import { equalBytes, formatCheckpoint, toBase64, toHex, verifyNote } from '@homeward/format'
import type { Database } from '@signalapp/sqlcipher'

import { checkWords } from './check-words.ts'
import { COMPARTMENTS } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import { hasDeviceFile, readDeviceKeys } from './device-key.ts'
import type { DeviceKey } from './device-key.ts'
import { listedErasures } from './erasure-list.ts'
import { compartmentOf, findKeys } from './found-keys.ts'
import type { FoundKeys } from './found-keys.ts'
import type { Founding } from './founding.ts'
import type { Identity } from './identity.ts'
import { latestCheckpoint, logSize, storedEdge, storedLogs } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import type { Roster } from './roster.ts'
import { edgeRoot } from './tree-store.ts'
import type { TreeEdge } from './tree-store.ts'
import { findFoundings, firstDevice, readRoster } from './unlock-roster.ts'
import { VaultError } from './vault-error.ts'
import type { Author, OpenCompartment } from './vault-state.ts'

/** What a member's identity opens in the logs. */
export interface Unlocked {
  founding: Founding
  member: string
  roster: Roster
  /** The device of this installation and its log; `null` when a log is still to be begun. */
  own: { device: DeviceKey; log: StoredLog } | null
  /** A device key that was made when joining and has no log yet. */
  spareKey: DeviceKey | null
  devices: Map<string, Author>
  compartments: Map<CompartmentName, OpenCompartment>
}

const damaged = (what: string): VaultError =>
  new VaultError('VAULT_DAMAGED', `The vault is damaged: ${what}. Restore it from its latest copy.`)

/** The founding that this member trusts: the own one, the one that the own log names, else the only one there is. */
const trustedFounding = (
  db: Database,
  foundings: readonly Founding[],
  { identity, found, ownLogs }: { identity: Identity; found: readonly FoundKeys[]; ownLogs: readonly StoredLog[] },
): Founding => {
  const own = foundings.find(({ member }) => equalBytes(member.signKey, identity.signKey))
  if (own !== undefined) {
    return own
  }
  for (const founding of foundings) {
    for (const log of ownLogs) {
      const trusted = firstDevice(db, log, { founding, found })?.founder
      if (trusted === toBase64(founding.member.signKey)) {
        return founding
      }
    }
  }
  const [only, ...others] = foundings
  if (only === undefined || others.length > 0 || ownLogs.length > 0) {
    throw damaged('its log does not begin with the founding of this vault')
  }
  return only
}

/** This member's device, whose log goes on; `null` when a new one has to be begun: after joining, or on a restored copy. */
const ownDevice = (
  roster: Roster,
  { dir, member, keys, logs }: { dir: string; member: string; keys: readonly DeviceKey[]; logs: readonly StoredLog[] },
): { device: DeviceKey; log: StoredLog } | null => {
  for (const device of keys) {
    const log = logs.find(({ idHex }) => idHex === toHex(device.log.logId))
    const known = log === undefined ? undefined : roster.devices.get(log.idHex)
    if (log !== undefined && known?.id !== device.deviceHex) {
      throw damaged('the key of this device is another one')
    }
    if (known !== undefined && known.limit !== null) {
      throw new VaultError('NOT_A_MEMBER', 'This device was taken out of the vault. Ask a coordinator.')
    }
    if (log !== undefined) {
      return { device, log }
    }
  }
  for (const device of roster.devices.values()) {
    // Beginning another log because of a damaged file would hide the damage.
    if (device.member === member && hasDeviceFile(dir, device.id)) {
      throw damaged(`the key file ${device.id}.device.age does not open`)
    }
  }
  return null
}

const authors = (roster: Roster): Map<string, Author> =>
  new Map(
    [...roster.devices.values()].map(({ id, log, member, limit }) => [
      log,
      { member, device: id, until: limit?.size ?? Number.POSITIVE_INFINITY },
    ]),
  )

/**
 * Finds in the logs, and there alone, what the vault is: who founded it, who is in it, which compartments this member
 * opens and with which keys (rules V6, M1 to M7).
 * @param options.request this member's request to join while it is not answered.
 * @throws VaultError VAULT_DAMAGED; NOT_A_MEMBER for somebody who joined and is not admitted yet, or was removed.
 */
export const unlockLog = (
  db: Database,
  {
    dir,
    vaultHex,
    identity,
    request = null,
  }: { dir: string; vaultHex: string; identity: Identity; request?: { code: string | null } | null },
): Unlocked => {
  const logs = storedLogs(db)
  const found = findKeys(db, logs, identity)
  const keys = readDeviceKeys(dir, identity)
  const ownLogs = logs.filter(({ idHex }) => keys.some(({ log }) => toHex(log.logId) === idHex))
  if (found.length === 0 && request !== null) {
    throw new VaultError(
      'NOT_A_MEMBER',
      request.code === null
        ? 'Your request to join this vault is damaged. Please join again.'
        : `You have not been admitted to this vault yet. Tell a coordinator the code of your request: ${request.code}`,
    )
  }
  const foundings = findFoundings(db, logs, { found, vaultHex })
  const founding = trustedFounding(db, foundings, { identity, found, ownLogs })
  const logged = readRoster(db, logs, { founding, found })
  const roster = { ...logged, erasures: [...logged.erasures, ...listedErasures(db, logged, vaultHex)] }
  const member = [...roster.members.values()].find(({ signKey }) => equalBytes(signKey, identity.signKey))
  if (member?.isActive !== true) {
    throw new VaultError('NOT_A_MEMBER', 'You are no longer a member of this vault. Ask a coordinator.')
  }
  const compartments = new Map<CompartmentName, OpenCompartment>()
  for (const name of COMPARTMENTS) {
    const compartment = compartmentOf(name, { founding, roster, found })
    if (compartment !== null && member.grants.has(name)) {
      compartments.set(name, compartment)
    }
  }
  const own = ownDevice(roster, { dir, member: member.id, keys, logs })
  return { founding, member: member.id, roster, own, spareKey: keys[0] ?? null, devices: authors(roster), compartments }
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
    throw new VaultError('VAULT_DAMAGED', checkWords.say('end-size').text)
  }
  let text: string
  try {
    ;({ text } = verifyNote(latest.note, [log.device.vkey]))
  } catch {
    throw new VaultError('VAULT_DAMAGED', checkWords.say('end-unsigned').text)
  }
  if (text !== formatCheckpoint(log.device.origin, edge.size, edgeRoot(edge))) {
    throw new VaultError('VAULT_DAMAGED', checkWords.say('end-of-others').text)
  }
  return { edge, checkpoint: latest.note }
}
