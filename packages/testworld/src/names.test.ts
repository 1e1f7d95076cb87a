import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NameForms } from './name-table.ts'
import { families, females, males, places } from './name-table.ts'
import { spell, spellPlainly } from './spelling.ts'
import { createStream } from './stream.ts'

const tables: [string, readonly NameForms[]][] = [
  ['males', males],
  ['females', females],
  ['families', families],
  ['places', places],
]

for (const [title, table] of tables) {
  test(`TW10 the table of ${title} has every script and several Latin spellings`, () => {
    for (const forms of table) {
      assert.match(forms.arabic, /^[\u0621-\u064A ]+$/u)
      // Sorani has letters of its own and writes neither teh marbuta nor Arabic kaf.
      assert.match(forms.sorani, /^[\u0626-\u064A\u067E-\u06D5 ]+$/u)
      assert.doesNotMatch(forms.sorani, /[ةكيىأإ]/u)
      assert.match(forms.kurmanji, /^[A-ZÇÊÎŞÛ][a-zçêîşû]*( [A-Z][a-zçêîşû]+)?$/u)
      assert.ok(forms.latin.length >= 3, forms.kurmanji)
      assert.equal(new Set(forms.latin).size, forms.latin.length, forms.kurmanji)
    }
  })

  test(`TW10 no name stands twice in the table of ${title}`, () => {
    assert.equal(new Set(table.map((forms) => forms.arabic)).size, table.length)
    assert.equal(new Set(table.map((forms) => forms.kurmanji)).size, table.length)
  })
}

test('TW10 there are about as many names for women as for men, about 120 of each', () => {
  assert.ok(males.length >= 120 && females.length >= 120)
  assert.ok(Math.abs(males.length - females.length) <= 5)
  for (const table of [males, females]) {
    for (const used of ['kurdish', 'arabic', 'both']) {
      assert.ok(table.filter((forms) => forms.used === used).length >= 20, used)
    }
  }
})

test('TW10 haste changes only the spelling: the plain form is among the ways', () => {
  const name = [
    males.find((forms) => forms.latin[0] === 'Abdullah')!,
    males.find((forms) => forms.latin[0] === 'Ahmed')!,
  ]
  const stream = createStream(1, 'haste')
  const ways = new Set(Array.from({ length: 60 }, () => spell(name, 'arabic', stream)))
  assert.ok(ways.has(spellPlainly(name, 'arabic')))
  assert.deepEqual(ways, new Set(['عبد الله أحمد', 'عبدالله أحمد', 'عبد الله احمد', 'عبدالله احمد']))
})
