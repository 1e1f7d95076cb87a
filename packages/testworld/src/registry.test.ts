import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spellArabic } from './registry-arabic.ts'
import { spellKurmanji, spellSorani } from './registry-kurdish.ts'
import { latinSystems, spellLatin } from './registry-latin.ts'
import { inventNamePairs } from './registry-pairs.ts'
import { soundedName } from './registry-sounds.ts'
import { inventRegistry } from './registry.ts'
import { createStream } from './stream.ts'

const registry = inventRegistry({ seed: 3, records: 2000 })

test('TW13 a registry is the same for the same seed, and its beginning that of a larger one', () => {
  const smaller = inventRegistry({ seed: 3, records: 500 })
  assert.deepEqual(smaller.records, registry.records.slice(0, 500))
  assert.notDeepEqual(inventRegistry({ seed: 4, records: 500 }).records, smaller.records)
})

test('TW13 records of one person are listed as duplicates, and no others', () => {
  const places = new Map<number, number[]>()
  for (const [at, { person }] of registry.records.entries()) places.set(person, [...(places.get(person) ?? []), at])
  assert.deepEqual(
    [...places.values()].filter((found) => found.length > 1),
    registry.duplicates.map((pair) => [...pair]),
  )
  assert.ok(registry.duplicates.length > 60)
  for (const [a, b] of registry.duplicates) assert.equal(registry.records[a]?.sex, registry.records[b]?.sex)
})

test('TW13 all four writings occur, and everything is there where that is asked for', () => {
  assert.equal(new Set(registry.records.map(({ script }) => script)).size, 4)
  assert.ok(
    registry.records.some(({ mother, place, birthYear }) => mother === null && place === null && birthYear === null),
  )
  for (const { mother, place, birthYear } of inventRegistry({ seed: 3, records: 300, complete: true }).records)
    assert.ok(mother !== null && place !== null && birthYear !== null)
})

test('TW14 names are spelled from their sounds by the rules of each writing', () => {
  const stream = createStream(1, 'test')
  const xadija = soundedName('xadIj@', 'arabic')
  assert.deepEqual(
    [spellArabic(xadija, stream), spellSorani(xadija), spellKurmanji(xadija)],
    ['خديجة', 'خەدیجە', 'Xedîce'],
  )
  assert.match(spellLatin(xadija, 'library', stream), /^Khadījah?$/u)
  assert.equal(spellLatin(xadija, 'map', stream), 'Khadījah')
  const rahim = soundedName('3abd+raHIm', 'arabic')
  assert.equal(spellArabic(rahim, stream), 'عبد الرحيم')
  assert.equal(spellLatin(rahim, 'library', stream), 'ʻAbd al-Raḥīm')
  assert.match(spellLatin(rahim, 'turkish', stream), /^Abdürr[ae]h[iı]m$/u)
  const wafa = soundedName("wafA'", 'arabic')
  assert.deepEqual([spellArabic(wafa, stream), spellSorani(wafa), spellKurmanji(wafa)], ['وفاء', 'وەفا', 'Wefa'])
  assert.match(spellLatin(soundedName('muHammad', 'arabic'), 'chat', stream), /^M[uo]7/u)
  for (const system of latinSystems) assert.match(spellLatin(rahim, system, stream), /^\P{Script=Arabic}+$/u)
})

test('TW15 pairs of names are half one person and half two, of every kind', () => {
  const pairs = inventNamePairs(5, 400)
  assert.equal(pairs.length, 800)
  const same = pairs.filter((pair) => pair.same)
  assert.ok(Math.abs(same.length - 400) < 20)
  assert.ok(new Set(same.map(({ kind }) => kind)).size >= 12)
  assert.ok(new Set(pairs.filter((pair) => !pair.same).map(({ kind }) => kind)).size === 5)
  for (const { a, b } of pairs) assert.ok(a.trim() !== '' && b.trim() !== '')
  assert.deepEqual(inventNamePairs(5, 400), pairs)
})
