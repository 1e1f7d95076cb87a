import {
  deviceStatement,
  ed25519Sign,
  ed25519Verify,
  formatAgeRecipient,
  fromBase64,
  parseAgeRecipient,
  toBase64,
  toHex,
} from '@homeward/format'
import type { Change } from '@homeward/format'
import { COMPARTMENTS } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import type { DeviceKey } from './device-key.ts'
import type { Identity } from './identity.ts'
import { jsonFields } from './json-fields.ts'
import { VaultError } from './vault-error.ts'

/** What the first sealed entries of a vault say. */
export interface Founding {
  vaultHex: string
  name: string
  member: { id: string; name: string; signKey: Uint8Array; recipient: Uint8Array }
  device: { id: string; vkey: string; logHex: string }
  compartmentIds: Record<CompartmentName, Uint8Array>
}

/** The place of `vault.founded` in the founder's log: after the keys of the roster (rule V6). */
export const FOUNDED_INDEX = 1

const FOUNDED = 'vault.founded'
const NAMED = 'vault.named'
const ID_BYTES = 16

/**
 * The change `vault.founded` (rule V6): the founder, the first device signed by the founder, and all compartments. Every
 * package opens its entry, so that it holds ids and keys and no name of anybody; the names are in `namingChange`.
 */
export const foundingChange = ({
  vaultHex,
  memberHex,
  identity,
  device,
  compartmentIds,
}: {
  vaultHex: string
  memberHex: string
  identity: Identity
  device: DeviceKey
  compartmentIds: Record<CompartmentName, Uint8Array>
}): Change => ({
  type: FOUNDED,
  vault: vaultHex,
  member: {
    id: memberHex,
    signKey: toBase64(identity.signKey),
    recipient: formatAgeRecipient(identity.recipient),
  },
  device: { id: device.deviceHex, vkey: device.log.vkeyText, log: toHex(device.log.logId) },
  compartments: Object.fromEntries(
    COMPARTMENTS.map((compartment) => [compartment, toHex(compartmentIds[compartment])]),
  ),
  deviceSig: toBase64(ed25519Sign(identity.signSeed, deviceStatement(device.log.vkeyText))),
})

/** The change `vault.named`: what the organisation and the founder are called. No package opens its entry. */
export const namingChange = ({
  name,
  memberHex,
  memberName,
}: {
  name: string
  memberHex: string
  memberName: string
}): Change => ({ type: NAMED, name, member: { id: memberHex, name: memberName } })

const damaged = (): VaultError =>
  new VaultError(
    'VAULT_DAMAGED',
    'The first entries of the log do not found this vault. Restore the vault from its latest copy.',
  )

/**
 * Reads the changes `vault.founded` and `vault.named` and checks what they claim: the vault is `vaultHex`, and the founder
 * signed the device (rule V6). That the founder is the right one, whoever calls must know.
 * @throws VaultError VAULT_DAMAGED
 */
export const readFounding = (
  { founded, named }: { founded: Change | undefined; named: Change | undefined },
  vaultHex: string,
): Founding => {
  const fields = jsonFields(founded, damaged)
  const names = jsonFields(named, damaged)
  const member = fields.object('member')
  const device = fields.object('device')
  const ids = fields.object('compartments')
  const signKey = member.base64('signKey', 32)
  const vkey = device.text('vkey')
  let recipient: Uint8Array
  let signature: Uint8Array
  try {
    recipient = parseAgeRecipient(member.text('recipient'))
    signature = fromBase64(fields.text('deviceSig'))
  } catch {
    throw damaged()
  }
  if (
    fields.text('type') !== FOUNDED ||
    names.text('type') !== NAMED ||
    names.object('member').text('id') !== member.text('id') ||
    fields.text('vault') !== vaultHex ||
    !ed25519Verify(signKey, deviceStatement(vkey), signature)
  ) {
    throw damaged()
  }
  const compartmentIds = Object.fromEntries(
    COMPARTMENTS.map((compartment) => [compartment, ids.hex(compartment, ID_BYTES)]),
  ) as Record<CompartmentName, Uint8Array>
  return {
    vaultHex,
    name: names.text('name'),
    member: { id: member.text('id'), name: names.object('member').text('name'), signKey, recipient },
    device: { id: device.text('id'), vkey, logHex: device.text('log') },
    compartmentIds,
  }
}
