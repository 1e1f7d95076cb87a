import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerAct, getAct, listActs, proposeAct, requestOf, withdrawAct, type Deed } from './acts.ts'
import { commitDeed, requireApproved } from './act-deeds.ts'
import { commit, refold, type Records } from './records.ts'
import { testMembers } from './test-members.ts'

const deed: Deed = { kind: 'erasure', subject: 'Erase the person person-one.', compartment: 'registry' }
const start = new Date('2030-03-01T08:00:00Z')
const hours = (count: number): Date => new Date(start.getTime() + count * 3_600_000)
const two = { second: { role: 'coordinator' } } as const

function code(expected: string): (error: unknown) => boolean {
  return (error) => error instanceof Error && 'code' in error && error.code === expected
}

/** Stands for what a deed writes beside the note that it was done. */
async function doIt(records: Records, act: string, now: Date): Promise<void> {
  await commitDeed(records, { act: requireApproved(records, { ...deed, act }, now), writes: [] }, now)
}

test('R17 R21 one proposes, another one approves, the first does it once', async (t) => {
  const { as, ids } = await testMembers(t, two)
  let records = await as('founder', start)
  assert.throws(() => requireApproved(records, deed, start), code('SECOND_PERSON_NEEDED'))
  const act = await proposeAct(records, { ...deed, reason: 'the family asked' }, start)
  assert.throws(() => requireApproved(records, { ...deed, act }, start), code('ACT_WAITING'))
  await assert.rejects(answerAct(records, { act, answer: 'approved' }, start), code('ACT_FORBIDDEN'))
  records = await as('second', hours(1))
  const seen = getAct(records, act, hours(1))
  assert.deepEqual(
    [seen.state, seen.subject, seen.reason, seen.member, seen.approvers],
    ['waiting', deed.subject, 'the family asked', ids['founder'], [ids['second']]],
  )
  assert.deepEqual(seen.may, { approve: true, refuse: true, withdraw: false, do: false })
  await answerAct(records, { act, answer: 'approved', note: 'seen the letter' }, hours(1))
  assert.throws(() => requireApproved(records, { ...deed, act }, hours(1)), code('ACT_FORBIDDEN'))
  records = await as('founder', hours(2))
  await doIt(records, act, hours(2))
  assert.throws(() => requireApproved(records, { ...deed, act }, hours(2)), code('ACT_OVER'))
  assert.throws(() => requireApproved(records, deed, hours(2)), code('SECOND_PERSON_NEEDED'))
  const done = getAct(records, act, hours(2))
  assert.equal(done.state, 'done')
  assert.deepEqual(
    done.answers.map(({ member, note, counts }) => [member, note, counts]),
    [[ids['second'], 'seen the letter', true]],
  )
  await refold(records)
  assert.deepEqual(getAct(records, act, hours(2)), done)
})

test('R18 an approval serves what was proposed and nothing else', async (t) => {
  const { as } = await testMembers(t, two)
  let records = await as('founder', start)
  const act = await proposeAct(records, { ...deed, reason: 'asked' }, start)
  records = await as('second', start)
  await answerAct(records, { act, answer: 'approved' }, start)
  records = await as('founder', start)
  for (const other of [
    { ...deed, subject: 'Erase the person person-two.' },
    { ...deed, kind: 'bulk-export' as const },
    { ...deed, compartment: 'evidence' as const },
    { ...deed, opens: ['evidence' as const] },
  ]) {
    assert.throws(() => requireApproved(records, { ...other, act }, start), code('ACT_DIFFERS'))
    assert.throws(() => requireApproved(records, other, start), code('SECOND_PERSON_NEEDED'))
  }
  assert.equal(requireApproved(records, deed, start).id, act)
})

test('R18 another proposal with the id of an approved one gets nothing of its approval', async (t) => {
  const { as } = await testMembers(t, { ...two, third: { role: 'contributor' } })
  let records = await as('founder', start)
  const act = await proposeAct(records, { ...deed, reason: 'asked' }, start)
  records = await as('second', start)
  await answerAct(records, { act, answer: 'approved' }, start)
  records = await as('third', start)
  const copied = { type: 'act.proposed', act, kind: 'erasure', subject: 'Erase everybody.', reason: 'asked' } as const
  await commit(records, [
    { compartment: 'registry', changes: [{ ...copied, opens: ['registry'], until: hours(100).toISOString() }] },
  ])
  assert.throws(() => requireApproved(records, { ...deed, subject: 'Erase everybody.' }, start), code('ACT_WAITING'))
  assert.throws(
    () => requireApproved(records, { ...deed, subject: 'Erase everybody.', act }, start),
    code('ACT_DIFFERS'),
  )
  records = await as('founder', start)
  await commitDeed(records, { act: requireApproved(records, deed, start), writes: [] }, start)
  assert.deepEqual(
    listActs(records, start)
      .map(({ state }) => state)
      .toSorted(),
    ['done', 'waiting'],
  )
})

test('R17 who approves is another active coordinator or founder who opens it', async (t) => {
  const { as, ids } = await testMembers(t, {
    ...two,
    helper: { role: 'contributor' },
    reading: { role: 'reader' },
    elsewhere: { role: 'coordinator', grants: ['evidence'] },
  })
  let records = await as('reading', start)
  await assert.rejects(proposeAct(records, { ...deed, reason: 'asked' }, start), code('ACT_FORBIDDEN'))
  records = await as('elsewhere', start)
  await assert.rejects(proposeAct(records, { ...deed, reason: 'asked' }, start), code('ACT_FORBIDDEN'))
  records = await as('helper', start)
  const act = await proposeAct(records, { ...deed, reason: 'asked' }, start)
  assert.deepEqual(new Set(getAct(records, act, start).approvers), new Set([ids['founder'], ids['second']]))
  records = await as('reading', start)
  await assert.rejects(answerAct(records, { act, answer: 'approved' }, start), code('ACT_FORBIDDEN'))
  records = await as('elsewhere', start)
  assert.deepEqual(listActs(records, start), [])
  await assert.rejects(answerAct(records, { act, answer: 'approved' }, start), code('NOT_FOUND'))
  records = await as('second', start)
  await answerAct(records, { act, answer: 'approved' }, start)
  records = await as('founder', start)
  assert.equal(getAct(records, act, start).state, 'approved')
  records.vault.removeMember(ids['second']!)
  assert.deepEqual(
    [getAct(records, act, start).state, getAct(records, act, start).answers[0]?.counts],
    ['waiting', false],
  )
})

test('R20 a proposal ends: by its time, by a refusal, by being taken back', async (t) => {
  const { as } = await testMembers(t, two)
  let records = await as('founder', start)
  const [late, refused, withdrawn] = [
    await proposeAct(records, { ...deed, reason: 'one' }, start),
    await proposeAct(records, { ...deed, reason: 'two' }, start),
    await proposeAct(records, { ...deed, reason: 'three', days: 400 }, start),
  ]
  records = await as('second', hours(1))
  await assert.rejects(withdrawAct(records, withdrawn, hours(1)), code('ACT_FORBIDDEN'))
  for (const act of [late, refused, withdrawn]) await answerAct(records, { act, answer: 'approved' }, hours(1))
  await answerAct(records, { act: refused, answer: 'refused', note: 'not like this' }, hours(1))
  await assert.rejects(answerAct(records, { act: refused, answer: 'approved' }, hours(1)), code('ACT_OVER'))
  records = await as('founder', hours(2))
  await withdrawAct(records, withdrawn, hours(2))
  const states = (now: Date): string[] => [late, refused, withdrawn].map((act) => getAct(records, act, now).state)
  assert.deepEqual(states(hours(2)), ['approved', 'refused', 'withdrawn'])
  assert.deepEqual(states(hours(7 * 24)), ['expired', 'refused', 'withdrawn'])
  for (const act of [refused, withdrawn])
    assert.throws(() => requireApproved(records, { ...deed, act }, hours(2)), code('ACT_OVER'))
  assert.throws(() => requireApproved(records, { ...deed, act: late }, hours(7 * 24)), code('ACT_OVER'))
})

test('R20 an approval whose clock says that the time was over does not count, and 30 days are the most', async (t) => {
  const { as } = await testMembers(t, two)
  let records = await as('founder', start)
  const act = await proposeAct(records, { ...deed, reason: 'one', days: 400 }, start)
  assert.equal(getAct(records, act, start).until, hours(30 * 24).toISOString())
  records = await as('second', hours(31 * 24))
  await answerAct(records, { act, answer: 'approved' }, start)
  records = await as('founder', start)
  assert.deepEqual(
    [getAct(records, act, start).state, getAct(records, act, start).answers[0]?.counts],
    ['waiting', false],
  )
})

test('R22 whoever is alone waits a full day and can take it back; a second person ends that', async (t) => {
  const { as } = await testMembers(t, { helper: { role: 'contributor' } })
  let records = await as('founder', start)
  const act = await proposeAct(records, { ...deed, reason: 'asked' }, start)
  const view = getAct(records, act, hours(1))
  assert.deepEqual([view.state, view.notBefore, view.may.withdraw], ['alone', hours(24).toISOString(), true])
  assert.throws(
    () => requireApproved(records, { ...deed, act }, hours(23)),
    /no second person.*full day: .* after \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/u,
  )
  assert.equal(requireApproved(records, { ...deed, act }, hours(24)).state, 'ready')
  const helper = records.vault.members().members.find(({ name }) => name === 'helper')!
  records.vault.changeMember(helper.id, { role: 'coordinator' })
  assert.throws(() => requireApproved(records, { ...deed, act }, hours(25)), code('ACT_WAITING'))
  records = await as('helper', hours(25))
  await answerAct(records, { act, answer: 'approved' }, hours(25))
  records = await as('founder', hours(26))
  await doIt(records, act, hours(26))
})

test('R22 a proposal that could have been approved does not turn into a wait when the second person is removed', async (t) => {
  const { as, ids } = await testMembers(t, two)
  const records = await as('founder', start)
  const act = await proposeAct(records, { ...deed, reason: 'asked' }, start)
  records.vault.removeMember(ids['second']!)
  assert.equal(getAct(records, act, hours(48)).state, 'void')
  assert.throws(() => requireApproved(records, { ...deed, act }, hours(48)), code('ACT_OVER'))
  const again = await proposeAct(records, { ...deed, reason: 'asked' }, start)
  assert.equal(getAct(records, again, hours(1)).state, 'alone')
})

test('R21 two deeds at the same moment use an approval once, and what failed uses none', async (t) => {
  const { as } = await testMembers(t, {})
  const records = await as('founder', start)
  const id = await proposeAct(records, { ...deed, reason: 'asked' }, start)
  const act = requireApproved(records, { ...deed, act: id }, hours(24))
  await assert.rejects(
    commitDeed(
      records,
      { act, writes: [{ compartment: 'registry', changes: [{ type: 'consent.withdrawn', consent: '' }] }] },
      hours(24),
    ),
    code('INVALID'),
  )
  const both = await Promise.allSettled([
    commitDeed(records, { act, writes: [] }, hours(24)),
    commitDeed(records, { act, writes: [] }, hours(24)),
  ])
  assert.deepEqual(
    both.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
  assert.equal(getAct(records, id, hours(24)).done.length, 1)
})

test('R18 what is too long to be read is sealed with the proposal and given back as it was', async (t) => {
  const { as } = await testMembers(t, two)
  let records = await as('founder', start)
  const request = { persons: ['person-one', 'person-two'], purpose: 'tracing' }
  const act = await proposeAct(records, { ...deed, reason: 'asked', request }, start)
  records = await as('second', start)
  assert.deepEqual(await requestOf(records, getAct(records, act, start)), request)
  const without = await proposeAct(records, { ...deed, reason: 'asked' }, start)
  await assert.rejects(requestOf(records, getAct(records, without, start)), code('NOT_FOUND'))
})
