import {
  ed25519PublicKey,
  fromHex,
  pairingCode,
  parseVkey,
  phoneCommitment,
  randomBytes,
  toHex,
  x25519PublicKey,
} from '@homeward/format'
import type { PhoneRecord } from '../store/phone-state.ts'
import { ContactError, post, textIn } from './office-api.ts'

/** New keys of a phone: a seed that signs and an identity that opens, hexadecimal. */
export const newPhoneKeys = (): NonNullable<PhoneRecord['keys']> => ({
  signSeed: toHex(randomBytes(32)),
  identity: toHex(randomBytes(32)),
})

/** What pairing has come to: the code to compare, and the office as it would be kept. */
export interface Pairing {
  code: string
  office: NonNullable<PhoneRecord['office']>
}

/**
 * Commits to the phone's keys, hears the office, reveals the keys, and gives the six digits that both screens must show (AL2,
 * AL3). Nothing is kept. @throws ContactError
 */
export const pair = async (token: string, keys: NonNullable<PhoneRecord['keys']>): Promise<Pairing> => {
  const shown = {
    signKey: ed25519PublicKey(fromHex(keys.signSeed)),
    recipient: x25519PublicKey(fromHex(keys.identity)),
    nonce: randomBytes(16),
  }
  const answer = await post('pair', { token, commitment: toHex(phoneCommitment(shown)) })
  const office = {
    phone: textIn(answer, 'phone'),
    officeKey: textIn(answer, 'officeKey'),
    organisation: textIn(answer, 'organisation'),
  }
  let nonce: Uint8Array
  try {
    nonce = fromHex(textIn(answer, 'nonce'))
    if (nonce.length !== 16 || parseVkey(office.officeKey).name !== `homeward/album/${office.phone}`)
      throw new Error('name')
  } catch {
    throw new ContactError('stranger', 'pair')
  }
  await post('pair/reveal', {
    token,
    signKey: toHex(shown.signKey),
    recipient: toHex(shown.recipient),
    nonce: toHex(shown.nonce),
  })
  return { code: pairingCode(shown, { ...office, nonce }), office }
}

/** How the office has judged the code. */
export type PairState = 'waiting' | 'paired' | 'refused' | 'gone'

/** Asks once how it stands. @throws ContactError */
export const askPairState = async (token: string): Promise<PairState> => {
  const state = textIn(await post('pair/state', { token }), 'state')
  if (state === 'waiting' || state === 'paired' || state === 'refused') return state
  return 'gone'
}

/**
 * Takes the token of an invitation out of the address, at once and without a trace in the history: what follows `#pair=`.
 * null where there is none, or none that could be one.
 */
export const takeInvitation = (): string | null => {
  const { hash, pathname } = globalThis.location
  if (hash === '') return null
  globalThis.history.replaceState(null, '', pathname)
  return /^#pair=([a-z2-7]{26})$/u.exec(hash)?.[1] ?? null
}
