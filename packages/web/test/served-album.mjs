import { createHash } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { encodeWords } from '@homeward/format'
import { addPersonPhoto, giveConsent, openRecords, registerPerson } from '@homeward/records'
import { createVault, joinVault, openVault } from '@homeward/vault'
import sharp from 'sharp'
import { playPhone, servePhones, startServer } from '@homeward/server/testing'
import { passphrase, secondPassphrase, webDir } from './served-world.mjs'

const kdf = { memoryKiB: 64, passes: 1, lanes: 1 }

/** Drawn people: a name, a colour, a year of birth, and whether the family agreed to an album. */
const people = [
  ['Berfîn Gulan Hesso', '#b0553a', 1996, true],
  ['بەرفین گوڵان حەسۆ', '#3a7a6b', 1989, true],
  ['Ciwan Reşo Ferhad', '#46618f', 1993, true],
  ['Dilan Azad Simo', '#8f6a2e', 2012, true],
  ['Evîn Tewar Îbo', '#6f4a86', 1990, false],
]

const avatar = (colour) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="800"><rect width="640" height="800" fill="${colour}"/><circle cx="320" cy="300" r="150" fill="#f2e6d8"/><rect x="110" y="500" width="420" height="320" rx="160" fill="#f2e6d8"/></svg>`,
    ),
  )
    .jpeg()
    .toBuffer()

/**
 * A vault with drawn people behind the real server, and phones on a port of their own.
 *
 * @param {{second?: {role: string, grants: string[]}, server?: object}} [options] what another member is admitted as, and what else the server is
 *   told
 */
export const serveAlbumWorld = async (t, { second, server: more = {} } = {}) => {
  const root = await mkdtemp(path.join(tmpdir(), 'homeward-album-'))
  const dir = path.join(root, 'vault')
  await createVault({ dir, name: 'Lighthouse', memberName: 'Nermin', passphrase, kdf })
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  const ids = []
  for (const [name, colour, year, agreed] of people) {
    const person = await registerPerson(records, {
      names: [{ text: name, kind: 'full' }],
      birth: { earliest: year, latest: year, basis: 'stated' },
      origin: 'The village by the spring',
    })
    await addPersonPhoto(records, person, new Uint8Array(await avatar(colour)), { mediaType: 'image/jpeg' })
    if (agreed)
      await giveConsent(records, person, {
        givenBy: 'her mother',
        scopes: ['names', 'details', 'photos', 'statements'],
        purposes: ['album'],
        recipients: [],
      })
    ids.push(person)
  }
  vault.close()
  if (second !== undefined) {
    const { code } = await joinVault({ dir, passphrase: secondPassphrase, kdf })
    const founder = await openVault({ dir, passphrase })
    founder.admit(code, { name: 'Second', ...second })
    founder.close()
  }
  let phones = null
  const server = await startServer({ vaultDir: dir, webDir, phoneUrl: () => phones, ...more })
  phones = await servePhones(t, server.album)
  t.after(async () => {
    await server.close()
    await rm(root, { recursive: true, force: true })
  })
  return { url: server.url.replace(/\/$/u, ''), phones, people: ids, copy: (to) => cp(dir, to, { recursive: true }) }
}

/** A phone that is played without a browser. */
export const newPhone = ({ phones }) => playPhone(phones)

/** Half a second of a tone, as a recording that every browser plays. */
export const tone = () => {
  const rate = 8000
  const samples = rate / 2
  const wav = Buffer.alloc(44 + samples, 128)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(36 + samples, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate, 28)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(samples, 40)
  for (let at = 0; at < samples; at += 1)
    wav[44 + at] = 128 + Math.round(60 * Math.sin((at * 440 * 2 * Math.PI) / rate))
  return new Uint8Array(wav)
}

/** Holds a session on a phone and brings it in: `say` answers each picture, in this order. */
export const holdSession = async (phone, session, order, say, heldBy = 'Camp office') => {
  const manifest = await phone.manifest()
  const kinds = [
    {
      type: 'begun',
      album: manifest.album,
      order,
      language: 'ckb',
      consent: { text: manifest.consentText, how: 'heard' },
      heldBy,
    },
  ]
  const files = []
  for (const picture of order) {
    kinds.push({ type: 'shown', picture })
    const { words, voice, ...answer } = say(picture)
    const add = (bytes, type) => {
      const id = (files.length + 1).toString(16).padStart(32, '0')
      files.push({ id, bytes })
      return { id, sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, type }
    }
    const salt = (files.length + 1).toString(16).padStart(32, '0')
    // As a phone does: the answer at once, and what is told of it after that.
    if (Object.keys(answer).length > 1 || words !== undefined || voice !== undefined)
      kinds.push({ type: 'answered', picture, answer: answer.answer })
    kinds.push({
      type: 'answered',
      picture,
      ...answer,
      ...(words === undefined
        ? {}
        : { words: add(encodeWords({ v: 1, salt, language: 'ckb', ...words }).bytes, 'application/json') }),
      ...(voice === undefined ? {} : { voice: add(voice, 'audio/wav') }),
    })
  }
  kinds.push({ type: 'paused' }, { type: 'resumed' }, { type: 'ended', how: 'finished' })
  const sent = await phone.send(session, 0, phone.events(session, kinds, new Date().toISOString()))
  if (sent.status !== 200) throw new Error(`sending gave ${sent.status}`)
  for (const { id, bytes } of files) await phone.put(`sessions/${session}/files/${id}`, bytes)
}
