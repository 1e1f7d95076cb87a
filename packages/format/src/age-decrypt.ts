/** Reading age v1 files: whole, or by seeking. */
import { checkHeaderMac, fromBase64Raw, MAX_HEADER_BYTES, parseAgeHeader } from './age-header.ts'
import type { Stanza } from './age-header.ts'
import { X25519_INFO } from './age-encrypt.ts'
import {
  CHUNK_BYTES,
  PAYLOAD_NONCE_BYTES,
  payloadKey,
  payloadLayout,
  SEALED_CHUNK_BYTES,
  setChunkNonce,
} from './age-stream.ts'
import type { ByteSource } from './byte-source.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { chachaOpen, hkdfSha256, scrypt32, x25519Own } from '#primitives'

/** What opens a file: an X25519 identity (32 bytes), or a passphrase. */
export type AgeIdentity = Uint8Array | { passphrase: string }

const WRAPPED_KEY_BYTES = 32
// 2^22 takes some 4 GiB; whatever asks for more is an attack. The age command has the same limit.
const MAX_SCRYPT_LOG_N = 22
const HEADER_READ_BYTES = 4096
// Enough to keep a disk busy, little enough to hold.
const CHUNKS_AT_ONCE = 16

const headerFault = (message: string): FormatError => new FormatError('AGE_HEADER', message)
const payloadFault = (): FormatError =>
  new FormatError('AGE_PAYLOAD', 'The encrypted file is damaged or cut off, or was put together from pieces.')

const checkBody = ({ body }: Stanza): void => {
  if (body.length !== WRAPPED_KEY_BYTES) {
    throw headerFault('A stanza of the header has the wrong length.')
  }
}

/** The share of a stanza of our type. A malformed one spoils the header, also when another stanza has given the key. */
const shareOf = (stanza: Stanza): Uint8Array => {
  const share = fromBase64Raw(stanza.args[1] ?? '')
  if (stanza.args.length !== 2 || share.length !== 32) {
    throw headerFault('An X25519 stanza of the header is malformed.')
  }
  checkBody(stanza)
  return share
}

/** The file key out of the first stanza that this identity opens. */
const unwrapX25519 = (stanzas: readonly Stanza[], identity: Uint8Array): Uint8Array | null => {
  const own = x25519Own(identity)
  let fileKey: Uint8Array | null = null
  for (const stanza of stanzas) {
    const share = shareOf(stanza)
    // A header for fifty has fifty stanzas, and one is enough.
    if (fileKey === null) {
      const shared = own.shared(share)
      if (shared === null) {
        throw headerFault('An X25519 stanza holds an unusable key.')
      }
      const wrapKey = hkdfSha256(shared, concatBytes(share, own.publicKey), X25519_INFO, 32)
      fileKey = chachaOpen(wrapKey, new Uint8Array(12), stanza.body)
    }
  }
  return fileKey
}

const unwrapScrypt = (stanza: Stanza, passphrase: string): Uint8Array | null => {
  const salt = fromBase64Raw(stanza.args[1] ?? '')
  const logNText = stanza.args[2] ?? ''
  if (stanza.args.length !== 3 || salt.length !== 16 || !/^[1-9]\d*$/u.test(logNText)) {
    throw headerFault('A passphrase stanza of the header is malformed.')
  }
  const logN = Number(logNText)
  if (logN > MAX_SCRYPT_LOG_N) {
    throw headerFault('The passphrase stanza asks for more work than is reasonable.')
  }
  checkBody(stanza)
  const wrapKey = scrypt32(utf8(passphrase), concatBytes(utf8('age-encryption.org/v1/scrypt'), salt), logN)
  return chachaOpen(wrapKey, new Uint8Array(12), stanza.body)
}

const unwrap = (stanzas: readonly Stanza[], identity: AgeIdentity): Uint8Array => {
  if (stanzas.length > 1 && stanzas.some(({ args }) => args[0] === 'scrypt')) {
    throw headerFault('A passphrase stanza must be the only one of its header.')
  }
  const ofType = (type: string): Stanza[] => stanzas.filter(({ args }) => args[0] === type)
  const [scrypt] = ofType('scrypt')
  const fileKey =
    identity instanceof Uint8Array
      ? unwrapX25519(ofType('X25519'), identity)
      : scrypt === undefined
        ? null
        : unwrapScrypt(scrypt, identity.passphrase)
  if (fileKey === null) {
    throw new FormatError('AGE_NO_MATCH', 'The file is not encrypted for this key.')
  }
  return fileKey
}

interface OpenedHeader {
  key: Uint8Array
  /** Where the first chunk begins. */
  payloadStart: number
}

/** Opens the header in `start`, which must also hold the payload nonce behind it. */
const openHeader = (start: Uint8Array, identity: AgeIdentity): OpenedHeader => {
  const header = parseAgeHeader(start)
  const fileKey = unwrap(header.stanzas, identity)
  checkHeaderMac(header, fileKey)
  const payloadStart = header.length + PAYLOAD_NONCE_BYTES
  const nonce = start.subarray(header.length, payloadStart)
  if (nonce.length < PAYLOAD_NONCE_BYTES) {
    throw headerFault('The encrypted file is cut off.')
  }
  return { key: payloadKey(fileKey, nonce), payloadStart }
}

const openChunk = (key: Uint8Array, sealed: Uint8Array, chunk: number, last: boolean): Uint8Array => {
  const plain = chachaOpen(key, setChunkNonce(new Uint8Array(12), chunk, last), sealed)
  if (plain === null) {
    throw payloadFault()
  }
  return plain
}

/**
 * Decrypts a whole age file that is in memory. Stanzas of other types are skipped.
 * @throws FormatError AGE_HEADER, AGE_NO_MATCH, AGE_HMAC or AGE_PAYLOAD; nothing is returned of a damaged file.
 */
export const decryptAge = (identity: AgeIdentity, file: Uint8Array): Uint8Array => {
  const { key, payloadStart } = openHeader(file, identity)
  const { chunks, plainSize } = payloadLayout(file.length - payloadStart)
  const plain = new Uint8Array(plainSize)
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const start = payloadStart + chunk * SEALED_CHUNK_BYTES
    const sealed = file.subarray(start, start + SEALED_CHUNK_BYTES)
    plain.set(openChunk(key, sealed, chunk, chunk === chunks - 1), chunk * CHUNK_BYTES)
  }
  return plain
}

const readHeader = async (source: ByteSource, identity: AgeIdentity): Promise<OpenedHeader> => {
  for (let length = HEADER_READ_BYTES; ; length *= 16) {
    const start = await source.read(0, Math.min(length, source.size))
    const complete = length >= source.size || length > MAX_HEADER_BYTES
    try {
      return openHeader(start, identity)
    } catch (error) {
      // A header that seems malformed may only be longer than what was read.
      if (complete || !(error instanceof FormatError) || error.code !== 'AGE_HEADER') {
        throw error
      }
    }
  }
}

/**
 * Opens an age file for reading at any place. The last chunk is authenticated first, so `size` is not a guess; each other
 * chunk is authenticated when it is read. The last used chunk is kept, so small reads in a row cost one decryption.
 * @returns the size of the plain bytes, and `read`, which throws a RangeError outside them and FormatError AGE_PAYLOAD
 *   on damage.
 * @throws FormatError AGE_HEADER, AGE_NO_MATCH, AGE_HMAC or AGE_PAYLOAD
 */
export const openAge = async (identity: AgeIdentity, source: ByteSource): Promise<ByteSource> => {
  const { key, payloadStart } = await readHeader(source, identity)
  const { chunks, plainSize } = payloadLayout(source.size - payloadStart)

  const readChunks = async (first: number, count: number): Promise<Uint8Array[]> => {
    const start = payloadStart + first * SEALED_CHUNK_BYTES
    const length = Math.min(count * SEALED_CHUNK_BYTES, source.size - start)
    const sealed = await source.read(start, length)
    if (sealed.length !== length) {
      throw payloadFault()
    }
    return Array.from({ length: count }, (_, place) => {
      const bytes = sealed.subarray(place * SEALED_CHUNK_BYTES, (place + 1) * SEALED_CHUNK_BYTES)
      return openChunk(key, bytes, first + place, first + place === chunks - 1)
    })
  }

  const [lastPlain = new Uint8Array()] = await readChunks(chunks - 1, 1)
  let kept = { chunk: chunks - 1, plain: lastPlain }

  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < 0 || length < 0) {
      throw new RangeError('A place to read must be a whole number that is not negative.')
    }
    if (offset + length > plainSize) {
      throw new RangeError(`The file has ${plainSize} bytes; ${length} at ${offset} are outside it.`)
    }
    const plain = new Uint8Array(length)
    const end = offset + length
    let chunk = Math.floor(offset / CHUNK_BYTES)
    while (chunk * CHUNK_BYTES < end) {
      const wanted = Math.min(Math.ceil(end / CHUNK_BYTES) - chunk, CHUNKS_AT_ONCE)
      const opened = kept.chunk === chunk ? [kept.plain] : await readChunks(chunk, wanted)
      for (const bytes of opened) {
        const start = chunk * CHUNK_BYTES
        const from = Math.max(offset - start, 0)
        plain.set(bytes.subarray(from, end - start), Math.max(start - offset, 0))
        kept = { chunk, plain: bytes }
        chunk += 1
      }
    }
    return plain
  }
  return { size: plainSize, read }
}
