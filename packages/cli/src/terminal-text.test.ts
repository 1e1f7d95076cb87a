import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { jsonLine } from './json-text.ts'
import { clip, clipPath, displayWidth, escapeText, foreign, table } from './terminal-text.ts'

// oxlint-disable-next-line no-control-regex, no-misleading-character-class -- what must never reach a terminal
const acting = /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066\u2067\u2028\u2029\uFEFF]/u

/** Any characters, and isolates and right-to-left letters more often than chance would have them. */
const lively = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 9 }), fc.constantFrom('\u2068', '\u2069', '\u2067', 'ناو', 'a')),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''))

/** Every isolate is closed and nothing closes what it did not open: text cannot end the isolate that it stands in. */
function isClosed(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    if (sign === '\u2068') depth += 1
    if (sign === '\u2069') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

test('X7 characters that act on a terminal are shown as escapes', () => {
  assert.equal(escapeText('a\u001B[31mred\u0007'), String.raw`a\u{1B}[31mred\u{7}`)
  assert.equal(escapeText('\u009B2J'), String.raw`\u{9B}2J`)
  assert.equal(escapeText('one\ntwo\rthree'), String.raw`one\u{A}two\u{D}three`)
  assert.equal(escapeText('photo\u202Egpj.exe'), String.raw`photo\u{202E}gpj.exe`)
  assert.equal(escapeText('a\u2069b\u2066'), String.raw`a\u{2069}b\u{2066}`)
  assert.equal(escapeText('\uD800'), String.raw`\u{D800}`)
  assert.equal(escapeText('\u{E0041}'), String.raw`\u{E0041}`)
})

test('X7 letters of every script, joiners and emoji stay as they are', () => {
  for (const text of ['ڕۆژین', 'Şîrîn', 'خانم\u200Cها', 'Ω', '漢字', '👩\u200D👧']) assert.equal(escapeText(text), text)
})

test('X7 right-to-left text is isolated, other text is not', () => {
  assert.equal(foreign('ڕۆژین'), '\u2068ڕۆژین\u2069')
  assert.equal(foreign('Rojîn'), 'Rojîn')
})

test('X7 an isolate that is closed stays, one that is not is shown', () => {
  assert.equal(escapeText('a \u2068b\u2069 c'), 'a \u2068b\u2069 c')
  assert.equal(escapeText('\u2068\u2068b\u2069'), String.raw`\u{2068}` + '\u2068b\u2069')
  assert.equal(clip('\u2068ناوی درێژ\u2069 joined', 5), '\u2068\u2068ناوی\u2069…\u2069')
})

test('X7 no text of any kind brings an acting character to the terminal', () => {
  fc.assert(
    fc.property(lively, fc.integer({ min: 1, max: 30 }), (text, columns) => {
      assert.doesNotMatch(foreign(text), acting)
      assert.doesNotMatch(clip(text, columns), acting)
      for (const printed of [foreign(text), clip(text, columns)]) assert.ok(isClosed(printed), printed)
    }),
  )
})

test('X3 a line of JSON is plain to a terminal and reads back as the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (value) => {
      const line = jsonLine(value)
      assert.doesNotMatch(line, acting)
      assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(value)))
    }),
  )
  assert.equal(jsonLine({ a: '\u009B\u202E\u{E0041}' }), String.raw`{"a":"\u009b\u202e\udb40\udc41"}`)
})

test('X7 widths count columns, not characters', () => {
  assert.equal(displayWidth('abc'), 3)
  assert.equal(displayWidth('e\u0301'), 1)
  assert.equal(displayWidth('漢字'), 4)
  assert.equal(displayWidth('\u2068ناو\u2069'), 3)
  assert.equal(displayWidth('👩\u200D👧'), 2)
})

test('X7 long text is cut to its columns and says so', () => {
  assert.equal(clip('a very long text', 8), 'a very …')
  assert.equal(clip('two\nlines', 20), 'two lines')
  assert.equal(displayWidth(clip('漢字漢字漢字', 5)), 5)
})

test('X7 a long path keeps its end', () => {
  assert.equal(clipPath('export/photos/photo_8.jpg', 14), '…s/photo_8.jpg')
  assert.equal(clipPath('photo_8.jpg', 14), 'photo_8.jpg')
  assert.equal(clipPath(`${'a/'.repeat(5000)}end.jpg`, 8), '…end.jpg')
})

test('X2 tables line up, with numbers at the right', () => {
  assert.equal(
    table(
      ['name', 'n'],
      [
        ['a', 5],
        ['long', 12],
      ],
    ),
    ['name   n', 'a      5', 'long  12'].join('\n'),
  )
})
