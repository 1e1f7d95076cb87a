import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MessageRow } from '@homeward/records/message-row'
import fc from 'fast-check'
import { packBatch, transferOf, unpackBatch } from './message-batch.ts'

const nullable = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })
const text = fc.string({ unit: 'binary', maxLength: 12 })
const row: fc.Arbitrary<MessageRow> = fc.record({
  seq: fc.nat(),
  nativeId: nullable(text),
  kind: fc.constantFrom('message', 'service', 'unsupported'),
  sender: nullable(text),
  senderId: nullable(text),
  // Words are often the text itself.
  text: fc.constantFrom('', 'rain', '☔'),
  start: fc.maxSafeNat(),
  end: fc.maxSafeNat(),
  rawTime: nullable(text),
  localTime: nullable(text),
  precision: fc.constantFrom('day', 'minute', 'second', 'ms', null),
  earliestMs: nullable(fc.maxSafeInteger()),
  latestMs: nullable(fc.maxSafeInteger()),
  basis: fc.constantFrom('unix-field', 'unknown'),
  clock: fc.constantFrom('server', 'exporter'),
  details: nullable(text),
  words: fc.oneof(fc.constantFrom('', 'rain', '☔'), text),
  senderWords: text,
  attachments: fc.array(
    fc.record({
      path: text,
      status: fc.constantFrom('present', 'missing'),
      item: nullable(text),
      mediaType: nullable(text),
    }),
    { maxLength: 2 },
  ),
})

test('I32 a batch comes out of another thread as it went in', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
      const chat = { number: 3, name: 'Cats', type: null, nativeId: '7' }
      const packed = packBatch({ chat, count: rows.length, rows })
      const moved = unpackBatch(structuredClone(packed, { transfer: transferOf(packed) }))
      // The generator's objects have no prototype; copying gives them one on both sides.
      assert.deepEqual({ ...moved, rows: [...moved.rows] }, structuredClone({ chat, count: rows.length, rows }))
    }),
  )
})
