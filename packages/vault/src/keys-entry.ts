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
import { jsonFields, parseJsonFields } from './json-fields.ts'
import { VaultError } from './vault-error.ts'

/** A compartment key of one epoch. */
export interface EpochKey {
  epoch: number
  key: Uint8Array
}

/** The key of a compartment in one epoch, as a log entry carries it, with those of older epochs. */
export interface KeysEntry extends EpochKey {
  compartmentId: Uint8Array
  previous: readonly EpochKey[]
}

const keyJson = ({ epoch, key }: EpochKey): Record<string, string | number> => ({ epoch, key: toBase64(key) })

/**
 * A log entry of kind 1: JSON {key, previous} as an age file to the members of the compartment (rule K5). `previous`: the keys
 * of older epochs, so that who joins can read what was before; `null` when there are none.
 */
export const encodeKeysEntry = (
  { compartmentId, epoch, key, previous }: KeysEntry,
  recipients: readonly Uint8Array[],
  random: (length: number) => Uint8Array,
): Uint8Array => {
  const older = previous.length === 0 ? null : previous.map(keyJson)
  const json = canonicalJson({ key: toBase64(key), previous: older })
  const header = { kind: ENTRY_KIND.keys, compartmentId, epoch, subjectKeyId: new Uint8Array(16), salt: random(32) }
  return encodeEntry(header, sealSmall(recipients, json, random))
}

const damaged = (): VaultError =>
  new VaultError('VAULT_DAMAGED', 'A keys entry in the log does not hold the key of a compartment.')

const readPrevious = (listed: unknown): EpochKey[] => {
  if (listed === null || listed === undefined) {
    return []
  }
  if (!Array.isArray(listed)) {
    throw damaged()
  }
  return listed.map((one) => {
    const fields = jsonFields(one, damaged)
    return { epoch: fields.number('epoch'), key: fields.base64('key', COMPARTMENT_KEY_BYTES) }
  })
}

/**
 * Opens a log entry of kind 1. Who wrote it, and whether that counts, is not looked at.
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
  const key = parseJsonFields(text, damaged).base64('key', COMPARTMENT_KEY_BYTES)
  const { previous } = JSON.parse(text) as { previous?: unknown }
  return {
    compartmentId: Uint8Array.from(header.compartmentId),
    epoch: header.epoch,
    key,
    previous: readPrevious(previous),
  }
}
