/** Writing age v1 files to X25519 recipients, as a stream. */
import { formatAgeHeader, toBase64Raw } from './age-header.ts'
import type { Stanza } from './age-header.ts'
import { CHUNK_BYTES, PAYLOAD_NONCE_BYTES, payloadKey, setChunkNonce } from './age-stream.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { chachaSeal, chachaSealParts, hkdfSha256, randomBytes, x25519, x25519PublicKey } from '#primitives'

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

const wrapFor = (recipient: Uint8Array, fileKey: Uint8Array, random: (length: number) => Uint8Array): Stanza => {
  const secret = random(32)
  const share = x25519PublicKey(secret)
  const shared = x25519(secret, recipient)
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
  const fileKey = random(16)
  const header = formatAgeHeader(
    recipients.map((recipient) => wrapFor(recipient, fileKey, random)),
    fileKey,
  )
  const payloadNonce = random(PAYLOAD_NONCE_BYTES)
  const key = payloadKey(fileKey, payloadNonce)
  const held = new Uint8Array(CHUNK_BYTES)
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
