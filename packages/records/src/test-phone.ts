import {
  ageRecipient,
  ed25519PublicKey,
  encodeWords,
  eventHash,
  NO_EVENT_BEFORE,
  signEvent,
  toHex,
  type AnswerFile,
  type SessionEventKind,
  type SignedEvent,
} from '@homeward/format'
import { giveConsent } from './consents.ts'
import { registerPerson } from './people.ts'
import { addPersonPhoto } from './photos.ts'
import { pairPhone } from './phones.ts'
import type { Records } from './records.ts'
import { drawnPicture } from './test-records.ts'

/** A phone with fixed keys, for tests alone. */
export interface TestPhone {
  phone: string
  seed: Uint8Array
  identity: Uint8Array
}

/** Pairs a phone whose keys follow from a number. */
export async function testPhone(records: Records, number = 1, name = 'Phone one'): Promise<TestPhone> {
  const seed = new Uint8Array(32).fill(number)
  const identity = new Uint8Array(32).fill(number + 100)
  const phone = number.toString(16).padStart(32, '0')
  await pairPhone(records, {
    phone,
    name,
    signKey: toHex(ed25519PublicKey(seed)),
    recipient: toHex(ageRecipient(identity)),
    officeSeed: toHex(new Uint8Array(32).fill(number + 50)),
  })
  return { phone, seed, identity }
}

/** Somebody with a drawn photo and a consent to albums, unless another year or no consent is asked for. */
export async function testPerson(
  records: Records,
  number: number,
  { born = 1980, purposes = ['album'] as ('album' | 'tracing')[], photo = true } = {},
): Promise<{ person: string; consent: string | null }> {
  const person = await registerPerson(records, {
    names: [{ text: `Person ${number}`, kind: 'full' }],
    birth: { earliest: born, latest: born, basis: 'stated' },
    origin: `Village ${number}`,
  })
  if (photo) await addPersonPhoto(records, person, await drawnPicture(number), { mediaType: 'image/jpeg' })
  const consent =
    purposes.length === 0
      ? null
      : await giveConsent(records, person, {
          givenBy: 'the family',
          scopes: ['names', 'details', 'photos', 'statements'],
          purposes,
          recipients: [],
        })
  return { person, consent }
}

/** The signed events of a session, in order. */
export function testEvents(
  { phone, seed }: TestPhone,
  session: string,
  kinds: readonly SessionEventKind[],
  at = '2026-05-04T10:00:00.000Z',
): SignedEvent[] {
  const events: SignedEvent[] = []
  for (const [seq, what] of kinds.entries()) {
    const last = events.at(-1)
    const prev = last === undefined ? NO_EVENT_BEFORE : eventHash(last.bytes)
    events.push(signEvent({ v: 1, phone, session, seq, prev, at, what }, seed))
  }
  return events
}

/** The beginning of a session over these pictures. */
export function begunWith(album: string, order: string[]): SessionEventKind {
  return {
    type: 'begun',
    album,
    order,
    language: 'ckb',
    consent: { text: 'album-1', how: 'heard' },
    heldBy: 'the desk',
  }
}

/** Words of a viewer as a file, and what an event says of it. */
export function testWords(condition: string, number = 7): { file: AnswerFile; bytes: Uint8Array } {
  const salt = number.toString(16).padStart(32, '0')
  const { bytes, sha256 } = encodeWords({ v: 1, salt, language: 'ckb', condition })
  return { file: { id: salt, sha256: toHex(sha256), size: bytes.length, type: 'application/json' }, bytes }
}
