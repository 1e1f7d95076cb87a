import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPeopleIndex } from './people-index.ts'
import { runningFinders, startPeopleFinder } from './people-finder.ts'
import type { IndexedPerson } from './person-entry.ts'

const people: IndexedPerson[] = [
  { id: 'a', names: ['شیرزاد خضر مراد'], mothers: ['گوڵناز'], places: ['Stêrkava'] },
  { id: 'b', names: ['Sherzad Khidir Murad'], mothers: ['Gulnaz'], places: ['Sterkava'] },
  { id: 'c', names: ['Dilshad Khero Simo'] },
]

test('M14 a finder in its own thread gives what the index gives, and follows changes in their order', async (t) => {
  const index = createPeopleIndex()
  for (const person of people) index.put(person)
  const finder = startPeopleFinder()
  t.after(() => finder.end())
  const put = finder.put(people)
  const { total, hits } = index.search('Şêrzad Xidir')
  assert.deepEqual(await finder.search('Şêrzad Xidir', { limit: 10 }), { total, ids: ['b', 'a'] })
  assert.deepEqual((await finder.search('Şêrzad Xidir', { limit: 1 })).ids, ['b'])
  assert.deepEqual(await finder.explain('Şêrzad Xidir', ['a', 'b', 'nobody']), hits)
  assert.deepEqual(await finder.explain('Şêrzad Xidir', ['a']), hits.slice(1))
  assert.deepEqual((await finder.search('Şêrzad Xidir', { limit: 10, among: ['a', 'c'] })).ids, ['a'])
  assert.deepEqual(await finder.duplicatesOf('a'), index.duplicatesOf('a'))
  assert.deepEqual(await finder.duplicatesOf('a', { refused: new Set(['a\nb']) }), [])
  await put
  void finder.remove(['a'])
  const found = await finder.search('Sherzad', { limit: 10 })
  assert.deepEqual(found.ids, ['b'])
  assert.deepEqual(await finder.explain('Şêrzad Xidir', ['a']), [])
})

test('M14 H6 a finder that was ended holds nothing, and rejects what is asked for', async () => {
  const before = runningFinders()
  const finder = startPeopleFinder()
  assert.equal(runningFinders(), before + 1)
  const waiting = finder.put(people)
  const ending = finder.end()
  assert.equal(runningFinders(), before)
  await assert.rejects(waiting, { code: 'FINDER_ENDED' })
  await ending
  await assert.rejects(finder.search('Sherzad', { limit: 1 }), { code: 'FINDER_ENDED' })
  assert.equal(runningFinders(), before)
})
