import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ParsedMessage } from '@homeward/records'
import fc from 'fast-check'
import { packBatch, transferOf, unpackBatch } from './message-batch.ts'

const nullable = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })
const text = fc.string({ unit: 'binary', maxLength: 12 })
const message: fc.Arbitrary<ParsedMessage> = fc.record({
  seq: fc.nat(),
  nativeId: nullable(text),
  kind: fc.constantFrom('message', 'service', 'unsupported'),
  sender: nullable(text),
  senderId: nullable(text),
  text,
  time: fc.record({
    raw: nullable(text),
    local: nullable(text),
    precision: fc.constantFrom('day', 'minute', 'second', 'ms', null),
    earliestMs: nullable(fc.maxSafeInteger()),
    latestMs: nullable(fc.maxSafeInteger()),
    basis: fc.constantFrom('unix-field', 'unknown'),
    clock: fc.constantFrom('server', 'exporter'),
    ambiguities: fc.array(text, { maxLength: 2 }),
  }),
  start: fc.maxSafeNat(),
  end: fc.maxSafeNat(),
  replyTo: nullable(text),
  forwardedFrom: nullable(text),
  editedMs: nullable(fc.maxSafeInteger()),
  attachments: fc.array(
    fc.record({
      path: text,
      status: fc.constantFrom('present', 'missing'),
      item: nullable(text),
      mediaType: nullable(text),
    }),
    { maxLength: 2 },
  ),
  flags: fc.array(text, { maxLength: 2 }),
  extra: fc.dictionary(fc.oneof(text, fc.constant('__proto__')), fc.jsonValue(), { maxKeys: 2 }),
})

test('I32 a batch comes out of another thread as it went in', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 6 }), (messages) => {
      const chat = { number: 3, name: 'Cats', type: null, nativeId: '7' }
      const packed = packBatch({ chat, messages })
      const moved = unpackBatch(structuredClone(packed, { transfer: transferOf(packed) }))
      // The generator's objects have no prototype; copying gives them one on both sides.
      assert.deepEqual(moved, structuredClone({ chat, messages }))
    }),
  )
})
