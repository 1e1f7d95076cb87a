import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shownBytes } from './shown-bytes.ts'

const shown = (...parts: (string | number[])[]) =>
  shownBytes(Buffer.concat(parts.map((part) => Buffer.from(part as string))))

test('S24 bytes are shown as the text they are', () => {
  assert.equal(shown('سڵاو, silav\n\t"x"'), 'سڵاو, silav\n\t"x"')
  assert.equal(shown(''), '')
})

test('S24 characters that hide or turn text are shown by number', () => {
  assert.equal(shown('a\u202Egpj.exe\u0000\u001B[2J\uFEFF'), String.raw`a\u{202E}gpj.exe\u{0}\u{1B}[2J\u{FEFF}`)
})

test('S24 bytes that are not UTF-8 are shown one by one', () => {
  assert.equal(shown('ab', [0xff, 0xc3], 'cd', [0xe2, 0x82]), String.raw`ab\xFF\xC3cd\xE2\x82`)
  assert.equal(shown('\uFFFDa', [0x80], '\uFFFD'), '\uFFFDa\\x80\uFFFD')
})

test('S24 no bytes put an acting character on the screen', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.match(
        shownBytes(bytes),
        /^(?:[^\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|[\n\t])*$/u,
      )
    }),
  )
})

test('S24 text without acting characters is shown as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text))
      assert.equal(shownBytes(Buffer.from(text)), text)
    }),
  )
})
