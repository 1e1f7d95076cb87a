import { canonicalJson, chachaOpen, chachaSeal, fromUtf8, toBase64, utf8 } from '@homeward/format'
import { SEED_BYTES } from './identity.ts'
import { parseJsonFields } from './json-fields.ts'
import type { KdfParams } from './kdf.ts'
import { DURESS_SEALED_BYTES, SALT_BYTES } from './key-file.ts'
import type { DuressWrap, KeyFile, WrapOwner } from './key-file.ts'
import { VaultError } from './vault-error.ts'
import { kdfJson } from './vault-file.ts'

/** What a duress slot says (rule DU2). */
export interface Duress {
  /** Where the second vault is, as seen from the folder of the first; absolute on another drive of Windows. */
  opens: string
  /** The member of the second vault and the seed of their identity there. */
  memberHex: string
  seed: Uint8Array
  /** Whether every other slot of the first vault is destroyed when it is used. */
  destroys: boolean
}

const TAG_BYTES = 16
const PLAIN_BYTES = DURESS_SEALED_BYTES - TAG_BYTES
const LENGTH_BYTES = 2
// Every seal has a fresh salt and with it a fresh key, so the nonce may be constant.
const NONCE = new Uint8Array(12)

const associated = ({ vaultHex, memberHex }: WrapOwner, kdf: KdfParams): Uint8Array =>
  canonicalJson({ kdf: kdfJson(kdf), member: memberHex, use: 'homeward/keys/duress/v1', vault: vaultHex })

/** A slot that no passphrase opens: random bytes, as every key file has them from its making (rule DU1). */
export const emptyDuressSlot = (kdf: KdfParams, random: (length: number) => Uint8Array): DuressWrap => ({
  kdf,
  saltBytes: random(SALT_BYTES),
  sealedBytes: random(DURESS_SEALED_BYTES),
})

/**
 * Seals a slot under a key that the passphrase gives with `saltBytes`; the key is zeroed.
 * @throws VaultError DURESS_REFUSED when the way to the second vault is too long to fit.
 */
export const sealDuressSlot = (
  { opens, memberHex, seed, destroys }: Duress,
  { owner, key, kdf, saltBytes }: { owner: WrapOwner; key: Uint8Array; kdf: KdfParams; saltBytes: Uint8Array },
): DuressWrap => {
  const json = utf8(
    JSON.stringify({ destroys: destroys ? 'yes' : 'no', member: memberHex, opens, seed: toBase64(seed) }),
  )
  if (json.length > PLAIN_BYTES - LENGTH_BYTES) {
    throw new VaultError('DURESS_REFUSED', 'The way to the second vault is too long. Put it nearer to the first one.')
  }
  const plain = new Uint8Array(PLAIN_BYTES)
  new DataView(plain.buffer).setUint16(0, json.length)
  plain.set(json, LENGTH_BYTES)
  const sealedBytes = chachaSeal(key, NONCE, plain, associated(owner, kdf))
  for (const secret of [key, json, plain]) {
    secret.fill(0)
  }
  return { kdf, saltBytes, sealedBytes }
}

const damaged = (): VaultError => new VaultError('VAULT_DAMAGED', 'A key file is damaged. Put back a copy of it.')

/** What a slot says, or `null` when the key is not the one that it was sealed under, if it was sealed at all. The key is zeroed. */
export const openDuressSlot = (file: KeyFile, wrap: DuressWrap, key: Uint8Array): Duress | null => {
  const plain = chachaOpen(key, NONCE, wrap.sealedBytes, associated(file, wrap.kdf))
  key.fill(0)
  if (plain === null) {
    return null
  }
  const length = new DataView(plain.buffer, plain.byteOffset).getUint16(0)
  const fields = parseJsonFields(fromUtf8(plain.subarray(LENGTH_BYTES, LENGTH_BYTES + length)), damaged)
  plain.fill(0)
  return {
    opens: fields.text('opens'),
    memberHex: fields.text('member'),
    seed: fields.base64('seed', SEED_BYTES),
    destroys: fields.text('destroys') === 'yes',
  }
}
