/** Writing age v1 files to X25519 recipients, as a stream. */
import { formatAgeHeader, toBase64Raw } from './age-header.ts'
import type { Stanza } from './age-header.ts'
import { CHUNK_BYTES, PAYLOAD_NONCE_BYTES, payloadKey, setChunkNonce } from './age-stream.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { chachaSeal, chachaSealParts, hkdfSha256, randomBytes, x25519Ephemeral } from '#primitives'

const FILE_KEY_BYTES = 16
const SECRET_BYTES = 32

/** The label of the X25519 stanza's key derivation. */
export const X25519_INFO = utf8('age-encryption.org/v1/X25519')

/** A file being written. Everything comes out as pieces, to be written one after the other. */
export interface AgeEncrypter {
  /** The header and the payload nonce: the first bytes of the file. */
  header: Uint8Array
  /** Takes plain bytes, which the caller may reuse afterwards; gives what is ready, often nothing. */
  update: (plain: Uint8Array) => Uint8Array[]
  /** The end of the file. Without it the file is unreadable as a whole. */
  final: () => Uint8Array[]
}

const wrapFor = (recipient: Uint8Array, fileKey: Uint8Array, secret: Uint8Array): Stanza => {
  const { share, shared } = x25519Ephemeral(secret, recipient)
  if (shared === null) {
    throw new FormatError('KEY_INVALID', 'A recipient key is not usable (a point of small order).')
  }
  const wrapKey = hkdfSha256(shared, concatBytes(share, recipient), X25519_INFO, 32)
  return { args: ['X25519', toBase64Raw(share)], body: chachaSeal(wrapKey, new Uint8Array(12), fileKey) }
}

/**
 * Starts an age v1 file that each of `recipients` (X25519 public keys, 32 bytes) can open.
 * Constant memory: one chunk of 64 KiB is held back, because the last one is marked. Input in multiples of 64 KiB is
 * encrypted where it lies, all but its last chunk uncopied.
 * @param options.random for tests; the default is the operating system's generator.
 * @throws FormatError KEY_INVALID when there is no recipient or one is unusable.
 */
export const createAgeEncrypter = ({
  recipients,
  random = randomBytes,
}: {
  recipients: readonly Uint8Array[]
  random?: (length: number) => Uint8Array
}): AgeEncrypter => {
  if (recipients.length === 0) {
    throw new FormatError('KEY_INVALID', 'An encrypted file needs at least one recipient.')
  }
  // One call for all that is random: the generator costs more by the call than by the byte.
  const noise = random(FILE_KEY_BYTES + PAYLOAD_NONCE_BYTES + recipients.length * SECRET_BYTES)
  const fileKey = noise.subarray(0, FILE_KEY_BYTES)
  const payloadNonce = noise.subarray(FILE_KEY_BYTES, FILE_KEY_BYTES + PAYLOAD_NONCE_BYTES)
  const secrets = noise.subarray(FILE_KEY_BYTES + PAYLOAD_NONCE_BYTES)
  const header = formatAgeHeader(
    recipients.map((recipient, index) =>
      wrapFor(recipient, fileKey, secrets.subarray(index * SECRET_BYTES, (index + 1) * SECRET_BYTES)),
    ),
    fileKey,
  )
  const key = payloadKey(fileKey, payloadNonce)
  let held = new Uint8Array()
  const nonce = new Uint8Array(12)
  let heldLength = 0
  let chunk = 0

  const seal = (plain: Uint8Array, last: boolean, out: Uint8Array[]): void => {
    const { ciphertext, tag } = chachaSealParts(key, setChunkNonce(nonce, chunk, last), plain)
    chunk += 1
    if (ciphertext.length > 0) {
      out.push(ciphertext)
    }
    out.push(tag)
  }

  return {
    header: concatBytes(header, payloadNonce),
    update: (plain) => {
      const out: Uint8Array[] = []
      // A full chunk goes out only when more follows: `final` must have something to mark as the last.
      let rest = plain
      while (rest.length > 0) {
        if (heldLength === CHUNK_BYTES) {
          seal(held, false, out)
          heldLength = 0
        }
        if (heldLength === 0 && rest.length > CHUNK_BYTES) {
          seal(rest.subarray(0, CHUNK_BYTES), false, out)
          rest = rest.subarray(CHUNK_BYTES)
        } else {
          const taken = rest.subarray(0, CHUNK_BYTES - heldLength)
          if (held.length === 0) {
            held = new Uint8Array(CHUNK_BYTES)
          }
          held.set(taken, heldLength)
          heldLength += taken.length
          rest = rest.subarray(taken.length)
        }
      }
      return out
    },
    final: () => {
      const out: Uint8Array[] = []
      seal(held.subarray(0, heldLength), true, out)
      return out
    },
  }
}
