import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concatBytes, fromUtf8, toHex, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import {
  encodeEntry,
  ENTRY_HEADER_BYTES,
  ENTRY_KIND,
  entryMessageKey,
  hasSubject,
  MAX_BODY_BYTES,
  MAX_ENTRY_BYTES,
  openEntry,
  openEntryJson,
  parseEntryHeader,
  sealEntry,
} from './entry.ts'
import { FormatError } from './format-error.ts'
import { pad, padmeLength } from './padme.ts'
import { chachaSeal, hkdfSha256, sha256 } from '#primitives'

const ENTRY_KEY = sha256(utf8('entry key'))
const SALT = sha256(utf8('salt'))
const header = {
  compartmentId: sha256(utf8('compartment')).subarray(0, 16),
  epoch: 0x01_02_03_04,
  subjectKeyId: new Uint8Array(16),
  salt: SALT,
}
const place = { logId: sha256(utf8('log')), index: 7 }
const body = {
  at: '2026-01-02T03:04:05.000Z',
  seen: { [toHex(place.logId)]: 3 },
  changes: [{ type: 'sample', text: 'نور' }],
}
const messageKey = entryMessageKey(ENTRY_KEY, SALT)
const sealed = sealEntry({ header, messageKey, body, ...place })

const refuses = (work: () => unknown, ...codes: string[]): void => {
  assert.throws(work, (error) => error instanceof FormatError && codes.includes(error.code))
}

/** An entry around any plaintext, for what an honest writer never makes. */
const sealAny = (plain: Uint8Array, committedKey = messageKey): Uint8Array => {
  const headerBytes = encodeEntry({ ...header, kind: ENTRY_KIND.sealed }, new Uint8Array())
  const index = new Uint8Array(8)
  index[7] = place.index
  return concatBytes(
    headerBytes,
    sha256(concatBytes(utf8('homeward entry key v1\n'), committedKey)),
    chachaSeal(messageKey, new Uint8Array(12), plain, concatBytes(headerBytes, place.logId, index)),
  )
}

const changed = (at: number, value: number): Uint8Array => sealed.map((byte, index) => (index === at ? value : byte))

const bodyOf = (bytes: number): typeof body => {
  const empty = { ...body, changes: [{ type: 'x', text: '' }] }
  empty.changes[0]!.text = 'x'.repeat(bytes - canonicalJson(empty).length)
  return empty
}

const inside = (value: unknown): Uint8Array => pad(canonicalJson(value))

const open = (plain: Uint8Array) => (): unknown => openEntry({ entry: sealAny(plain), messageKey, ...place })

test('E1 the header has the layout of the specification', () => {
  const expected = `0100${toHex(header.compartmentId)}01020304${'00'.repeat(16)}${toHex(SALT)}`
  assert.equal(toHex(sealed.subarray(0, ENTRY_HEADER_BYTES)), expected)
  const parsed = parseEntryHeader(sealed)
  assert.deepEqual(parsed.header, { ...header, kind: 0, compartmentId: parsed.header.compartmentId })
  assert.equal(toHex(parsed.header.compartmentId), toHex(header.compartmentId))
  assert.equal(parsed.payload.length, sealed.length - 70)
})

test('E1 an entry inside a larger buffer is read at its own place', () => {
  const entry = concatBytes(new Uint8Array(5), sealed).subarray(5)
  assert.equal(parseEntryHeader(entry).header.epoch, header.epoch)
  assert.deepEqual(openEntry({ entry, messageKey, ...place }), body)
})

test('E2 other versions and kinds, and entries too short or too long, are refused', () => {
  refuses(() => parseEntryHeader(changed(0, 2)), 'ENTRY_INVALID')
  refuses(() => parseEntryHeader(changed(1, 2)), 'ENTRY_INVALID')
  refuses(() => parseEntryHeader(sealed.subarray(0, 69)), 'ENTRY_INVALID')
  refuses(() => parseEntryHeader(new Uint8Array(MAX_ENTRY_BYTES + 1).fill(1)), 'ENTRY_INVALID')
  refuses(() => openEntry({ entry: changed(1, 1), messageKey, ...place }), 'ENTRY_INVALID')
})

test('E3 the message key is HKDF over entry key and subject key', () => {
  const subjectKey = sha256(utf8('subject'))
  const info = utf8('homeward/entry/v1')
  assert.deepEqual(messageKey, hkdfSha256(ENTRY_KEY, SALT, info, 32))
  assert.deepEqual(
    entryMessageKey(ENTRY_KEY, SALT, subjectKey),
    hkdfSha256(concatBytes(ENTRY_KEY, subjectKey), SALT, info, 32),
  )
  refuses(() => entryMessageKey(ENTRY_KEY.subarray(1), SALT), 'KEY_INVALID')
  refuses(() => entryMessageKey(ENTRY_KEY, SALT.subarray(1)), 'KEY_INVALID')
  refuses(() => entryMessageKey(ENTRY_KEY, SALT, new Uint8Array(16)), 'KEY_INVALID')
})

test('E3 without the subject key an entry stays closed', () => {
  const subject = { ...header, subjectKeyId: new Uint8Array(16).fill(9) }
  const key = entryMessageKey(ENTRY_KEY, SALT, sha256(utf8('subject')))
  const entry = sealEntry({ header: subject, messageKey: key, body, ...place })
  assert.equal(hasSubject(parseEntryHeader(entry).header), true)
  assert.equal(hasSubject(parseEntryHeader(sealed).header), false)
  assert.deepEqual(openEntry({ entry, messageKey: key, ...place }), body)
  refuses(() => openEntry({ entry, messageKey, ...place }), 'ENTRY_UNREADABLE')
})

test('E5 an entry opens in its log at its index and nowhere else', () => {
  assert.deepEqual(openEntry({ entry: sealed, messageKey, ...place }), body)
  refuses(() => openEntry({ entry: sealed, messageKey, ...place, index: 8 }), 'ENTRY_UNREADABLE')
  refuses(() => openEntry({ entry: sealed, messageKey, index: 7, logId: sha256(utf8('other')) }), 'ENTRY_UNREADABLE')
  refuses(() => openEntry({ entry: sealed, messageKey, index: 7, logId: new Uint8Array(31) }), 'ENTRY_INVALID')
})

test('E6 the JSON of an entry is the canonical one of its body, for whom the entry opens', () => {
  assert.equal(openEntryJson({ entry: sealed, messageKey, ...place }), fromUtf8(canonicalJson(body)))
  refuses(() => openEntryJson({ entry: sealed, messageKey: ENTRY_KEY, ...place }), 'ENTRY_UNREADABLE')
  refuses(() => openEntryJson({ entry: sealAny(pad(utf8('{"at": 1}'))), messageKey, ...place }), 'NOT_CANONICAL')
})

test('E5 one changed bit anywhere and it does not open', () => {
  for (let at = 0; at < sealed.length; at += 1) {
    const flipped = sealed.map((byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte))
    refuses(() => openEntry({ entry: flipped, messageKey, ...place }), 'ENTRY_UNREADABLE', 'ENTRY_INVALID')
  }
})

test('E6 the length of an entry tells only the Padmé length of its body', () => {
  const length = canonicalJson(body).length
  assert.equal(sealed.length, 70 + 32 + padmeLength(length + 1) + 16)
})

test('E6 the largest body fits, one byte more is refused', () => {
  const entry = sealEntry({ header, messageKey, body: bodyOf(MAX_BODY_BYTES), ...place })
  assert.ok(entry.length <= MAX_ENTRY_BYTES)
  assert.equal(canonicalJson(openEntry({ entry, messageKey, ...place })).length, MAX_BODY_BYTES)
  refuses(() => sealEntry({ header, messageKey, body: bodyOf(MAX_BODY_BYTES + 1), ...place }), 'ENTRY_TOO_LARGE')
})

test('E7 what is inside must be a body: padded, canonical, and nothing else', () => {
  assert.deepEqual(open(inside(body))(), body)
  refuses(open(utf8('{}')), 'PADDING_INVALID')
  refuses(open(pad(utf8('{ }'))), 'NOT_CANONICAL')
  for (const value of [
    null,
    [],
    {},
    { at: 'x', seen: {} },
    { ...body, more: 1 },
    { ...body, at: 1 },
    { ...body, seen: [] },
    { ...body, seen: { a: -1 } },
    { ...body, seen: { a: 0.5 } },
    { ...body, changes: {} },
    { ...body, changes: [1] },
    { ...body, changes: [{ kind: 'x' }] },
    { ...body, changes: [{ type: 1 }] },
  ]) {
    refuses(open(inside(value)), 'ENTRY_INVALID')
  }
})

test('E9 the payload of a keys entry is kept as it is', () => {
  const entry = encodeEntry({ ...header, kind: ENTRY_KIND.keys }, utf8('age file'))
  const parsed = parseEntryHeader(entry)
  assert.equal(parsed.header.kind, ENTRY_KIND.keys)
  assert.deepEqual(parsed.payload, entry.subarray(70))
})

test('E1 parts of the wrong size are refused', () => {
  const kind = ENTRY_KIND.keys
  for (const wrong of [
    { ...header, kind, compartmentId: new Uint8Array(15) },
    { ...header, kind, subjectKeyId: new Uint8Array(17) },
    { ...header, kind, salt: new Uint8Array(31) },
    { ...header, kind, epoch: -1 },
    { ...header, kind, epoch: 2 ** 32 },
    { ...header, kind, epoch: 0.5 },
  ]) {
    refuses(() => encodeEntry(wrong, new Uint8Array()), 'ENTRY_INVALID')
  }
  refuses(() => encodeEntry({ ...header, kind }, new Uint8Array(MAX_ENTRY_BYTES - 69)), 'ENTRY_TOO_LARGE')
})

test('E7 whatever the changes are, they come out as they went in', () => {
  const change = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), {
    maxKeys: 4,
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), fc.nat({ max: 1_000_000 }), (changes, index) => {
      const given = { ...body, changes: changes.map((members) => ({ ...members, type: 'any' })) }
      const entry = sealEntry({ header, messageKey, body: given, logId: place.logId, index })
      const opened = openEntry({ entry, messageKey, logId: place.logId, index })
      assert.equal(toHex(canonicalJson(opened)), toHex(canonicalJson(given)))
    }),
    { numRuns: 50 },
  )
})

test('E13 a key that is not the one the entry commits to is refused, even if the ciphertext opens', () => {
  const plain = pad(canonicalJson(body))
  assert.deepEqual(openEntry({ entry: sealAny(plain), messageKey, ...place }), body)
  refuses(
    () => openEntry({ entry: sealAny(plain, sha256(utf8('another key'))), messageKey, ...place }),
    'ENTRY_UNREADABLE',
  )
})
