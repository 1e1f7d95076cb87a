import {
  deviceStatement,
  ed25519Sign,
  ed25519Verify,
  equalBytes,
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

/** What the first sealed entry of a vault says. */
export interface Founding {
  vaultHex: string
  name: string
  member: { id: string; name: string; signKey: Uint8Array; recipient: Uint8Array }
  device: { id: string; vkey: string; logHex: string }
  compartmentIds: Record<CompartmentName, Uint8Array>
}

const TYPE = 'vault.founded'
const ID_BYTES = 16

/** The change `vault.founded` (rule V6): the founder, the first device signed by the founder, and all compartments. */
export const foundingChange = ({
  vaultHex,
  name,
  memberHex,
  memberName,
  identity,
  device,
  compartmentIds,
}: {
  vaultHex: string
  name: string
  memberHex: string
  memberName: string
  identity: Identity
  device: DeviceKey
  compartmentIds: Record<CompartmentName, Uint8Array>
}): Change => ({
  type: TYPE,
  vault: vaultHex,
  name,
  member: {
    id: memberHex,
    name: memberName,
    signKey: toBase64(identity.signKey),
    recipient: formatAgeRecipient(identity.recipient),
  },
  device: { id: device.deviceHex, vkey: device.log.vkeyText, log: toHex(device.log.logId) },
  compartments: Object.fromEntries(
    COMPARTMENTS.map((compartment) => [compartment, toHex(compartmentIds[compartment])]),
  ),
  deviceSig: toBase64(ed25519Sign(identity.signSeed, deviceStatement(device.log.vkeyText))),
})

const damaged = (): VaultError =>
  new VaultError(
    'VAULT_DAMAGED',
    'The first entries of the log do not found this vault. Restore the vault from its latest copy.',
  )

/**
 * Reads the change `vault.founded` and checks what it claims: the vault is `vaultHex`, the founder is `identity`, and
 * the founder signed the device (rule V6).
 * @throws VaultError VAULT_DAMAGED
 */
export const readFounding = (change: Change | undefined, vaultHex: string, identity: Identity): Founding => {
  const fields = jsonFields(change, damaged)
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
    fields.text('type') !== TYPE ||
    fields.text('vault') !== vaultHex ||
    !equalBytes(signKey, identity.signKey) ||
    !equalBytes(recipient, identity.recipient) ||
    !ed25519Verify(signKey, deviceStatement(vkey), signature)
  ) {
    throw damaged()
  }
  const compartmentIds = Object.fromEntries(
    COMPARTMENTS.map((compartment) => [compartment, ids.hex(compartment, ID_BYTES)]),
  ) as Record<CompartmentName, Uint8Array>
  return {
    vaultHex,
    name: fields.text('name'),
    member: { id: member.text('id'), name: member.text('name'), signKey, recipient },
    device: { id: device.text('id'), vkey, logHex: device.text('log') },
    compartmentIds,
  }
}
