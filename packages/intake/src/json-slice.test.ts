import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSlice } from './json-slice.ts'

function parse(text: string | Uint8Array, colons?: number): ReturnType<typeof parseSlice> {
  const bytes = Buffer.from(text)
  const keys = colons ?? (JSON.stringify(text).match(/\\":/gu) ?? []).length
  return parseSlice({ bytes, from: 0, to: bytes.length, start: 0, end: bytes.length, colons: keys })
}

test('I6 a control character written as \\xNN is repaired, an escaped backslash before an x is not', () => {
  const parsed = parse(String.raw`{"text": "esc\x1B[0m nul\x00 \\x41 \\\x07 \"\x1f"}`)
  assert.deepEqual(parsed, {
    value: { text: 'esc\u001B[0m nul\u0000 \\x41 \\\u0007 "\u001F' },
    flags: ['repaired-escapes'],
  })
})

test('I6 unescaped control characters in a string are repaired', () => {
  assert.deepEqual(parse('{"text": "one\ntwo\u0001",\n "id": 1}'), {
    value: { text: 'one\ntwo\u0001', id: 1 },
    flags: ['repaired-controls'],
  })
})

test('I6 bytes that are not UTF-8 are recorded, a genuine replacement character is not', () => {
  const broken = Buffer.concat([Buffer.from('{"text": "rain '), Buffer.from([0xff, 0xc3]), Buffer.from('"}')])
  assert.deepEqual(parse(broken, 1), { value: { text: 'rain \uFFFD\uFFFD' }, flags: ['invalid-utf8'] })
  assert.deepEqual(parse('{"text": "rain \uFFFD"}'), { value: { text: 'rain \uFFFD' }, flags: [] })
})

test('I6 integers beyond 2^53 keep their digits, also beside strings that hold digits', () => {
  assert.deepEqual(
    parse('{"gift_id": 5312536423851630001, "text": "5312536423851630001", "n": [-9007199254740993, 1.5, 1e300]}'),
    {
      value: { gift_id: '5312536423851630001', text: '5312536423851630001', n: ['-9007199254740993', 1.5, 1e300] },
      flags: ['long-numbers'],
    },
  )
})

test('I6 duplicate keys are recorded at any depth', () => {
  assert.deepEqual(parse('{"id": 1, "id": 2}'), { value: { id: 2 }, flags: ['duplicate-keys'] })
  assert.deepEqual(parse('{"a": [{"b": 1, "b": 1}]}')?.flags, ['duplicate-keys'])
})

test('I6 a key __proto__ is a property like any other', () => {
  const value = parse('{"__proto__": {"polluted": true}, "id": 1}')?.value as Record<string, unknown>
  assert.deepEqual(Object.keys(value), ['__proto__', 'id'])
  assert.equal(Object.getPrototypeOf(value), Object.prototype)
  assert.equal(value['polluted'], undefined)
})

test('I6 what is not JSON even after repair is refused without a throw', () => {
  for (const text of ['', '{', '{"a"}', '{"a": \\q}', '"\\xZZ"', '[1,]']) assert.equal(parse(text), null)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      parse(bytes, 0)
    }),
  )
})
