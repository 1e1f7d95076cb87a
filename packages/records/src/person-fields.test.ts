import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planErasure } from './erase-plan.ts'
import { changePerson, getPerson, registerPerson, type NewValue } from './people.ts'
import { refold, type Records } from './records.ts'
import { testRecords } from './test-records.ts'

const register = (records: Records, text: string): Promise<string> =>
  registerPerson(records, { names: [{ text, kind: 'full' }] })
const aunt = { by: 'an aunt, by telephone', date: 'March 2021' }

test('R32 fate and whereabouts are two questions, both empty until somebody answers; unknown is an answer too', async (t) => {
  const records = await testRecords(t)
  const id = await register(records, 'Dilan Omar')
  await changePerson(records, id, { field: 'whereabouts', value: { state: 'unknown' } })
  assert.deepEqual(getPerson(records, id).fate, [])
  assert.deepEqual(getPerson(records, id).whereabouts[0]?.value, { state: 'unknown' })
  await changePerson(records, id, { field: 'fate', value: { state: 'captive' }, said: aunt })
  const { fate } = getPerson(records, id)
  assert.deepEqual([fate[0]?.value, fate[0]?.said], [{ state: 'captive' }, aunt])
})

test('R32 nobody is dead without somebody who says so and how it was established', async (t) => {
  const records = await testRecords(t)
  const id = await register(records, 'Dilan Omar')
  const before = records.vault.position()
  for (const value of [
    { field: 'fate', value: { state: 'reported-dead' } },
    { field: 'fate', value: { state: 'dead' }, said: aunt },
    { field: 'fate', value: { state: 'dead', basis: 'a court' } },
    { field: 'fate', value: { state: 'presumed-dead' }, said: aunt },
    { field: 'whereabouts', value: { state: 'known' } },
  ] as NewValue[])
    await assert.rejects(changePerson(records, id, value), { code: 'INVALID' }, JSON.stringify(value))
  assert.deepEqual(records.vault.position(), before)
  await changePerson(records, id, { field: 'fate', value: { state: 'dead', basis: 'remains identified' }, said: aunt })
  assert.equal(getPerson(records, id).fate[0]?.value.state, 'dead')
})

test('R33 every field carries who says it; the same rows come out of a rebuild', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, {
    names: [{ text: 'Dilan Omar', kind: 'full' }],
    sex: 'female',
    birth: { earliest: 1999, latest: 2001, basis: 'document' },
    event: {
      what: 'The road to the hills',
      place: 'Gundê Jor',
      date: 'early August',
      earliest: '2014-08-03',
      latest: '2014-08-05',
    },
    lastSeen: { place: 'the school', earliest: '2014-08-04' },
    marks: [{ kind: 'scar', text: 'above the left eyebrow' }],
    references: [{ registry: 'List A', id: '17' }],
    said: aunt,
  })
  const person = getPerson(records, id)
  const all = [person.names, person.sex, person.birth, person.event, person.lastSeen, person.marks, person.references]
  for (const values of all) assert.deepEqual(values[0]?.said, aunt)
  await refold(records)
  assert.deepEqual(getPerson(records, id), person)
  const wrong = { field: 'event', value: { earliest: '2014-08-05', latest: '2014-08-03' } } as const
  await assert.rejects(changePerson(records, id, wrong), { code: 'INVALID' })
})

test('R35 a relative who has a page is shown on both pages, and not after it was taken back', async (t) => {
  const records = await testRecords(t)
  const [mother, child] = [await register(records, 'Xezal'), await register(records, 'Sipan')]
  const kin = await changePerson(records, mother, {
    field: 'kin',
    value: { relation: 'born-in-captivity', person: child },
    said: aunt,
  })
  assert.deepEqual(getPerson(records, mother).kin[0]?.linked, { id: child, name: 'Sipan' })
  const [from] = getPerson(records, child).kinFrom
  assert.deepEqual([from?.person, from?.name, from?.relation, from?.said], [mother, 'Xezal', 'born-in-captivity', aunt])
  await changePerson(records, mother, { field: 'kin', id: kin ?? '', value: null })
  assert.deepEqual([getPerson(records, mother).kin, getPerson(records, child).kinFrom], [[], []])
  const self = changePerson(records, mother, { field: 'kin', value: { relation: 'other', person: mother } })
  await assert.rejects(self, { code: 'INVALID' })
})

test('R35 a link to a page that this member does not open tells nothing of it', async (t) => {
  const records = await testRecords(t)
  const id = await register(records, 'Xezal')
  const closed = 'person-in-another-compartment'
  await changePerson(records, id, { field: 'kin', value: { relation: 'sibling', person: closed } })
  await changePerson(records, id, { field: 'kin', value: { relation: 'child', name: 'Sipan', person: closed } })
  const { kin } = getPerson(records, id)
  assert.deepEqual(
    kin.map(({ value, linked }) => [value, linked]),
    [[{ relation: 'child', name: 'Sipan' }, undefined]],
  )
  assert.equal(JSON.stringify(getPerson(records, id)).includes(closed), false)
})

test('R24 an erasure counts the new fields and what was taken back', async (t) => {
  const records = await testRecords(t)
  const id = await registerPerson(records, {
    names: [{ text: 'Dilan Omar', kind: 'full' }],
    origin: 'Gundê Jor',
    marks: [{ kind: 'scar', text: 'left hand' }],
    whereabouts: { state: 'unknown' },
  })
  await changePerson(records, id, { field: 'origin', value: 'Gundê Jêr' })
  const gone = planErasure(records, { person: id }, '2026-01-01').gone.map(({ text }) => text)
  assert.ok(gone.includes('3 details') && gone.includes('1 earlier value'), gone.join('; '))
})
