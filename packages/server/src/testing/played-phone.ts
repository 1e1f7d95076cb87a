import { serve } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import {
  ageRecipient,
  ed25519PublicKey,
  eventHash,
  fromHex,
  NO_EVENT_BEFORE,
  openManifest,
  openPicture,
  pairingCode,
  parseVkey,
  phoneCommitment,
  randomBytes,
  readContactNote,
  signContact,
  signEvent,
  toBase64,
  toHex,
  type AlbumManifest,
  type ContactNote,
  type SessionEventKind,
  type SignedEvent,
} from '@homeward/format'
import type { startServer } from '../create-server.ts'
import { ask, type Answer } from './http.ts'

type AlbumApp = Awaited<ReturnType<typeof startServer>>['album']

/** Listens for phones on this computer, without TLS, until the test is over. Returns the URL, which ends in `/`. */
export async function servePhones(t: TestContext, album: AlbumApp): Promise<string> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: album.fetch, hostname: '127.0.0.1', port: 0 }, () => {
      resolve(started)
    })
  })
  t.after(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** A phone that is played through `@homeward/format` alone: what it can do, the app on a phone can. */
export interface PlayedPhone {
  id: () => string
  /** What it shows to be compared. */
  code: () => string
  scan: (url: string) => Promise<Answer>
  pairState: () => Promise<string>
  /** Greets the office; keeps the token. Null when the answer was refused or the note is not the office's. */
  contact: () => Promise<ContactNote | null>
  greet: () => Promise<Answer>
  manifest: () => Promise<AlbumManifest | Answer>
  picture: (id: string, keyHex: string) => Promise<Uint8Array | null>
  /** A request with the token. */
  call: (method: string, path: string, json?: unknown) => Promise<Answer>
  put: (path: string, bytes: Uint8Array) => Promise<Answer>
  events: (session: string, kinds: readonly SessionEventKind[], at?: string) => SignedEvent[]
  send: (session: string, from: number, events: readonly SignedEvent[]) => Promise<Answer>
}

/** A new phone that speaks to this office. */
export function playPhone(url: string): PlayedPhone {
  const seed = randomBytes(32)
  const identity = randomBytes(32)
  const keys = { signKey: ed25519PublicKey(seed), recipient: ageRecipient(identity), nonce: randomBytes(16) }
  let phone = ''
  let officeKey = ''
  let code = ''
  let invitation = ''
  let token = ''
  const post = (path: string, json: unknown) =>
    ask(url, 'POST', `/album/api/${path}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
    })
  const bearer = () => ({ authorization: `Bearer ${token}` })
  const call: PlayedPhone['call'] = (method, path, json) =>
    ask(url, method, `/album/api/${path}`, {
      headers: { ...bearer(), ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
  const nonces: string[] = []
  const greet = async (): Promise<Answer> => {
    const hello = await post('hello', { phone })
    if (hello.status !== 200) return hello
    const { challenge } = hello.json<{ challenge: string }>()
    const nonce = toHex(randomBytes(32))
    nonces.push(nonce)
    const signature = toBase64(signContact({ phone, officeKey, challenge, nonce }, seed))
    return post('contact', { phone, challenge, nonce, signature })
  }
  return {
    id: () => phone,
    code: () => code,
    async scan(scanned) {
      invitation = scanned.slice(scanned.indexOf('#pair=') + '#pair='.length)
      const welcome = await post('pair', { token: invitation, commitment: toHex(phoneCommitment(keys)) })
      if (welcome.status !== 200) return welcome
      const said = welcome.json<{ phone: string; nonce: string; officeKey: string; organisation: string }>()
      phone = said.phone
      officeKey = said.officeKey
      code = pairingCode(keys, { ...said, nonce: fromHex(said.nonce) })
      const { signKey, recipient, nonce } = keys
      return post('pair/reveal', {
        token: invitation,
        signKey: toHex(signKey),
        recipient: toHex(recipient),
        nonce: toHex(nonce),
      })
    },
    pairState: async () => (await post('pair/state', { token: invitation })).json<{ state: string }>().state,
    greet,
    async contact() {
      const answer = await greet()
      if (answer.status !== 200) return null
      const said = answer.json<{ note: string; token: string }>()
      const note = readContactNote(said.note, parseVkey(officeKey), { phone, nonce: nonces.at(-1) ?? '' })
      if (note !== null) token = said.token
      return note
    },
    async manifest() {
      const answer = await call('GET', 'manifest')
      if (answer.status !== 200) return answer
      return openManifest(new Uint8Array(answer.bodyBytes), identity, parseVkey(officeKey))
    },
    async picture(id, keyHex) {
      const answer = await call('GET', `pictures/${id}`)
      return answer.status === 200 ? openPicture(new Uint8Array(answer.bodyBytes), fromHex(keyHex)) : null
    },
    call,
    put: (path, bytes) =>
      ask(url, 'PUT', `/album/api/${path}`, {
        headers: { ...bearer(), 'content-type': 'application/octet-stream' },
        body: bytes,
      }),
    events(session, kinds, at = '2026-05-04T10:00:00.000Z') {
      const events: SignedEvent[] = []
      for (const [seq, what] of kinds.entries()) {
        const last = events.at(-1)
        const prev = last === undefined ? NO_EVENT_BEFORE : eventHash(last.bytes)
        events.push(signEvent({ v: 1, phone, session, seq, prev, at, what }, seed))
      }
      return events
    },
    send: (session, from, events) =>
      call('POST', `sessions/${session}/events`, {
        from,
        events: events.map(({ bytes, signature }) => ({ bytes: toBase64(bytes), signature: toBase64(signature) })),
      }),
  }
}
