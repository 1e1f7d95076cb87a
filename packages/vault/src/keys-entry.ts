import {
  ENTRY_KIND,
  canonicalJson,
  decryptAge,
  encodeEntry,
  fromUtf8,
  parseEntryHeader,
  toBase64,
} from '@homeward/format'
import { COMPARTMENT_KEY_BYTES } from './compartment.ts'
import { sealSmall } from './device-key.ts'
import { parseJsonFields } from './json-fields.ts'
import { VaultError } from './vault-error.ts'

/** The key of a compartment in one epoch, as a log entry carries it. */
export interface KeysEntry {
  compartmentId: Uint8Array
  epoch: number
  key: Uint8Array
}

/**
 * A log entry of kind 1: JSON {key, previous} as an age file to the members of the compartment (rule K5).
 * `previous` is null in the first epoch, the only one this version writes.
 */
export const encodeKeysEntry = (
  { compartmentId, epoch, key }: KeysEntry,
  recipients: readonly Uint8Array[],
  random: (length: number) => Uint8Array,
): Uint8Array => {
  const json = canonicalJson({ key: toBase64(key), previous: null })
  const header = { kind: ENTRY_KIND.keys, compartmentId, epoch, subjectKeyId: new Uint8Array(16), salt: random(32) }
  return encodeEntry(header, sealSmall(recipients, json, random))
}

/**
 * Opens a log entry of kind 1.
 * @returns null when it is not sealed to this member, which is how a member has no access to a compartment.
 * @throws VaultError VAULT_DAMAGED when it opens and holds something else.
 */
export const openKeysEntry = (entry: Uint8Array, ageSecret: Uint8Array): KeysEntry | null => {
  const { header, payload } = parseEntryHeader(entry)
  let text: string
  try {
    text = fromUtf8(decryptAge(ageSecret, payload))
  } catch {
    return null
  }
  const fields = parseJsonFields(
    text,
    () => new VaultError('VAULT_DAMAGED', 'A keys entry in the log does not hold the key of a compartment.'),
  )
  return {
    compartmentId: Uint8Array.from(header.compartmentId),
    epoch: header.epoch,
    key: fields.base64('key', COMPARTMENT_KEY_BYTES),
  }
}
