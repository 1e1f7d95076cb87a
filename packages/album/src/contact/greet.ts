import { fromHex, parseVkey, randomBytes, readContactNote, signContact, toBase64, toHex } from '@homeward/format'
import type { ContactNote } from '@homeward/format'
import type { PhoneRecord } from '../store/phone-state.ts'
import { ContactError, post, textIn } from './office-api.ts'

/** A contact that stands: what the office signed, and the token for the requests that follow. */
export interface Greeting {
  note: ContactNote
  token: string
}

/**
 * Shows the office that this is the phone that was paired, and reads what it signed in return (AL5, AL6).
 * @throws ContactError; `stranger` when the note is not this office's answer to this very contact.
 */
export const greet = async (record: Pick<PhoneRecord, 'keys' | 'office'>): Promise<Greeting> => {
  const { keys, office } = record
  if (keys === null || office === null) throw new ContactError('unreachable')
  const { phone, officeKey } = office
  const challenge = textIn(await post('hello', { phone }), 'challenge')
  const nonce = toHex(randomBytes(32))
  const signature = toBase64(signContact({ phone, officeKey, challenge, nonce }, fromHex(keys.signSeed)))
  const answer = await post('contact', { phone, challenge, nonce, signature })
  const note = readContactNote(textIn(answer, 'note'), parseVkey(officeKey), { phone, nonce })
  if (note === null) throw new ContactError('stranger', 'note')
  return { note, token: textIn(answer, 'token') }
}
