import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rememberedNames } from '@homeward/compare'
import { answerAct } from './acts.ts'
import { lastLook, lookForDuplicates, lookForDuplicatesOf } from './duplicates.ts'
import { erase, proposeErasure } from './erase.ts'
import { getProposal, listProposals } from './proposals.ts'
import { judgePair, partPerson } from './pairs.ts'
import { changePerson, registerPerson, type NewPerson } from './people.ts'
import { refold, type Records } from './records.ts'
import { testMembers } from './test-members.ts'
import { testRecords } from './test-records.ts'

const now = new Date('2026-05-04T10:00:00.000Z')
const named = (text: string, mother: string, more: Partial<NewPerson> = {}): NewPerson => ({
  names: [
    { text, kind: 'full' },
    { text: mother, kind: 'mother' },
  ],
  origin: 'Stêrkava',
  event: { what: 'Taken in Sterkava', earliest: '2014-08-03', latest: '2014-08-03' },
  ...more,
})
const year = (at: number): Pick<NewPerson, 'birth'> => ({ birth: { earliest: at, latest: at, basis: 'stated' } })

interface Ids {
  first: string
  again: string
  brother: string
  one: string
}

/** One person twice, a brother, a stranger and somebody of whom too little is known. */
async function fill(records: Records): Promise<Ids> {
  const first = await registerPerson(records, named('شیرزاد خضر مراد', 'گوڵناز', { sex: 'male', ...year(1999) }))
  const again = await registerPerson(records, named('Sherzad Khidir', 'Gulnaz Ali', { sex: 'male', ...year(1999) }))
  const brother = await registerPerson(records, named('دڵشاد خضر مراد', 'گوڵناز', { sex: 'male', ...year(2003) }))
  await registerPerson(records, named('Berivan Tahir Omar', 'Nazdar', { event: { what: 'Lost on the road' } }))
  const one = await registerPerson(records, { names: [{ text: 'Xezal', kind: 'nickname' }] })
  return { first, again, brother, one }
}

const open = (records: Records): [string, string][] =>
  listProposals(records).proposals.map(({ people, band }) => [band ?? '', people.join(' ')])
const key = (a: string, b: string): string => [a, b].toSorted((x, y) => (x < y ? -1 : 1)).join(' ')

test('R56 R57 who may be one person twice is proposed with an explanation, and who was left out is said', async (t) => {
  const records = await testRecords(t)
  const { first, again, brother, one } = await fill(records)
  assert.equal(lastLook(records), null)
  const seen: number[] = []
  const receipt = await lookForDuplicates(records, { now, onProgress: ({ done }) => void seen.push(done) })
  assert.equal(seen.at(-1), 5)
  assert.equal(rememberedNames(), 0)
  assert.equal(receipt.people, 5)
  assert.deepEqual(receipt.leftOut, { nothing: [one], crowded: [] })
  const [proposal] = listProposals(records, { band: 'same' }).proposals
  assert.equal(proposal?.people.join(' '), key(first, again))
  const name = proposal.parts.find(({ field }) => field === 'name')
  const isTurned = proposal.people[0] !== first
  assert.deepEqual(
    [name?.a, name?.b, name?.words[0]?.a],
    isTurned ? ['Sherzad Khidir', 'شیرزاد خضر مراد', 'Sherzad'] : ['شیرزاد خضر مراد', 'Sherzad Khidir', 'شیرزاد'],
  )
  assert.deepEqual(getProposal(records, proposal.id), proposal)
  const siblings = listProposals(records, { band: 'siblings' })
  assert.deepEqual(
    siblings.proposals.map(({ people }) => people.join(' ')).toSorted(),
    [key(first, brother), key(again, brother)].toSorted(),
  )
  assert.equal(siblings.proposals[0]?.parts.length, 4)
  assert.deepEqual(siblings.inBand, receipt.proposed)
  assert.equal(lastLook(records)?.changed, 0)
  await changePerson(records, first, { field: 'note', value: 'x' })
  assert.equal(lastLook(records)?.changed, 1)
  assert.equal(listProposals(records, { person: brother }).total, 2)
})

test('R52 H4 a refused pair stays refused, after a rebuild too; a joined pair is decided, and open again when it is parted', async (t) => {
  const records = await testRecords(t)
  const { first, again, brother } = await fill(records)
  await lookForDuplicates(records, { now })
  await judgePair(records, { one: first, other: brother, verdict: 'relatives' })
  await judgePair(records, { one: again, other: first, verdict: 'distinct', note: 'other marks' })
  const pairs = (state: 'distinct' | 'same'): number => listProposals(records, { state }).total
  assert.deepEqual([open(records), pairs('distinct')], [[['siblings', key(again, brother)]], 1])
  await refold(records)
  assert.deepEqual([open(records), lastLook(records)], [[], null])
  assert.equal((await lookForDuplicates(records, { now })).refused, 2)
  assert.deepEqual(open(records), [['siblings', key(again, brother)]])

  await judgePair(records, { one: again, other: first, verdict: 'unsure' })
  await lookForDuplicates(records, { now })
  assert.equal(listProposals(records, { state: 'unsure' }).total, 1)
  await judgePair(records, { one: again, other: first, verdict: 'same' })
  assert.equal(pairs('same'), 1)
  // The two are one now, of whom somebody said that the brother is a relative.
  await lookForDuplicates(records, { now })
  assert.deepEqual(open(records), [])
  await partPerson(records, again)
  await lookForDuplicates(records, { now })
  assert.deepEqual(
    open(records).map(([, people]) => people),
    [key(again, first), key(again, brother)],
  )
})

test('R56 M18 one person is compared alone with the same result', async (t) => {
  const records = await testRecords(t)
  const { first, again, brother } = await fill(records)
  await lookForDuplicatesOf(records, again)
  const alone = listProposals(records, { person: again }).proposals
  assert.ok(alone.some(({ people, band }) => people.join(' ') === key(first, again) && band === 'same'))
  await lookForDuplicates(records, { now })
  const whole = listProposals(records, { person: again, band: 'same' }).proposals
  assert.deepEqual(
    whole.map(({ id }) => id),
    alone.filter(({ band }) => band === 'same').map(({ id }) => id),
  )
  await changePerson(records, first, { field: 'sex', value: 'female' })
  await changePerson(records, first, { field: 'origin', value: null })
  await changePerson(records, first, { field: 'birth', value: { earliest: 1960, latest: 1960, basis: 'stated' } })
  await lookForDuplicatesOf(records, first)
  assert.equal(listProposals(records, { band: 'same' }).total, 0)
  assert.equal(listProposals(records, { person: brother, band: 'siblings' }).total, 2)
  await assert.rejects(lookForDuplicatesOf(records, 'person-none'), { code: 'NOT_FOUND' })
})

test('R56 work that is called off leaves what was proposed before', async (t) => {
  const records = await testRecords(t)
  await fill(records)
  await lookForDuplicates(records, { now })
  const before = open(records)
  const stopped = new AbortController()
  const work = lookForDuplicates(records, { now, signal: stopped.signal })
  stopped.abort(new Error('called off'))
  await assert.rejects(work, /called off/u)
  assert.deepEqual(open(records), before)
})

test('R25 R56 of somebody who was erased nothing is proposed any more', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  let records = await members.as('founder', now)
  const { first, again } = await fill(records)
  await lookForDuplicates(records, { now })
  const target = { person: first }
  const act = await proposeErasure(records, { target, authority: 'family', reason: 'They asked' }, now)
  await answerAct(await members.as('second', now), { act, answer: 'approved' }, now)
  records = await members.as('founder', now)
  const work = lookForDuplicates(records, { now })
  await erase(records, { target, authority: 'family', act }, now)
  await assert.rejects(work, { code: 'INVALID' })
  assert.equal(listProposals(records, { person: again, band: 'same' }).total, 0)
  assert.equal(lastLook(records), null)
  const rows = records.registry.prepare('SELECT parts FROM proposal').all<{ parts: string }>()
  assert.ok(!rows.some(({ parts }) => parts.includes('شیرزاد')))
})
