import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  concatBytes,
  equalBytes,
  fromBase64,
  fromHex,
  fromUtf8,
  toBase64,
  toHex,
  u64FromBytes,
  u64ToBytes,
  utf8,
} from './bytes.ts'
import { FormatError } from './format-error.ts'
import { pad, padmeLength, unpad } from './padme.ts'

const refuses = (work: () => unknown, code = 'VALUE_INVALID'): void => {
  assert.throws(work, (error) => error instanceof FormatError && error.code === code)
}

test('C1 base64: the vectors of RFC 4648 section 10', () => {
  const vectors = ['', '', 'f', 'Zg==', 'fo', 'Zm8=', 'foo', 'Zm9v', 'foob', 'Zm9vYg==', 'foobar', 'Zm9vYmFy']
  for (let index = 0; index < vectors.length; index += 2) {
    assert.equal(toBase64(utf8(vectors[index] ?? '')), vectors[index + 1])
    assert.equal(fromUtf8(fromBase64(vectors[index + 1] ?? '')), vectors[index])
  }
})

test('C1 base64 in any other spelling is refused', () => {
  for (const text of ['Zg', 'Zg=', 'Zh==', 'Zg==\n', ' Zg==', 'Zm9=', 'Z-9v', 'Zm9v====', 'Zg==Zg==', '=', 'é']) {
    refuses(() => fromBase64(text))
  }
})

test('C1 hexadecimal is lower case and even', () => {
  assert.equal(toHex(Uint8Array.of(0, 1, 254, 255)), '0001feff')
  assert.deepEqual(fromHex('0001feff'), Uint8Array.of(0, 1, 254, 255))
  for (const text of ['0', 'FF', '0x00', ' 00', '00\n', 'gg']) {
    refuses(() => fromHex(text))
  }
})

test('C1 whatever the bytes, base64 and hexadecimal give them back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000, size: 'large' }), (bytes) => {
      assert.ok(equalBytes(fromBase64(toBase64(bytes)), bytes))
      assert.ok(equalBytes(fromHex(toHex(bytes)), bytes))
      assert.equal(toBase64(bytes), Buffer.from(bytes).toString('base64'))
    }),
    { numRuns: 30 },
  )
})

test('C3 text: a byte order mark stays, bad UTF-8 and lone surrogates are refused', () => {
  assert.equal(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), '\u{FEFF}a')
  refuses(() => fromUtf8(Uint8Array.of(0xc3, 0x28)))
  refuses(() => fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80)))
  refuses(() => utf8('\u{D800}'))
  assert.equal(fromUtf8(utf8('نور 😀')), 'نور 😀')
})

test('C1 numbers of eight bytes', () => {
  assert.equal(toHex(u64ToBytes(258)), '0000000000000102')
  assert.equal(toHex(u64ToBytes(2n ** 64n - 1n)), 'ffffffffffffffff')
  assert.equal(u64FromBytes(fromHex('00ffffffffffffffff'), 1), 2n ** 64n - 1n)
  for (const value of [-1, 1.5, 2 ** 60, -1n, 2n ** 64n]) {
    refuses(() => u64ToBytes(value))
  }
})

test('C1 joining and comparing', () => {
  assert.deepEqual(concatBytes(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3)), Uint8Array.of(1, 2, 3))
  assert.equal(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2)), true)
  assert.equal(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3)), false)
  assert.equal(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0)), false)
})

test('C4 Padmé lengths, worked out by hand from algorithm 1 of the paper', () => {
  // 9 = 1001b: 3 bits after the first, 2 of them free, so multiples of 2. 100: multiples of 8. 1,000,000: of 2^15.
  const expected = [
    [0, 0],
    [1, 1],
    [2, 2],
    [8, 8],
    [9, 10],
    [100, 104],
    [1000, 1024],
    [1025, 1088],
    [63_488, 63_488],
    [1_000_000, 1_015_808],
  ]
  for (const [length, padded] of expected) {
    assert.equal(padmeLength(length ?? 0), padded)
  }
})

test('C4 padding costs at most 12 %, never shrinks, and comes off again', () => {
  fc.assert(
    fc.property(fc.nat({ max: 70_000 }), (length) => {
      const padded = padmeLength(length)
      assert.ok(padded >= length && padded <= length * 1.12 + 1)
      assert.equal(padmeLength(padded), padded)
      const bytes = new Uint8Array(length).fill(0x80)
      assert.ok(equalBytes(unpad(pad(bytes)), bytes))
    }),
  )
})

test('C4 any other padding is refused', () => {
  const good = pad(utf8('twelve bytes'))
  for (const bytes of [
    new Uint8Array(),
    new Uint8Array(16),
    utf8('no marker here'),
    concatBytes(good, new Uint8Array(1)),
    concatBytes(good, new Uint8Array(16)),
    good.subarray(0, -1),
  ]) {
    refuses(() => unpad(bytes), 'PADDING_INVALID')
  }
})
