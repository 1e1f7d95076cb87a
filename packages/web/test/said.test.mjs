import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readingWords, refusalWords, tableWords } from '@homeward/intake'
import { actWords, erasureWords, invalidWords, withheldWords } from '@homeward/records'
import { phoneWords } from '@homeward/server'
import { checkPlaces, checkWords } from '@homeward/vault'
import { openModules } from '../scripts/texts-world.mjs'

/** The closed lists of the server, and where this interface has its own words for them. */
const lists = [
  { list: erasureWords, file: 'texts/erasure-words.ts', name: 'erasureWords' },
  { list: actWords, file: 'texts/act-words.ts', name: 'actWords' },
  { list: refusalWords, file: 'texts/refusal-words.ts', name: 'refusalWords' },
  { list: tableWords, file: 'texts/table-words.ts', name: 'tableWords' },
  { list: readingWords, file: 'texts/reading-words.ts', name: 'readingWords' },
  { list: phoneWords, file: 'texts/phone-words.ts', name: 'phoneWords' },
  { list: invalidWords, file: 'texts/invalid-words.ts', name: 'invalidWords' },
  { list: checkPlaces, file: 'texts/check-words.ts', name: 'checkPlaceWords' },
  { list: checkWords, file: 'texts/check-words.ts', name: 'checkWords' },
  { list: withheldWords, file: 'texts/withheld-words.ts', name: 'withheldReasonWords' },
]

/** A sentence with something in each gap that is in no other one. */
const sayWithMarks = (list, code, n) => {
  const gaps = [...list.say(code, { n: 2 }).text.matchAll(/\{(\w+)\}/gu)].map(([, name]) => [name, `<${name}>`])
  return list.say(code, { n, ...Object.fromEntries(gaps) })
}

describe('sentences of the server', () => {
  let vite
  const load = (file) => vite.ssrLoadModule(`/src/${file}`)
  before(async () => {
    vite = await openModules()
  })
  after(() => vite.close())

  test('W69 a refusal of any code that a page is answered is told in the language of the page', async () => {
    const { errorSentence } = await load('texts/errors.ts')
    const { activate } = await load('language/active.ts')
    await activate('ar', 'latn')
    for (const code of ['QUARANTINED', 'CSRF_REFUSED', 'PHOTO_UNSUPPORTED', 'LOG_FORKED', 'FAULT'])
      assert.doesNotMatch(errorSentence({ code, message: 'Nothing of it in English.' }), /English/u, code)
  })

  test('W69 a refusal with a sentence of the list is told by it', async () => {
    const { errorSentence } = await load('texts/errors.ts')
    const { activate } = await load('language/active.ts')
    const said = invalidWords.say('one-record')
    const refused = { code: 'INVALID', message: said.text, said }
    await activate('en', 'latn')
    assert.equal(errorSentence(refused), said.text)
    await activate('ar', 'latn')
    assert.equal(errorSentence(refused), 'هذا سجل واحد. اختر اثنين.')
  })

  for (const { list, file, name } of lists)
    test(`W89 every code of ${name} has words, and in English they are the server’s`, async () => {
      const { saidText } = await load('language/said.ts')
      const { activate } = await load('language/active.ts')
      const words = (await load(file))[name]
      await activate('en', 'latn')
      assert.deepEqual(new Set(Object.keys(words)), new Set(list.codes))
      for (const code of list.codes)
        for (const n of [1, 2]) {
          const said = sayWithMarks(list, code, n)
          assert.equal(saidText(said, words), said.text)
        }
      assert.equal(saidText(list.read('Words that stand in no list.'), words), null)
    })
})
