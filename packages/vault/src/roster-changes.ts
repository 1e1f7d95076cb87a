import {
  ROLES,
  deviceStatement,
  ed25519Sign,
  ed25519Verify,
  formatAgeRecipient,
  fromBase64,
  parseAgeRecipient,
  toBase64,
  toHex,
} from '@homeward/format'
import type { Change, Role } from '@homeward/format'
import { isCompartment } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import type { DeviceKey } from './device-key.ts'
import { ERASED, readErased } from './erasure-change.ts'
import type { Erased } from './erasure-change.ts'
import type { Identity } from './identity.ts'
import { jsonFields } from './json-fields.ts'
import type { JsonFields } from './json-fields.ts'
import { MATERIAL_QUARANTINED, MATERIAL_RELEASED, readQuarantined } from './quarantine-change.ts'
import type { Quarantined } from './quarantine-change.ts'
import { readTeamChange } from './team.ts'
import type { TeamChange } from './team.ts'
import { VaultError } from './vault-error.ts'

/** The public keys of a member. */
export interface MemberKeys {
  id: string
  signKey: Uint8Array
  recipient: Uint8Array
}

/** How much of a log is accepted: what its device wrote from position `size` on is kept and ignored. */
export interface LogLimit {
  log: string
  size: number
  /** Root of the tree of that size, in hex: which entries were accepted. */
  root: string
}

/** What the roster compartment says after the founding. */
export type RosterChange =
  | { type: 'member.added'; member: MemberKeys; role: Role; grants: CompartmentName[] }
  | { type: 'member.changed'; member: string; name?: string; role?: Role; grants?: CompartmentName[] }
  | { type: 'member.removed'; member: string; logs: LogLimit[] }
  | {
      type: 'device.added'
      device: string
      vkey: string
      log: string
      member: string
      isSigned: SignCheck
      founder: string
    }
  | { type: 'device.removed'; limit: LogLimit }
  | { type: 'recovery.rehearsed'; member: string }
  | ({ type: typeof ERASED } & Erased)
  | ({ type: typeof MATERIAL_QUARANTINED } & Quarantined)
  | { type: typeof MATERIAL_RELEASED; quarantine: string; act: string }
  | TeamChange
  | { type: 'keys.given'; compartment: CompartmentName; epoch: number; position: number; members: string[] }

/** Whether the member with this key signed the device. */
type SignCheck = (signKey: Uint8Array) => boolean

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text)

const limitJson = ({ log, size, root }: LogLimit): Record<string, string | number> => ({ log, root, size })

/** `member.added`: the keys of a member, and what they may do and open. The name is in a change of its own, so that a proof can show this. */
export const memberAdded = (
  { id, signKey, recipient }: MemberKeys,
  { role, grants }: { role: Role; grants: readonly CompartmentName[] },
): Change => ({
  type: 'member.added',
  member: { id, recipient: formatAgeRecipient(recipient), signKey: toBase64(signKey) },
  role,
  grants: [...grants],
})

/** `member.changed`: what is not given stays as it is. */
export const memberChanged = (
  member: string,
  { name, role, grants }: { name?: string; role?: Role; grants?: readonly CompartmentName[] },
): Change => ({
  type: 'member.changed',
  member,
  ...(name === undefined ? {} : { name }),
  ...(role === undefined ? {} : { role }),
  ...(grants === undefined ? {} : { grants: [...grants] }),
})

/** `member.removed`, with how much of each of the member's logs is accepted. */
export const memberRemoved = (member: string, logs: readonly LogLimit[]): Change => ({
  type: 'member.removed',
  member,
  logs: logs.map(limitJson),
})

/** `device.added`: the first entry of every log but the founder's. `founder` is the key that the member trusts. */
export const deviceAdded = (
  device: DeviceKey,
  { member, identity, founder }: { member: string; identity: Identity; founder: Uint8Array },
): Change => ({
  type: 'device.added',
  device: { id: device.deviceHex, log: toHex(device.log.logId), vkey: device.log.vkeyText },
  deviceSig: toBase64(ed25519Sign(identity.signSeed, deviceStatement(device.log.vkeyText))),
  founder: toBase64(founder),
  member,
})

/** `device.removed`, with how much of its log is accepted. */
export const deviceRemoved = (limit: LogLimit): Change => ({ type: 'device.removed', limit: limitJson(limit) })

/** `recovery.rehearsed`: two shares of this member opened the identity that signs the device that says so (rule K8). */
export const recoveryRehearsed = (member: string): Change => ({ type: 'recovery.rehearsed', member })

/** `keys.given`: to whom the keys entry at `position` of the same log gives a compartment key (rule M5). */
export const keysGiven = (given: {
  compartment: CompartmentName
  epoch: number
  position: number
  members: readonly string[]
}): Change => ({ type: 'keys.given', ...given, members: [...given.members] })

const unreadable = (): VaultError =>
  new VaultError('VAULT_DAMAGED', 'An entry of the roster cannot be read. Run a check of the vault.')

const texts = (value: unknown): string[] => {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) {
    throw unreadable()
  }
  return value
}

const grantsOf = (value: unknown): CompartmentName[] => texts(value).filter(isCompartment)

const roleOf = (text: string): Role => {
  if (!isRole(text)) {
    throw unreadable()
  }
  return text
}

const sizeOf = (size: number): number => {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw unreadable()
  }
  return size
}

const limitOf = (fields: JsonFields): LogLimit => ({
  log: fields.text('log'),
  size: sizeOf(fields.number('size')),
  root: fields.text('root'),
})

const memberOf = (fields: JsonFields): MemberKeys => ({
  id: fields.text('id'),
  signKey: fields.base64('signKey', 32),
  recipient: parseAgeRecipient(fields.text('recipient')),
})

const readKnown = (change: Change, fields: JsonFields): RosterChange | null => {
  switch (change.type) {
    case 'member.added':
      return {
        type: 'member.added',
        member: memberOf(fields.object('member')),
        role: roleOf(fields.text('role')),
        grants: grantsOf(change['grants']),
      }
    case 'member.changed':
      return {
        type: 'member.changed',
        member: fields.text('member'),
        ...(fields.has('name') ? { name: fields.text('name') } : {}),
        ...(fields.has('role') ? { role: roleOf(fields.text('role')) } : {}),
        ...(fields.has('grants') ? { grants: grantsOf(change['grants']) } : {}),
      }
    case 'member.removed': {
      const { logs } = change
      if (!Array.isArray(logs)) {
        throw unreadable()
      }
      return {
        type: 'member.removed',
        member: fields.text('member'),
        logs: logs.map((limit) => limitOf(jsonFields(limit, unreadable))),
      }
    }
    case 'device.added': {
      const device = fields.object('device')
      const vkey = device.text('vkey')
      const signature = fromBase64(fields.text('deviceSig'))
      return {
        type: 'device.added',
        device: device.text('id'),
        vkey,
        log: device.text('log'),
        member: fields.text('member'),
        founder: fields.text('founder'),
        isSigned: (signKey) => ed25519Verify(signKey, deviceStatement(vkey), signature),
      }
    }
    case 'device.removed':
      return { type: 'device.removed', limit: limitOf(fields.object('limit')) }
    case ERASED:
      return { type: ERASED, ...readErased(change, unreadable) }
    case MATERIAL_QUARANTINED:
      return { type: MATERIAL_QUARANTINED, ...readQuarantined(change, unreadable) }
    case MATERIAL_RELEASED:
      return { type: MATERIAL_RELEASED, quarantine: fields.text('quarantine'), act: fields.text('act') }
    case 'recovery.rehearsed':
      return { type: 'recovery.rehearsed', member: fields.text('member') }
    case 'keys.given': {
      const compartment = fields.text('compartment')
      return isCompartment(compartment)
        ? {
            type: 'keys.given',
            compartment,
            epoch: sizeOf(fields.number('epoch')),
            position: sizeOf(fields.number('position')),
            members: texts(change['members']),
          }
        : null
    }
    default:
      return readTeamChange(change, fields)
  }
}

/** A change of the roster, or `null` for one that this program does not know or that is malformed: it changes nothing. */
export const readRosterChange = (change: Change): RosterChange | null => {
  try {
    return readKnown(change, jsonFields(change, unreadable))
  } catch {
    return null
  }
}
