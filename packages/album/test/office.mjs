/**
 * An office for the phone to meet, which says what each test wants: the wire of docs/spec/album.md on `node:http`, with an
 * invented album. Nothing is kept. What the real server does with what it gets is tested where the server is.
 */
import { randomBytes as random } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import {
  ed25519PublicKey,
  EMPTY_CHAIN,
  followChain,
  fromBase64,
  fromHex,
  officeKey,
  officeSigner,
  pairingCode,
  phoneCommitment,
  sealManifest,
  sealPicture,
  sha256,
  signContactNote,
  toHex,
  verifyContact,
} from '@homeward/format'
import sharp from 'sharp'

const appDir = path.join(import.meta.dirname, '..', 'dist', 'app')

/** The headers that the real server sends with the app (a test of the server compares them). */
const appPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types homeward-album',
].join('; ')

const kinds = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

const hex = (length) => random(length).toString('hex')

/** A drawn face of nobody: colours and a number, as WebP. */
const drawnPicture = (n, width = 360) => {
  const hue = (n * 47) % 360
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width * 1.25}" viewBox="0 0 80 100"><rect width="80" height="100" fill="hsl(${hue} 25% 78%)"/><circle cx="40" cy="40" r="17" fill="hsl(${(hue + 25) % 360} 30% 62%)"/><path d="M12 100c2-26 14-36 28-36s26 10 28 36z" fill="hsl(${(hue + 180) % 360} 22% 45%)"/><path d="M${22 + (n % 5)} 36c2-16 34-16 36 0-8-8-28-8-36 0z" fill="hsl(${hue} 20% ${20 + (n % 4) * 8}%)"/></svg>`
  return sharp(Buffer.from(svg)).webp({ quality: 80 }).toBuffer()
}

/** Invented names, told apart by their number. */
const nameOf = (n) => `${['Nermin', 'Hesso', 'Gulan', 'Simo', 'Berfin', 'Xunav'][n % 6]} Kaniyasor ${n}`

/** An album of drawn pictures. `showNames` puts invented names beside them. */
export const inventAlbum = async ({
  count,
  kind = 'recognition',
  showNames = false,
  title = 'Album of the spring',
  until,
}) => {
  const drawn = []
  // A few different pictures are enough for a large album; each is sealed under a key of its own.
  for (let n = 0; n < Math.min(count, 24); n += 1) drawn.push(await drawnPicture(n))
  const pictures = Array.from({ length: count }, (_, n) => {
    const key = random(32)
    const plain = drawn[n % drawn.length]
    const sealed = Buffer.from(sealPicture(plain, key))
    return {
      plain,
      sealed,
      listed: {
        id: hex(16),
        key: key.toString('hex'),
        sha256: toHex(sha256(sealed)),
        size: sealed.length,
        width: 360,
        height: 450,
        ...(showNames
          ? { name: nameOf(n), born: { from: 1990 + (n % 15), to: 1992 + (n % 15) }, place: 'Village by the spring' }
          : {}),
      },
    }
  })
  const file =
    kind === 'family'
      ? [
          { what: 'birth', text: 'Village by the spring', date: '1996-03' },
          { what: 'last-seen', text: 'On the road beside the river, with a blue scarf', date: '2014-08-03' },
          { what: 'statement', text: 'A neighbour says that they spoke on the telephone', date: '2016' },
        ]
      : undefined
  return {
    pictures,
    manifest: {
      version: 1,
      album: hex(16),
      kind,
      title,
      organisation: 'Office of the Quince Ladder',
      made: new Date().toISOString(),
      until: new Date(until ?? Date.now() + 30 * 86_400_000).toISOString(),
      showNames,
      consentText: 'album-1',
      pictures: pictures.map(({ listed }) => listed),
      ...(file === undefined ? {} : { file }),
    },
  }
}

const serveFile = (pathname, response) => {
  const name = pathname === '/album/' ? 'index.html' : pathname.slice('/album/'.length)
  try {
    const bytes = readFileSync(path.join(appDir, path.normalize(`/${name}`)))
    response.writeHead(200, {
      'content-type': kinds[path.extname(name)] ?? 'application/octet-stream',
      'content-security-policy': appPolicy,
      'cache-control': name.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-store',
    })
    response.end(bytes)
  } catch {
    response.writeHead(404).end()
  }
}

const refuse = (status, code) => Object.assign(new Error(code), { status, code })

/**
 * Opens an office. `set` changes what it says: `isLocked`, `state` (of the note), `nowMs`, `signSeed` (of a stranger), `cutAfter`
 * (requests that are still answered), `judge` (of the pairing code).
 */
export const openOffice = async (album) => {
  const token = Array.from(random(26), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('')
  const seed = random(32)
  const phone = { id: hex(16), nonce: random(16) }
  const tokens = new Set()
  const challenges = new Set()
  const set = {
    album,
    isLocked: false,
    state: 'current',
    nowMs: null,
    signSeed: seed,
    judge: 'paired',
    cutAfter: null,
    cutTo: null,
  }
  const sessions = new Map()
  const seen = { code: null, requests: [], puts: 0 }
  const sessionOf = (id) => {
    if (!sessions.has(id)) sessions.set(id, { head: EMPTY_CHAIN, events: [], announced: new Map(), files: new Map() })
    return sessions.get(id)
  }
  const own = officeKey(phone.id, seed)

  const takeEvents = (id, { from, events }) => {
    const session = sessionOf(id)
    let { head } = session
    const fresh = []
    for (const [at, one] of events.entries()) {
      const event = { bytes: fromBase64(one.bytes), signature: fromBase64(one.signature) }
      const known = session.events[from + at]
      if (known !== undefined) {
        if (Buffer.compare(known.bytes, event.bytes) !== 0) throw refuse(409, 'SESSION_FORKED')
        continue
      }
      const followed = followChain(head, event, { phone: phone.id, session: id, signKey: phone.signKey })
      if ('fault' in followed) throw refuse(409, 'EVENT_REFUSED')
      head = followed.head
      fresh.push({ ...event, read: followed.event })
    }
    session.head = head
    session.events.push(...fresh)
    for (const { read } of fresh)
      for (const file of [read.what.words, read.what.voice])
        if (file !== undefined) session.announced.set(file.id, file)
    return { have: head.next }
  }

  const routes = {
    'POST pair': ({ token: shown, commitment }) => {
      if (shown !== token) throw refuse(404, 'INVITATION_UNKNOWN')
      phone.commitment = commitment
      return {
        phone: phone.id,
        nonce: phone.nonce.toString('hex'),
        officeKey: own,
        organisation: album.manifest.organisation,
      }
    },
    'POST pair/reveal': ({ signKey, recipient, nonce }) => {
      const keys = { signKey: fromHex(signKey), recipient: fromHex(recipient), nonce: fromHex(nonce) }
      if (toHex(phoneCommitment(keys)) !== phone.commitment) throw refuse(409, 'COMMITMENT_BROKEN')
      Object.assign(phone, { signKey: keys.signKey, recipient: keys.recipient })
      seen.code = pairingCode(keys, {
        phone: phone.id,
        nonce: phone.nonce,
        officeKey: own,
        organisation: album.manifest.organisation,
      })
      return {}
    },
    'POST pair/state': () => ({ state: set.judge }),
    'POST hello': () => {
      const challenge = hex(32)
      challenges.add(challenge)
      return { challenge }
    },
    'POST contact': ({ phone: id, challenge, nonce, signature }) => {
      const claim = { phone: id, officeKey: own, challenge, nonce }
      if (!challenges.delete(challenge) || !verifyContact(claim, fromBase64(signature), phone.signKey))
        throw refuse(401, 'CONTACT_REFUSED')
      const bearer = hex(16)
      tokens.add(bearer)
      const now = new Date(set.nowMs ?? Date.now()).toISOString()
      const note = { phone: id, nonce, state: set.state, now }
      return { token: bearer, note: signContactNote(note, officeSigner(phone.id, set.signSeed)) }
    },
  }

  const authorised = (method, rest, request, body) => {
    if (!tokens.has((request.headers.authorization ?? '').replace('Bearer ', ''))) throw refuse(401, 'CONTACT_NEEDED')
    if (method === 'GET' && rest === 'manifest')
      return Buffer.from(sealManifest(set.album.manifest, phone.recipient, officeSigner(phone.id, seed)))
    const [kind, id, part, file] = rest.split('/')
    if (kind === 'pictures') {
      const picture = set.album.pictures.find(({ listed }) => listed.id === id)
      if (picture === undefined) throw refuse(404, 'PICTURE_UNKNOWN')
      return picture.sealed
    }
    if (kind === 'sessions' && part === undefined) {
      const { head, files } = sessionOf(id)
      return { have: head.next, prev: head.prev, files: [...files.keys()] }
    }
    if (kind === 'sessions' && part === 'events') return takeEvents(id, JSON.parse(body))
    if (kind === 'sessions' && part === 'files') {
      const session = sessionOf(id)
      const announced = session.announced.get(file)
      if (announced === undefined) throw refuse(409, 'FILE_UNANNOUNCED')
      if (announced.size !== body.length || announced.sha256 !== toHex(sha256(body))) throw refuse(422, 'FILE_DIFFERS')
      session.files.set(file, body)
      seen.puts += 1
      return { stored: true }
    }
    throw refuse(404, 'NOT_FOUND')
  }

  const answerApi = (method, rest, request, body) => {
    if (set.isLocked) throw refuse(503, 'VAULT_LOCKED')
    const route = routes[`${method} ${rest}`]
    return route === undefined ? authorised(method, rest, request, body) : route(JSON.parse(body))
  }

  const serve = async (request, response) => {
    const { pathname } = new URL(request.url, 'http://office')
    if (!pathname.startsWith('/album/api/')) {
      serveFile(pathname, response)
      return
    }
    seen.requests.push(`${request.method} ${pathname}`)
    if (set.cutAfter !== null && (set.cutTo === null || set.cutTo.test(pathname))) {
      if (set.cutAfter === 0) {
        request.socket.destroy()
        return
      }
      set.cutAfter -= 1
    }
    const parts = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts)
    try {
      const answer = answerApi(request.method, pathname.slice('/album/api/'.length), request, body)
      if (set.loseAnswerTo?.test(`${request.method} ${pathname}`)) {
        // What was taken was taken; only the phone does not hear of it.
        set.loseAnswerTo = null
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '64' })
        // Not before a first byte: a browser would ask again by itself.
        response.write('{', () => request.socket.destroy())
        return
      }
      const isBytes = Buffer.isBuffer(answer)
      response.writeHead(200, {
        'content-type': isBytes ? 'application/octet-stream' : 'application/json',
        'cache-control': 'no-store',
      })
      response.end(isBytes ? answer : JSON.stringify(answer))
    } catch (error) {
      if (error.status === undefined) throw error
      response.writeHead(error.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { code: error.code, message: error.code } }))
    }
  }
  const server = createServer((request, response) => {
    void serve(request, response)
  })
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address()
  return {
    url: `http://localhost:${port}`,
    invitation: `http://localhost:${port}/album/#pair=${token}`,
    token,
    phone,
    set,
    seen,
    sessions,
    signKey: () => ed25519PublicKey(seed),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(resolve)
      }),
  }
}
