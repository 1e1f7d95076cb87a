import type { HttpBindings } from '@hono/node-server'
import {
  fromBase64,
  MAX_VOICE_BYTES,
  officeSigner,
  sealManifest,
  signContactNote,
  verifyContact,
  type SignedEvent,
} from '@homeward/format'
import {
  manifestOf,
  openAlbumPicture,
  phoneKeyring,
  phoneStateOf,
  receiveEvents,
  receiveFile,
  RecordsError,
  standOf,
  type PhoneKeyring,
  type SessionRefusal,
} from '@homeward/records'
import { Hono, type Context } from 'hono'
import type { z } from 'zod'
import type { Clock } from '../clock.ts'
import { ServerError } from '../errors.ts'
import { contactBody, eventsBody, helloBody, pairBody, randomId, revealBody, stateBody } from './album-schemas.ts'
import type { Office } from './office.ts'

interface AlbumEnv {
  Bindings: HttpBindings
}
type AlbumContext = Context<AlbumEnv>

const smallBytes = 16 * 1024
const eventsBytes = 1024 * 1024

/** The requests that phones make, below `/album/api` (docs/spec/album.md, AL21 to AL26). */
export function albumApi(office: Office, clock: Clock) {
  const now = () => new Date(clock.nowMs())
  const api = new Hono<AlbumEnv>()
  api.post('/pair', async (c) => {
    const { token, commitment } = await bodyOf(c, pairBody, smallBytes)
    const own = invitingOwn(office, c, token)
    return c.json(own.invitations.commit(token, commitment, own.records.vault.name))
  })
  api.post('/pair/reveal', async (c) => {
    const { token, ...keys } = await bodyOf(c, revealBody, smallBytes)
    invitingOwn(office, c, token).invitations.reveal(token, keys)
    return c.json({})
  })
  api.post('/pair/state', async (c) => {
    const { token } = await bodyOf(c, stateBody, smallBytes)
    // Asked every second or two by a phone that waits: an end of it is told, and nobody has to wait for asking.
    office.delay.check(addressOf(c))
    const own = office.inviting(token)
    return c.json({ state: own === null ? 'gone' : own.invitations.stateOf(token) })
  })
  api.post('/hello', async (c) => {
    const { phone } = await bodyOf(c, helloBody, smallBytes)
    office.records()
    return c.json({ challenge: office.contacts.challenge(phone) })
  })
  api.post('/contact', async (c) => {
    const { phone, challenge, nonce, signature } = await bodyOf(c, contactBody, smallBytes)
    const records = office.records()
    const address = addressOf(c)
    office.delay.check(address)
    const keys = phoneKeyring(records, phone)
    const isTheirs =
      office.contacts.use(phone, challenge) && keys !== null && isSigned(keys, { challenge, nonce, signature })
    if (!isTheirs) {
      office.delay.failed(address)
      throw new ServerError('CONTACT_REFUSED', 'This office does not know this phone, or the phone is not itself.')
    }
    office.delay.succeeded(address)
    const note = { phone, nonce, now: now().toISOString(), ...phoneStateOf(records, phone, now()) }
    return c.json({
      note: signContactNote(note, officeSigner(phone, keys.officeSeed)),
      token: office.contacts.admit(phone),
    })
  })
  api.get('/manifest', (c) => {
    const { records, keys } = contactOf(office, c)
    const manifest = manifestOf(records, keys.phone, now())
    if (manifest === null) throw new ServerError('NO_ALBUM', 'No album is meant for this phone now.')
    records.vault.noteCustody({ compartment: 'registry', did: 'exported', of: 'album', id: manifest.album })
    const sealed = sealManifest(manifest, keys.recipient, officeSigner(keys.phone, keys.officeSeed))
    return c.body(Uint8Array.from(sealed), 200, { 'content-type': 'application/octet-stream' })
  })
  api.get('/pictures/:id', async (c) => {
    const { records, keys } = contactOf(office, c)
    const sealed = await openAlbumPicture(records, keys.phone, idOf(c, 'id'), now())
    return c.body(Uint8Array.from(sealed), 200, { 'content-type': 'application/octet-stream' })
  })
  api.get('/sessions/:session', (c) => {
    const { records, keys } = contactOf(office, c)
    return c.json(standOf(records, keys.phone, idOf(c, 'session')))
  })
  api.post('/sessions/:session/events', async (c) => {
    contactOf(office, c)
    const session = idOf(c, 'session')
    const { from, events } = await bodyOf(c, eventsBody, eventsBytes)
    const signed = events.map(signedOf)
    // Asked again behind the wait: the vault may have been locked meanwhile.
    const outcome = await office.inTurn(async () => {
      const { records, keys } = contactOf(office, c)
      const given = await receiveEvents(records, { phone: keys.phone, session, from, events: signed })
      return given
    })
    return answer(c, outcome)
  })
  api.put('/sessions/:session/files/:id', async (c) => {
    contactOf(office, c)
    const [session, file] = [idOf(c, 'session'), idOf(c, 'id')]
    const bytes = await bytesOf(c, MAX_VOICE_BYTES)
    const outcome = await office.inTurn(async () => {
      const { records, keys } = contactOf(office, c)
      const given = await receiveFile(records, { phone: keys.phone, session, file, bytes })
      return given
    })
    return answer(c, outcome)
  })
  return api
}

/** The member whose invitation this is. A wrong token makes the next try wait. Throws `ServerError` TOO_MANY_TRIES, NOT_FOUND. */
function invitingOwn(office: Office, c: AlbumContext, token: string) {
  const address = addressOf(c)
  office.delay.check(address)
  const own = office.inviting(token)
  if (own === null) {
    office.delay.failed(address)
    throw new ServerError('NOT_FOUND', 'This code is over. Ask the office for a new one and scan it again.')
  }
  office.delay.succeeded(address)
  return own
}

function isSigned(
  { phone, signKey, officeKey }: PhoneKeyring,
  { challenge, nonce, signature }: { challenge: string; nonce: string; signature: string },
): boolean {
  return verifyContact({ phone, officeKey, challenge, nonce }, base64Of(signature), signKey)
}

/** The phone of a request, and the records that answer it. Throws `ServerError` VAULT_LOCKED, CONTACT_NEEDED. */
function contactOf(office: Office, c: AlbumContext) {
  const records = office.records()
  const [, token = ''] = /^Bearer ([\w-]{43})$/u.exec(c.req.header('authorization') ?? '') ?? []
  const phone = office.contacts.phoneOf(token)
  const keys = phone === null ? null : phoneKeyring(records, phone)
  if (keys === null) throw new ServerError('CONTACT_NEEDED', 'This phone has to greet the office again.')
  return { records, keys }
}

const refusals = {
  PHONE_UNKNOWN: [401, 'This phone has to greet the office again.'],
  SESSION_ERASED: [410, 'This session was erased in the office. The phone destroys it too.'],
  EVENT_REFUSED: [409, 'An event of this session does not follow the one before it, or was not signed by this phone.'],
  SESSION_FORKED: [
    409,
    'The office has another event at this place. It keeps both; somebody has to look at this phone.',
  ],
  FILE_UNANNOUNCED: [409, 'No event of this session announces this file. The events come first.'],
  FILE_DIFFERS: [422, 'This file is another one than its event says.'],
} as const

function answer(c: AlbumContext, outcome: { have: number } | { stored: true } | SessionRefusal): Response {
  if (!('refused' in outcome)) return c.json(outcome)
  const { refused, ...where } = outcome
  const [status, message] = refusals[refused]
  return c.json({ error: { code: refused, message, ...where } }, status)
}

function signedOf({ bytes, signature }: { bytes: string; signature: string }): SignedEvent {
  return { bytes: base64Of(bytes), signature: base64Of(signature) }
}

function base64Of(text: string): Uint8Array {
  try {
    return fromBase64(text)
  } catch (error) {
    throw new ServerError('INPUT_INVALID', 'This is not base64 as the office reads it.', { cause: error })
  }
}

function idOf(c: AlbumContext, name: string): string {
  const read = randomId.safeParse(c.req.param(name))
  if (!read.success) throw new RecordsError('NOT_FOUND', 'There is nothing at this address.')
  return read.data
}

/** The bytes of a body that says how long it is. Throws `ServerError` LENGTH_MISSING, TOO_LARGE, INPUT_INVALID. */
async function bytesOf(c: AlbumContext, most: number): Promise<Uint8Array> {
  const length = c.req.header('content-length')
  if (c.req.header('transfer-encoding') !== undefined || length === undefined)
    throw new ServerError('LENGTH_MISSING', 'This request does not say how long it is.')
  if (Number(length) > most) throw new ServerError('TOO_LARGE', 'This is too large to send at once.')
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  if (bytes.length !== Number(length)) throw new ServerError('INPUT_INVALID', 'This request is shorter than it says.')
  return bytes
}

async function bodyOf<T extends z.ZodType>(c: AlbumContext, schema: T, most: number): Promise<z.infer<T>> {
  const bytes = await bytesOf(c, most)
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString())
  } catch (error) {
    throw new ServerError('INPUT_INVALID', 'This request cannot be read.', { cause: error })
  }
  const read = schema.safeParse(value)
  if (!read.success) throw new ServerError('INPUT_INVALID', 'This request is not one that this office knows.')
  return read.data
}

function addressOf(c: AlbumContext): string {
  return c.env.incoming.socket.remoteAddress ?? ''
}
