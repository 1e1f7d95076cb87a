import { combine, split } from 'shamir-secret-sharing'

import { concatBytes, equalBytes, sha256, utf8 } from '@homeward/format'
import { decodeBase32, encodeBase32, inGroups, plainBase32, unconfused } from './base32.ts'
import { WORD_BITS, WORD_LIST, wordSymbol, wordsIn } from './recovery-words.ts'
import { findMistake, fromSymbols, toSymbols } from './symbols.ts'
import { VaultError } from './vault-error.ts'

/** How many shares are made, and how many of them are needed. */
const RECOVERY_SHARES = 3
const RECOVERY_THRESHOLD = 2

/** Bytes of the mark that all shares of one recovery key carry. */
export const RECOVERY_SET_BYTES = 4

const PREFIX = 'HW1'
const SHARE_BYTES = 33
const CHECKSUM_BYTES = 4
const PAYLOAD_BYTES = RECOVERY_SET_BYTES + 1 + SHARE_BYTES + CHECKSUM_BYTES

const WORDS = Math.ceil((PAYLOAD_BYTES * 8) / WORD_BITS)

interface RecoveryShare {
  set: Uint8Array
  number: number
  share: Uint8Array
}

const checksum = (bytes: Uint8Array): Uint8Array =>
  sha256(concatBytes(utf8('homeward/recovery-share/v1\n'), bytes)).subarray(0, CHECKSUM_BYTES)

const SUM_AT = PAYLOAD_BYTES - CHECKSUM_BYTES

const isWhole = (bytes: Uint8Array | null): bytes is Uint8Array =>
  bytes !== null && equalBytes(bytes.subarray(SUM_AT), checksum(bytes.subarray(0, SUM_AT)))

const encodeShare = ({ set, number, share }: RecoveryShare): string => {
  const bytes = concatBytes(set, Uint8Array.of(number), share)
  const text = encodeBase32(concatBytes(bytes, checksum(bytes)))
  return `${PREFIX}-${inGroups(text)}`
}

const mistyped = (place: number, where: string): VaultError =>
  new VaultError(
    'RECOVERY_SHARE_INVALID',
    `Recovery share ${place} has a typing mistake. ${where} Compare it with the paper.`,
  )

const bytesOfCode = (text: string, place: number): Uint8Array => {
  const plain = plainBase32(text)
  const body = unconfused(plain.slice(PREFIX.length))
  const bytes = plain.startsWith(PREFIX) ? decodeBase32(body, PAYLOAD_BYTES) : null
  if (!isWhole(bytes)) {
    throw mistyped(place, 'Look at it character by character.')
  }
  return bytes
}

const bytesOfSymbols = (symbols: readonly number[]): Uint8Array | null => fromSymbols(symbols, WORD_BITS, PAYLOAD_BYTES)

const bytesOfWords = (words: readonly string[], place: number): Uint8Array => {
  const symbols = words.map(wordSymbol)
  const unknown = symbols.indexOf(-1)
  if (unknown !== -1) {
    throw mistyped(place, `Word ${unknown + 1}, “${words[unknown]}”, is none of the words that are used.`)
  }
  const bytes = bytesOfSymbols(symbols)
  if (symbols.length !== WORDS) {
    throw mistyped(place, `It has ${WORDS} words, and ${symbols.length} were typed.`)
  }
  if (!isWhole(bytes)) {
    const found = findMistake(symbols, WORD_BITS, (tried) => isWhole(bytesOfSymbols(tried)))
    const at = found === null ? 0 : found.place + 1
    if (found?.isSwapped === true) {
      throw mistyped(place, `Words ${at} and ${at + 1} stand the other way round.`)
    }
    throw mistyped(
      place,
      at === 0 ? 'More than one word is wrong.' : `Word ${at}, “${words[at - 1]}”, has to be another one.`,
    )
  }
  return bytes
}

const decodeShare = (text: string, place: number): RecoveryShare => {
  const words = wordsIn(text)
  const bytes = words === null ? bytesOfCode(text, place) : bytesOfWords(words, place)
  return {
    set: bytes.subarray(0, RECOVERY_SET_BYTES),
    number: bytes[RECOVERY_SET_BYTES] ?? 0,
    share: bytes.slice(RECOVERY_SET_BYTES + 1, SUM_AT),
  }
}

/**
 * A recovery share in words: the same bytes as the text with HW1, 31 words of the English list of BIP-39.
 * @throws VaultError RECOVERY_SHARE_INVALID
 */
export const recoveryWords = (share: string): string[] =>
  toSymbols(bytesOfCode(share, 1), WORD_BITS).map((symbol) => WORD_LIST[symbol] ?? '')

/**
 * Splits a recovery key into three texts of which any two give it back (Shamir's scheme over GF(2^8), package
 * `shamir-secret-sharing`). A text is `HW1-` and groups of four characters of Crockford's base 32: the set, the number
 * of the share, the share, and four bytes of SHA-256 against typing mistakes.
 * `set` is 4 bytes that tell shares of different keys apart; it is no secret.
 */
export const splitRecoveryKey = async (key: Uint8Array, set: Uint8Array): Promise<string[]> => {
  const shares = await split(new Uint8Array(key), RECOVERY_SHARES, RECOVERY_THRESHOLD)
  return shares.map((share, index) => encodeShare({ set, number: index + 1, share }))
}

/**
 * The recovery key of two or more different shares, each as text or in words, and the mark of their set. Upper and lower
 * case, spaces, dashes, O for 0 and I or L for 1 do not matter; of a word its first four letters are enough.
 * @throws VaultError RECOVERY_SHARE_INVALID naming the share with a mistake, and the word when it is one; or saying that shares are too few, the same
 *   twice, or of different keys.
 */
export const joinRecoveryKey = async (
  texts: readonly string[],
): Promise<{ recoveryKey: Uint8Array; setBytes: Uint8Array }> => {
  const decoded = texts.map((text, index) => decodeShare(text, index + 1))
  const sharesByNumber = new Map(decoded.map(({ number, share }) => [number, share]))
  const setBytes = decoded[0]?.set
  if (setBytes === undefined || sharesByNumber.size < RECOVERY_THRESHOLD) {
    throw new VaultError(
      'RECOVERY_SHARE_INVALID',
      `Recovery needs ${RECOVERY_THRESHOLD} different shares of the ${RECOVERY_SHARES}. Ask the person who keeps another one.`,
    )
  }
  if (!decoded.every(({ set }) => equalBytes(set, setBytes))) {
    throw new VaultError('RECOVERY_SHARE_INVALID', 'These recovery shares do not belong to the same vault and member.')
  }
  const recoveryKey = await combine([...sharesByNumber.values()].slice(0, RECOVERY_THRESHOLD))
  return { recoveryKey, setBytes }
}
