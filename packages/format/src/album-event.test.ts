import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  EMPTY_CHAIN,
  eventHash,
  followChain,
  NO_EVENT_BEFORE,
  parseEvent,
  signEvent,
  verifyEvent,
} from './album-event.ts'
import type { SignedEvent } from './album-event.ts'
import type { SessionEvent, SessionEventKind } from './album-types.ts'
import { MAX_ALBUM_PICTURES, MAX_EVENT_BYTES } from './album-types.ts'
import { fromUtf8, toHex, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import { FormatError } from './format-error.ts'
import * as noble from './primitives.noble.ts'

const seed = new Uint8Array(32).fill(7)
const signKey = noble.ed25519PublicKey(seed)
const phone = 'a'.repeat(32)
const session = 'b'.repeat(32)
const pictureId = (place: number): string => place.toString(16).padStart(32, '0')
const begun = (pictures = 3): SessionEventKind => ({
  type: 'begun',
  album: 'c'.repeat(32),
  order: Array.from({ length: pictures }, (_, place) => pictureId(place)),
  language: 'ckb',
  consent: { text: 'album-1', how: 'heard' },
  heldBy: 'the desk in Dohuk',
})

const chain = (kinds: readonly SessionEventKind[]): SignedEvent[] => {
  const events: SignedEvent[] = []
  for (const [seq, what] of kinds.entries()) {
    const last = events.at(-1)
    const prev = last === undefined ? NO_EVENT_BEFORE : eventHash(last.bytes)
    const value: SessionEvent = { v: 1, phone, session, seq, prev, at: '2026-03-01T10:00:00.000Z', what }
    events.push(signEvent(value, seed))
  }
  return events
}

const usual: SessionEventKind[] = [
  begun(),
  { type: 'shown', picture: pictureId(2) },
  { type: 'answered', picture: pictureId(2), answer: 'recognised', where: 'near the mill', when: { from: '2016-08' } },
  { type: 'paused' },
  { type: 'resumed' },
  { type: 'answered', picture: pictureId(2), answer: 'unsure' },
  { type: 'ended', how: 'stopped' },
]

const follow = (events: readonly SignedEvent[]): string[] => {
  let head = EMPTY_CHAIN
  return events.map((event) => {
    const step = followChain(head, event, { phone, session, signKey })
    if ('fault' in step) {
      return step.fault
    }
    head = step.head
    return step.event.what.type
  })
}

test('AL10 the events of a session follow each other, and every byte of them is signed', () => {
  const events = chain(usual)
  assert.deepEqual(
    follow(events),
    usual.map((what) => what.type),
  )
  const [first] = events
  assert.ok(first)
  for (let place = 0; place < first.bytes.length; place += 1) {
    const bytes: Uint8Array = Uint8Array.from(first.bytes)
    bytes[place] = (bytes[place] ?? 0) ^ 1
    assert.equal(verifyEvent({ bytes, signature: first.signature }, signKey), false)
  }
})

test('AL10 the bytes and the signature are fixed: another program gives the same', () => {
  const [event] = chain([begun(1)])
  assert.equal(
    fromUtf8(event?.bytes ?? utf8('')),
    '{"at":"2026-03-01T10:00:00.000Z","phone":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",' +
      '"prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":0,' +
      '"session":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","v":1,"what":{"album":"cccccccccccccccccccccccccccccccc",' +
      '"consent":{"how":"heard","text":"album-1"},"heldBy":"the desk in Dohuk","language":"ckb",' +
      '"order":["00000000000000000000000000000000"],"type":"begun"}}',
  )
  const again = noble.ed25519Sign(seed, utf8(`homeward album event v1\n${fromUtf8(event?.bytes ?? utf8(''))}`))
  assert.equal(toHex(event?.signature ?? utf8('')), toHex(again))
})

test('AL12 a gap, another order, another phone, another session and a forged event do not follow', () => {
  const events = chain(usual)
  const [first, second, third] = events
  assert.ok(first && second && third)
  assert.deepEqual(follow([first, third]), ['begun', 'GAP'])
  assert.deepEqual(follow([second]), ['GAP'])
  assert.deepEqual(follow([first, first]), ['begun', 'GAP'])
  const other = chain([begun(2), ...usual.slice(1)])
  assert.deepEqual(follow([first, ...other.slice(1, 2)]), ['begun', 'BROKEN'])
  assert.deepEqual(follow([{ bytes: first.bytes, signature: second.signature }]), ['SIGNATURE'])
  assert.deepEqual(follow([{ bytes: utf8('{}'), signature: first.signature }]), ['UNREADABLE'])
  const foreign = followChain(EMPTY_CHAIN, first, { phone: 'd'.repeat(32), session, signKey })
  assert.deepEqual(foreign, { fault: 'FOREIGN' })
  const moved = followChain(EMPTY_CHAIN, first, { phone, session: 'd'.repeat(32), signKey })
  assert.deepEqual(moved, { fault: 'FOREIGN' })
})

test('AL11 what is no event is neither written nor read', () => {
  const base = { v: 1, phone, session, seq: 0, prev: NO_EVENT_BEFORE, at: '2026-03-01T10:00:00.000Z', what: begun() }
  const answered = { type: 'answered', picture: pictureId(1), answer: 'recognised' }
  const later = { ...base, seq: 1, prev: 'e'.repeat(64) }
  const hostile: unknown[] = [
    { ...base, v: 2 },
    { ...base, extra: 1 },
    { ...base, seq: -1 },
    { ...base, seq: 1.5 },
    { ...base, at: '2026-02-30T10:00:00.000Z' },
    { ...base, at: '2026-03-01' },
    { ...base, phone: 'A'.repeat(32) },
    { ...base, prev: 'f'.repeat(64) },
    { ...base, seq: 1 },
    { ...base, what: { ...begun(), order: [pictureId(1), pictureId(1)] } },
    { ...base, what: { ...begun(), language: 'Kurdish, please' } },
    { ...base, what: { type: 'paused' } },
    { ...later, what: begun() },
    { ...later, what: { ...answered, answer: 'dead' } },
    { ...later, what: { ...answered, score: 5 } },
    { ...later, what: { ...answered, where: 'x'.repeat(301) } },
    { ...later, what: { ...answered, when: { from: '2017', to: '2016-12-31' } } },
    { ...later, what: { ...answered, when: { from: '2016-13' } } },
    {
      ...later,
      what: { ...answered, voice: { id: pictureId(1), sha256: 'a'.repeat(64), size: 1, type: 'text/html' } },
    },
    { ...later, what: { type: 'constructor' } },
    { ...later, what: [] },
    [],
    null,
  ]
  for (const value of hostile) {
    assert.throws(() => parseEvent(canonicalJson(value)), FormatError, JSON.stringify(value))
  }
  assert.throws(() => parseEvent(utf8(` ${JSON.stringify(base)}`)), { code: 'NOT_CANONICAL' })
  assert.throws(() => signEvent({ ...base, v: 1, at: 'now' }, seed), { code: 'ALBUM_INVALID' })
})

test('AL11 bytes that nobody made are refused, whatever they are', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json().map(utf8), fc.uint8Array({ maxLength: 200 })), (bytes) => {
      assert.throws(() => parseEvent(bytes), FormatError)
    }),
    { numRuns: 200 },
  )
})

test('AL14 the order of the largest album and the longest answer fit into an event', () => {
  const [first] = chain([begun(MAX_ALBUM_PICTURES)])
  assert.ok(first && first.bytes.length <= MAX_EVENT_BYTES)
  assert.throws(() => chain([begun(MAX_ALBUM_PICTURES + 1)]), { code: 'ALBUM_INVALID' })
})
