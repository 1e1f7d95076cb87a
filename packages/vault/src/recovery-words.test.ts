import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { joinRecoveryKey, recoveryWords, splitRecoveryKey } from './recovery-share.ts'
import { WORD_LIST } from './recovery-words.ts'
import { fromSymbols, toSymbols } from './symbols.ts'

const KEY = Uint8Array.from({ length: 32 }, (_, index) => index * 5 + 1)
const SET = Uint8Array.of(4, 3, 2, 1)

const shares = async (): Promise<{ code: string; words: string[] }> => {
  const [code = '', second = ''] = await splitRecoveryKey(KEY, SET)
  return { code, words: recoveryWords(second) }
}

const changed = (words: readonly string[], place: number, word: string): string => words.with(place, word).join(' ')

test('K7 the same share opens as text and in words, in any mixture', async () => {
  const [first = '', second = ''] = await splitRecoveryKey(KEY, SET)
  const inWords = [first, second].map((share) => recoveryWords(share).join(' '))
  assert.equal(inWords[0]?.split(' ').length, 31)
  for (const pair of [inWords, [first, inWords[1] ?? ''], [inWords[0] ?? '', second]]) {
    assert.deepEqual(Uint8Array.from((await joinRecoveryKey(pair)).recoveryKey), KEY)
  }
  await assert.rejects(joinRecoveryKey([first, inWords[0] ?? '']), /2 different shares/u)
})

test('K7 words are read as people write them: capitals, numbers before them, line breaks, four letters', async () => {
  const { code, words } = await shares()
  const numbered = words.map((word, place) => `${place + 1}. ${word.toUpperCase()}`).join('\n')
  const short = words.map((word) => word.slice(0, 4)).join(', ')
  for (const text of [numbered, short]) {
    assert.deepEqual(Uint8Array.from((await joinRecoveryKey([code, text])).recoveryKey), KEY)
  }
})

test('K7 a mistake in words is told by its word: unknown, another one, swapped, missing', async () => {
  const { code, words } = await shares()
  const joining = (text: string): Promise<unknown> => joinRecoveryKey([code, text])
  await assert.rejects(
    joining(changed(words, 6, 'lanternish')),
    /share 2 .* Word 7, “lanternish”, is none of the words/u,
  )
  await assert.rejects(joining(words.slice(1).join(' ')), /has 31 words, and 30 were typed/u)
  const [one = '', other = ''] = words.slice(9, 11)
  assert.notEqual(one, other)
  await assert.rejects(joining(words.with(9, other).with(10, one).join(' ')), /Words 10 and 11 stand the other way/u)
  for (const place of [0, 12, 30]) {
    const wrong = WORD_LIST[(WORD_LIST.indexOf(words[place] ?? '') + 77) % 2048] ?? ''
    const told = new RegExp(`Word ${place + 1}, “${wrong}”, has to be another one`, 'u')
    await assert.rejects(joining(changed(words, place, wrong)), told)
  }
  const twice = words.map((word, place) => (place === 3 || place === 20 ? 'zoo' : word)).join(' ')
  await assert.rejects(joining(twice), /More than one word is wrong/u)
})

test('K7 no two words of the list begin with the same four letters', () => {
  assert.equal(new Set(WORD_LIST.map((word) => word.slice(0, 4))).size, 2048)
})

test('K7 bytes become symbols of any width and come back; spare bits are zero', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(5, 8, 11), (bytes, bits) => {
      const symbols = toSymbols(bytes, bits)
      assert.deepEqual(fromSymbols(symbols, bits, bytes.length), Uint8Array.from(bytes))
      assert.equal(fromSymbols([...symbols, 0], bits, bytes.length), null)
    }),
  )
  assert.equal(fromSymbols([0, 1], 5, 1), null)
})
