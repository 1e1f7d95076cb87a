import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import {
  canonicalJson,
  concatBytes,
  createAgeEncrypter,
  decryptAge,
  deviceLog,
  ed25519PublicKey,
  fromUtf8,
  randomBytes as systemRandom,
  toBase64,
  toHex,
} from '@homeward/format'
import type { DeviceLog } from '@homeward/format'
import { readIfThere, syncDirectory, writeTimeless } from './durable-file.ts'
import { SEED_BYTES } from './identity.ts'
import type { Identity } from './identity.ts'
import { parseJsonFields } from './json-fields.ts'
import { keysDir } from './key-file.ts'
import { VaultError, storageError } from './vault-error.ts'

/** The key with which this installation signs its log, and the log that follows from it. */
export interface DeviceKey {
  deviceHex: string
  seed: Uint8Array
  log: DeviceLog
}

const ID_BYTES = 16
const WHERE = 'the device key'
const DEVICE_FILE = /^(?<device>[\da-f]{32})\.device\.age$/u

/** The device key of a seed. */
export const deviceKeyFromSeed = (deviceHex: string, seed: Uint8Array): DeviceKey => ({
  deviceHex,
  seed,
  log: deviceLog(ed25519PublicKey(seed)),
})

/** A new device key. */
export const newDeviceKey = (random: (length: number) => Uint8Array = systemRandom): DeviceKey =>
  deviceKeyFromSeed(toHex(random(ID_BYTES)), random(SEED_BYTES))

/** A small age file to `recipients`. */
export const sealSmall = (
  recipients: readonly Uint8Array[],
  bytes: Uint8Array,
  random: (length: number) => Uint8Array,
): Uint8Array => {
  const file = createAgeEncrypter({ recipients, random })
  return concatBytes(file.header, ...file.update(bytes), ...file.final())
}

/** The bytes of `keys/<device>.device.age`: JSON {device, seed}, sealed to the member (rule K4). Always of one length. */
export const sealDeviceKey = (
  { deviceHex, seed }: Pick<DeviceKey, 'deviceHex' | 'seed'>,
  recipient: Uint8Array,
  random: (length: number) => Uint8Array,
): Uint8Array => sealSmall([recipient], canonicalJson({ device: deviceHex, seed: toBase64(seed) }), random)

/**
 * Writes `keys/<device>.device.age`.
 * @throws VaultError DISK_FULL, IO_ERROR, NOT_PERMITTED
 */
export const writeDeviceKey = (
  dir: string,
  device: DeviceKey,
  recipient: Uint8Array,
  random: (length: number) => Uint8Array,
): void => {
  writeTimeless(join(keysDir(dir), `${device.deviceHex}.device.age`), sealDeviceKey(device, recipient, random), WHERE)
}

const damaged = (): VaultError => new VaultError('VAULT_DAMAGED', 'The device key of this vault is damaged.')

const openDeviceFile = (file: Uint8Array, deviceHex: string, identity: Identity): DeviceKey | null => {
  let text: string
  try {
    text = fromUtf8(decryptAge(identity.ageSecret, file))
  } catch {
    return null
  }
  const fields = parseJsonFields(text, damaged)
  if (fields.text('device') !== deviceHex) {
    throw damaged()
  }
  return deviceKeyFromSeed(deviceHex, fields.base64('seed', 32))
}

/** Whether there is a key file of this device, readable or not. */
export const hasDeviceFile = (dir: string, deviceHex: string): boolean =>
  existsSync(join(keysDir(dir), `${deviceHex}.device.age`))

/**
 * The device keys in the folder `keys` that belong to `identity`; files that it does not open are another member's.
 * @throws VaultError VAULT_DAMAGED, IO_ERROR, NOT_PERMITTED
 */
export const readDeviceKeys = (dir: string, identity: Identity): DeviceKey[] => {
  const keys: DeviceKey[] = []
  try {
    for (const name of readdirSync(keysDir(dir)).toSorted()) {
      const deviceHex = DEVICE_FILE.exec(name)?.groups?.['device']
      if (deviceHex !== undefined) {
        const file = readIfThere(join(keysDir(dir), name), WHERE) ?? new Uint8Array()
        const key = openDeviceFile(file, deviceHex, identity)
        keys.push(...(key === null ? [] : [key]))
      }
    }
  } catch (error) {
    throw storageError(error, WHERE)
  }
  return keys
}

/** Removes the keys of a member from this installation, so that the passphrase opens nothing here any more (rule M6). */
export const removeMemberKeys = (dir: string, member: string, devices: readonly string[]): void => {
  try {
    rmSync(join(keysDir(dir), `${member}.json`), { force: true })
    for (const device of devices) {
      rmSync(join(keysDir(dir), `${device}.device.age`), { force: true })
    }
    syncDirectory(keysDir(dir))
  } catch (error) {
    throw storageError(error, 'the keys of a removed member')
  }
}
