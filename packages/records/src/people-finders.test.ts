import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runningFinders } from '@homeward/compare'
import { changePerson, registerPerson } from './people.ts'
import { dropFinder, warmFinder } from './people-finders.ts'
import { searchPeople } from './person-search.ts'
import { openRecords, refold, type Records } from './records.ts'
import { testMembers } from './test-members.ts'
import { reopen, testRecords } from './test-records.ts'

const found = async (records: Records, query: string): Promise<string[]> =>
  (await searchPeople(records, query)).people.map(({ id }) => id)

test('M14 R51 people are found by name, mother, place and identifier, and each word tells what it met', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, {
    names: [
      { text: 'عەلی خدر', kind: 'full' },
      { text: 'Gulnaz', kind: 'mother' },
    ],
    origin: 'Stêrkava',
    lastSeen: { place: 'Nurbakhan' },
    kin: [{ relation: 'mother', name: 'Xezal' }],
    references: [{ registry: 'Tracing office', id: 'KR-2014/0077' }],
  })
  await registerPerson(records, { names: [{ text: 'Berivan Tahir', kind: 'full' }] })
  for (const query of ['Ali Khid', 'گولناز', 'Khazal', 'Sterkava', 'nurbak', 'kr 2014', 'Ali Sterkava'])
    assert.deepEqual(await found(records, query), [id], query)
  const [match] = (await searchPeople(records, 'Ali Sterkava')).people
  assert.deepEqual(
    match?.parts.map(({ field, part, a, b, fit }) => [field, part, a, b, fit]),
    [
      ['name', 'given', 'Ali', 'عەلی', 'spelling'],
      ['place', 'given', 'Sterkava', 'Stêrkava', 'same-sounds'],
    ],
  )
})

test('R51 M14 the search follows what is written and what is folded anew', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, { names: [{ text: 'Dilan Omar', kind: 'full' }], origin: 'Gundê Jor' })
  assert.deepEqual(await found(records, 'Dilan'), [id])
  const other = await registerPerson(records, { names: [{ text: 'Xezal', kind: 'full' }] })
  assert.deepEqual(await found(records, 'Xezal'), [other])
  await changePerson(records, id, { field: 'origin', value: 'Kanîsark' })
  assert.deepEqual(await found(records, 'Kanisark'), [id])
  assert.deepEqual(await found(records, 'Gunde Jor'), [])
  await refold(records)
  assert.equal(runningFinders(), 0)
  assert.deepEqual(await found(records, 'Xezal'), [other])
})

test('R51 M14 a search that is ended under way is done again', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, { names: [{ text: 'Dilan Omar', kind: 'full' }] })
  const asked = [found(records, 'Dilan'), found(records, 'Omar')]
  dropFinder(records.registry)
  assert.deepEqual(await Promise.all(asked), [[id], [id]])
  assert.equal(runningFinders(), 1)
})

test('R51 H6 nothing of what is searched stays after the lock, and nothing is found for who locked meanwhile', async (t) => {
  const records = await testRecords(t)
  await registerPerson(records, { names: [{ text: 'Dilan Omar', kind: 'full' }] })
  warmFinder(records)
  await found(records, 'Dilan')
  assert.equal(runningFinders(), 1)
  const asked = found(records, 'Dilan')
  records.vault.close()
  assert.equal(runningFinders(), 0)
  await assert.rejects(asked, { code: 'VAULT_CLOSED' })
  const again = await openRecords(await reopen(records))
  assert.equal((await found(again, 'Dilan')).length, 1)
  again.vault.close()
  assert.equal(runningFinders(), 0)
})

test('R51 R16 who does not open the registry finds nobody, and nothing is started for them', async (t) => {
  const members = await testMembers(t, { reader: { role: 'reader', grants: ['evidence'] } })
  const founder = await members.as('founder')
  await registerPerson(founder, { names: [{ text: 'Dilan Omar', kind: 'full' }] })
  const reader = await members.as('reader')
  assert.deepEqual(await searchPeople(reader, 'Dilan'), { total: 0, people: [] })
  assert.equal(runningFinders(), 0)
})
