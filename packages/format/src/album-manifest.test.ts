import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeWords, openManifest, openPicture, parseWords, sealManifest, sealPicture } from './album-manifest.ts'
import { officeKey, officeSigner } from './album-pair.ts'
import type { AlbumManifest } from './album-types.ts'
import { ageRecipient } from './age-keys.ts'
import { createAgeEncrypter } from './age-encrypt.ts'
import { concatBytes, toHex, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import { FormatError } from './format-error.ts'
import { parseVkey } from './note.ts'

const identity = new Uint8Array(32).fill(9)
const recipient = ageRecipient(identity)
const phone = '1'.repeat(32)
const office = officeSigner(phone, new Uint8Array(32).fill(4))
const key = parseVkey(officeKey(phone, office.seed))

const album = (): AlbumManifest => ({
  version: 1,
  album: '2'.repeat(32),
  kind: 'recognition',
  title: 'From Kocho',
  organisation: 'یەک دەستە',
  made: '2026-03-01T10:00:00.000Z',
  until: '2026-04-01T10:00:00.000Z',
  showNames: false,
  consentText: 'album-1',
  pictures: [
    { id: '3'.repeat(32), key: '4'.repeat(64), sha256: '5'.repeat(64), size: 900, width: 810, height: 1080 },
    {
      id: '6'.repeat(32),
      key: '7'.repeat(64),
      sha256: '8'.repeat(64),
      size: 900,
      width: 1080,
      height: 720,
      name: 'ناو',
      born: { from: 2004, to: 2006 },
      place: 'Kocho',
    },
  ],
})

test('AL17 a manifest opens with the key of its phone and is signed by its office', () => {
  const sealed = sealManifest(album(), recipient, office)
  assert.deepEqual(openManifest(sealed, identity, key), album())
  assert.throws(() => openManifest(sealed, new Uint8Array(32).fill(1), key), { code: 'AGE_NO_MATCH' })
  const stranger = officeSigner(phone, new Uint8Array(32).fill(5))
  assert.throws(() => openManifest(sealManifest(album(), recipient, stranger), identity, key), {
    code: 'NOTE_INVALID',
  })
  const bare = createAgeEncrypter({ recipients: [recipient] })
  const unsigned = concatBytes(bare.header, ...bare.update(canonicalJson(album())), ...bare.final())
  assert.throws(() => openManifest(unsigned, identity, key), { code: 'NOTE_INVALID' })
})

test('AL17 a family album carries the lines of one file', () => {
  const family: AlbumManifest = {
    ...album(),
    kind: 'family',
    file: [{ what: 'statement', text: 'seen near the mill', date: '2016-08' }],
  }
  assert.deepEqual(openManifest(sealManifest(family, recipient, office), identity, key), family)
})

test('AL17 what is no album is not sealed', () => {
  const [picture] = album().pictures
  assert.ok(picture)
  const wrong = [
    { ...album(), pictures: [picture, picture] },
    { ...album(), pictures: [{ ...picture, person: 'p1' }] },
    { ...album(), pictures: [{ ...picture, width: 1081 }] },
    { ...album(), until: 'later' },
    { ...album(), version: 2 },
    { ...album(), title: 'x'.repeat(201) },
  ]
  for (const value of wrong) {
    assert.throws(() => sealManifest(value as AlbumManifest, recipient, office), FormatError)
  }
})

test('AL18 a picture opens with its key alone, and WebCrypto opens it too', async () => {
  const plain = utf8('a drawn picture')
  const own = new Uint8Array(32).fill(1)
  const sealed = sealPicture(plain, own)
  assert.deepEqual(openPicture(sealed, own), plain)
  assert.equal(openPicture(sealed, new Uint8Array(32).fill(2)), null)
  const webKey = await crypto.subtle.importKey('raw', Uint8Array.from(own), 'AES-GCM', false, ['decrypt'])
  const opened = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: new Uint8Array(12) },
    webKey,
    Uint8Array.from(sealed),
  )
  assert.deepEqual(new Uint8Array(opened), plain)
})

test('AL15 the words of a viewer are read back, and salted, and bounded', () => {
  const words = { v: 1 as const, salt: 'a'.repeat(32), language: 'ar', known: 'a neighbour', condition: 'tired' }
  const { bytes, sha256 } = encodeWords(words)
  assert.deepEqual(parseWords(bytes), words)
  assert.notEqual(toHex(encodeWords({ ...words, salt: 'b'.repeat(32) }).sha256), toHex(sha256))
  assert.throws(() => encodeWords({ ...words, condition: 'x'.repeat(8001) }), FormatError)
  assert.throws(() => parseWords(utf8('{"v":1}')), FormatError)
})
