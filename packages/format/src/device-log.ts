/** How a device key, its log and its checkpoints are named (docs/spec/entry.md, E10 and E11). */
import { concatBytes, toHex, utf8 } from './bytes.ts'
import { createVkey, formatVkey } from './note.ts'
import type { Vkey } from './note.ts'
import { sha256 } from '#primitives'

const LOG_ID_LABEL = utf8('homeward log v1\n')

/** A device's log, all of it derived from the public key of the device. */
export interface DeviceLog {
  /** 32 bytes: SHA-256("homeward log v1\n" ‖ public key). */
  logId: Uint8Array
  /** `homeward/log/` and the log ID in hex: origin of the checkpoints and name of the key. */
  origin: string
  vkey: Vkey
  /** The text form of `vkey`. */
  vkeyText: string
}

/** The log of the device with this Ed25519 public key (32 bytes). One key signs one log, so a new log needs a new key. */
export const deviceLog = (publicKey: Uint8Array): DeviceLog => {
  const logId = sha256(concatBytes(LOG_ID_LABEL, publicKey))
  const origin = `homeward/log/${toHex(logId)}`
  const vkey = createVkey(origin, publicKey)
  return { logId, origin, vkey, vkeyText: formatVkey(vkey) }
}

/** The bytes that a member signs to say: this device is mine. */
export const deviceStatement = (vkeyText: string): Uint8Array => utf8(`homeward device v1\n${vkeyText}\n`)
