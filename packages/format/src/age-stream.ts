/** The payload of age files: 64 KiB chunks of ChaCha20-Poly1305 (c2sp.org/age v1, "Payload"). */
import { utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { hkdfSha256 } from '#primitives'

/** Plain bytes in every chunk but the last. */
export const CHUNK_BYTES = 65_536
/** What encryption adds to each chunk. */
const CHUNK_TAG_BYTES = 16
/** A full chunk as it stands in the file. */
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + CHUNK_TAG_BYTES
/** The random bytes between header and first chunk. */
export const PAYLOAD_NONCE_BYTES = 16

const LAST_FLAG = 11

/** The key of a payload. */
export const payloadKey = (fileKey: Uint8Array, nonce: Uint8Array): Uint8Array =>
  hkdfSha256(fileKey, nonce, utf8('payload'), 32)

/** Writes the nonce of a chunk into `nonce` (12 bytes): 11 bytes of counter, then whether it is the last. */
export const setChunkNonce = (nonce: Uint8Array, chunk: number, last: boolean): Uint8Array => {
  let rest = chunk
  for (let place = LAST_FLAG - 1; place >= 0; place -= 1) {
    nonce[place] = rest % 256
    rest = Math.floor(rest / 256)
  }
  nonce[LAST_FLAG] = last ? 1 : 0
  return nonce
}

/**
 * How many chunks a payload of `sealedSize` bytes (without header and nonce) has, and how many plain bytes.
 * @throws FormatError AGE_PAYLOAD when no payload has that size.
 */
export const payloadLayout = (sealedSize: number): { chunks: number; plainSize: number } => {
  const chunks = Math.ceil(sealedSize / SEALED_CHUNK_BYTES)
  const plainSize = sealedSize - chunks * CHUNK_TAG_BYTES
  // A chunk without content is allowed only where it is the whole payload.
  const lastPlain = plainSize - (chunks - 1) * CHUNK_BYTES
  if (chunks === 0 || lastPlain < 0 || (lastPlain === 0 && chunks > 1)) {
    throw new FormatError('AGE_PAYLOAD', 'The encrypted file is cut off.')
  }
  return { chunks, plainSize }
}
