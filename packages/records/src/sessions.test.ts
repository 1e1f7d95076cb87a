import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { toHex, type SessionEventKind, type SignedEvent } from '@homeward/format'
import { makeAlbum } from './albums.ts'
import { answerAct } from './acts.ts'
import { erase, proposeErasure } from './erase.ts'
import { sessionScope } from './erase-session.ts'
import { planErasure } from './erase-plan.ts'
import { listPeople } from './people-lists.ts'
import { getPerson } from './people.ts'
import { revokePhone } from './phones.ts'
import { commit, refold, type Records } from './records.ts'
import { receiveEvents, receiveFile, standOf } from './session-receive.ts'
import { getSession, listSessions, openAnswerFile, recognitionsOf } from './session-rows.ts'
import { testMembers } from './test-members.ts'
import { begunWith, testEvents, testPerson, testPhone, testWords, type TestPhone } from './test-phone.ts'
import { testRecords } from './test-records.ts'
import type { ErasureTarget } from './act-types.ts'

const now = new Date('2026-05-04T10:00:00.000Z')
const session = '5'.repeat(32)

interface Made {
  phone: TestPhone
  album: string
  people: string[]
  /** The picture of each of the people. */
  pictures: string[]
}

async function madeAlbum(records: Records, count = 3, phone?: TestPhone): Promise<Made> {
  const holder = phone ?? (await testPhone(records))
  const people: string[] = []
  for (let number = 1; number <= count; number += 1) people.push((await testPerson(records, number)).person)
  const { album } = await makeAlbum(
    records,
    {
      kind: 'recognition',
      title: 'Village people',
      phone: holder.phone,
      people,
      until: '2026-06-04T10:00:00.000Z',
      showNames: false,
      withUnderAge: false,
    },
    { now },
  )
  const pictures = people.map(
    (person) =>
      records.registry
        .prepare('SELECT picture FROM album_picture WHERE album = ? AND person = ?')
        .get<{ picture: string }>([album, person])?.picture ?? '',
  )
  return { phone: holder, album, people, pictures }
}

const usual = ({ album, pictures: [first = '', second = '', third = ''] }: Made): SessionEventKind[] => [
  begunWith(album, [second, first, third]),
  { type: 'shown', picture: second },
  {
    type: 'answered',
    picture: second,
    answer: 'recognised',
    where: 'near the mill',
    when: { from: '2016-08' },
    words: testWords('tired').file,
  },
  { type: 'shown', picture: first },
  { type: 'paused' },
  { type: 'resumed' },
  { type: 'answered', picture: first, answer: 'unsaid' },
  { type: 'answered', picture: second, answer: 'unsure' },
  { type: 'ended', how: 'finished' },
]

const give = (records: Records, { phone }: Made, events: readonly SignedEvent[], from = 0) =>
  receiveEvents(records, { phone: phone.phone, session, from, events: events.slice(from) })

async function heldSession(t: TestContext): Promise<{ records: Records; made: Made; events: SignedEvent[] }> {
  const records = await testRecords(t)
  const made = await madeAlbum(records)
  const events = testEvents(made.phone, session, usual(made))
  return { records, made, events }
}

test('R79 each answer is a statement on the person, beside the earlier one, with the session as its source', async (t) => {
  const { records, made, events } = await heldSession(t)
  assert.deepEqual(await give(records, made, events), { have: 9 })
  const [first = '', second = ''] = made.people
  const statements = getPerson(records, second).statements.toSorted((left, right) => (left.seq ?? 0) - (right.seq ?? 0))
  assert.deepEqual(
    statements.map(({ kind, by, session: of, answer, seq, place, date }) => [kind, by, of, answer, seq, place, date]),
    [
      ['recognition', 'a viewer of an album', session, 'recognised', 2, 'near the mill', '2016-08'],
      ['recognition', 'a viewer of an album', session, 'unsure', 7, undefined, undefined],
    ],
  )
  assert.deepEqual(getPerson(records, first).statements, [])
  assert.deepEqual(getPerson(records, second).fate, [])
})

test('H5 AL10 the signed bytes are kept exactly, and are checked again when a session is shown', async (t) => {
  const { records, made, events } = await heldSession(t)
  await give(records, made, events)
  const kept = records.registry.prepare('SELECT bytes FROM session_event ORDER BY seq').all<{ bytes: string }>()
  assert.deepEqual(
    kept.map(({ bytes }) => bytes),
    events.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
  )
  assert.equal(getSession(records, session).chain, 'whole')
  records.registry.prepare("UPDATE session_event SET signature = '' WHERE seq = 4").run()
  assert.equal(getSession(records, session).chain, 'broken')
})

test('AL22 the same session sent twice, and cut at any request, comes to the same', async (t) => {
  const { records, made, events } = await heldSession(t)
  const sizes = [1, 3, 2, 1, 2]
  let from = 0
  for (const size of sizes) {
    const request = { phone: made.phone.phone, session, from, events: events.slice(from, from + size) }
    from += size
    assert.deepEqual(await receiveEvents(records, request), { have: from })
    // The answer was lost on the way: the phone sends it again.
    assert.deepEqual(await receiveEvents(records, request), { have: from })
  }
  const size = records.vault.position()
  assert.deepEqual(await give(records, made, events), { have: 9 })
  assert.deepEqual(records.vault.position(), size)
  const stand = standOf(records, made.phone.phone, session)
  assert.deepEqual([stand.have, stand.files], [9, []])
  assert.equal(getPerson(records, made.people[1] ?? '').statements.length, 2)
  assert.equal(getSession(records, session).chain, 'whole')
})

test('AL23 a gap, a forged event and a broken chain are refused, and nothing of the request is kept', async (t) => {
  const { records, made, events } = await heldSession(t)
  const forged = events.map((event, at) => (at === 3 ? { ...event, signature: new Uint8Array(64) } : event))
  assert.deepEqual(await give(records, made, forged), { refused: 'EVENT_REFUSED', fault: 'SIGNATURE', seq: 3 })
  assert.deepEqual(await give(records, made, events, 2), { refused: 'EVENT_REFUSED', fault: 'GAP', seq: 0 })
  assert.deepEqual(listSessions(records), [])
  await give(records, made, events.slice(0, 3))
  const other = testEvents(made.phone, session, [begunWith(made.album, []), ...usual(made).slice(1)])
  assert.deepEqual(await give(records, made, other, 3), { refused: 'EVENT_REFUSED', fault: 'BROKEN', seq: 3 })
  assert.equal(standOf(records, made.phone.phone, session).have, 3)
  const stranger = { phone: '9'.repeat(32), session, from: 0, events }
  assert.deepEqual(await receiveEvents(records, stranger), { refused: 'PHONE_UNKNOWN' })
})

test('AL23 H2 another event at a place that is taken is kept beside the first and never counted', async (t) => {
  const { records, made, events } = await heldSession(t)
  await give(records, made, events)
  const [, picture = ''] = made.pictures
  const kinds = usual(made).map((what): SessionEventKind =>
    what.type === 'answered' && what.answer === 'unsure'
      ? { type: 'answered', picture, answer: 'not-recognised' }
      : what,
  )
  const other = testEvents(made.phone, session, kinds)
  for (let round = 0; round < 2; round += 1)
    assert.deepEqual(await give(records, made, other), { refused: 'SESSION_FORKED', seq: 7 })
  const view = getSession(records, session)
  assert.deepEqual([view.forks, view.chain, view.events.in], [1, 'whole', 9])
  assert.equal(
    view.answerList.some(({ answer }) => answer === 'not-recognised'),
    false,
  )
})

test('AL7 R80 what comes after a phone was revoked is kept, marked, and makes no statements', async (t) => {
  const { records, made, events } = await heldSession(t)
  await revokePhone(records, made.phone.phone)
  assert.deepEqual(await give(records, made, events), { have: 9 })
  assert.equal(getSession(records, session).isLate, true)
  assert.deepEqual(getPerson(records, made.people[1] ?? '').statements, [])
  const { sessions, last } = recognitionsOf(records, made.people[1] ?? '')
  assert.deepEqual([sessions.length, last], [1, { recognised: 0, unsure: 0, 'not-recognised': 0, unsaid: 0 }])
})

test('AL16 H9 a clock that is years off changes nothing but what is shown as claimed', async (t) => {
  const { records, made } = await heldSession(t)
  const events = testEvents(made.phone, session, usual(made), '1999-01-01T00:00:00.000Z')
  assert.deepEqual(await give(records, made, events), { have: 9 })
  const view = getSession(records, session)
  assert.equal(view.claimed?.from, '1999-01-01T00:00:00.000Z')
  assert.equal(view.received.first.startsWith('1999'), false)
})

test('AL15 AL24 words and voice come in as announced, into testimony, and only once', async (t) => {
  const { records, made, events } = await heldSession(t)
  const { file, bytes } = testWords('tired')
  const sent = { phone: made.phone.phone, session, file: file.id, bytes }
  assert.deepEqual(await receiveFile(records, sent), { refused: 'FILE_UNANNOUNCED' })
  await give(records, made, events)
  assert.deepEqual(getSession(records, session).files, { announced: 1, stored: 0 })
  assert.deepEqual(await receiveFile(records, { ...sent, bytes: bytes.subarray(1) }), { refused: 'FILE_DIFFERS' })
  assert.deepEqual(await receiveFile(records, sent), { stored: true })
  const size = records.vault.position()
  assert.deepEqual(await receiveFile(records, sent), { stored: true })
  assert.deepEqual(await receiveFile(records, { ...sent, bytes: bytes.subarray(1) }), { refused: 'FILE_DIFFERS' })
  assert.deepEqual(records.vault.position(), size)
  assert.deepEqual(standOf(records, made.phone.phone, session).files, [file.id])
  const opened = await openAnswerFile(records, { session, file: file.id })
  assert.equal('words' in opened && opened.words.condition, 'tired')
  const stored = [...records.vault.blobs()].filter(({ compartment }) => compartment === 'testimony')
  assert.equal(stored.length, 1)
  assert.equal(JSON.stringify(records.registry.prepare('SELECT * FROM session_event').all()).includes('tired'), false)
})

test('R81 the receipt of a session counts what came in, and each answer says what was shown before it', async (t) => {
  const { records, made, events } = await heldSession(t)
  await give(records, made, events)
  const view = getSession(records, session)
  assert.deepEqual(view.events, { in: 9, stored: 9, erased: 0 })
  assert.deepEqual(view.answers, { recognised: 0, unsure: 1, 'not-recognised': 0, unsaid: 1 })
  assert.deepEqual(
    [view.pauses, view.ended, view.pictures, view.language, view.heldBy],
    [1, 'finished', 3, 'ckb', 'the desk'],
  )
  assert.deepEqual(
    view.answerList.map(({ seq, position, shownBefore, isReplaced }) => ({ seq, position, shownBefore, isReplaced })),
    [
      { seq: 2, position: 1, shownBefore: 0, isReplaced: true },
      { seq: 6, position: 2, shownBefore: 1, isReplaced: false },
      { seq: 7, position: 1, shownBefore: 1, isReplaced: false },
    ],
  )
  assert.equal(listSessions(records).length, 1)
})

test('AL62 R116 what was told after an answer is that answer: one in the session, one statement, nothing changed', async (t) => {
  const { records, made } = await heldSession(t)
  const [first = '', second = ''] = made.pictures
  const kinds: SessionEventKind[] = [
    begunWith(made.album, [first, second]),
    { type: 'shown', picture: first },
    { type: 'answered', picture: first, answer: 'recognised' },
    { type: 'paused' },
    { type: 'resumed' },
    { type: 'answered', picture: first, answer: 'recognised', where: 'near the mill', words: testWords('tired').file },
    { type: 'shown', picture: second },
    { type: 'answered', picture: second, answer: 'recognised' },
    { type: 'shown', picture: second },
    { type: 'answered', picture: second, answer: 'not-recognised' },
  ]
  const events = testEvents(made.phone, session, kinds)
  // The phone was switched off between the press and what was told: the office had the first already.
  await give(records, made, events.slice(0, 3))
  await give(records, made, events, 3)
  const view = getSession(records, session)
  assert.deepEqual(
    view.answerList.map(({ seq, answer, where, isReplaced }) => [seq, answer, where, isReplaced]),
    [
      [5, 'recognised', 'near the mill', false],
      [7, 'recognised', null, true],
      [9, 'not-recognised', null, false],
    ],
  )
  assert.deepEqual([view.answers.recognised, view.answers['not-recognised'], view.chain], [1, 1, 'whole'])
  assert.deepEqual(view.files, { announced: 1, stored: 0 })
  const [told = '', changed = ''] = made.people
  assert.deepEqual(
    [told, changed].map((person) => recognitionsOf(records, person).sessions[0]?.hasChanged),
    [false, true],
  )
  assert.deepEqual(
    getPerson(records, told).statements.map(({ seq, answer, place }) => [seq, answer, place]),
    [[5, 'recognised', 'near the mill']],
  )
  assert.equal(getPerson(records, changed).statements.length, 2)
  const { people } = listPeople(records)
  assert.deepEqual(
    [told, changed].map((person) => people.find(({ id }) => id === person)?.statements),
    [1, 2],
  )
  assert.equal(sessionScope(records, session).answers, 3)
})

test('R82 H1 sessions over one person stand side by side; agreement is a count, not a score', async (t) => {
  const records = await testRecords(t)
  const made = await madeAlbum(records)
  const [first = '', second = ''] = made.pictures
  const [, person = ''] = made.people
  const say = async (id: string, answer: 'recognised' | 'unsaid' | 'not-recognised', order: string[]) => {
    const kinds: SessionEventKind[] = [begunWith(made.album, order), { type: 'answered', picture: second, answer }]
    const events = testEvents(made.phone, id, kinds)
    await receiveEvents(records, { phone: made.phone.phone, session: id, from: 0, events })
  }
  await say('1'.repeat(32), 'recognised', [first, second])
  assert.equal(recognitionsOf(records, person).agree, null)
  await say('2'.repeat(32), 'unsaid', [second, first])
  assert.equal(recognitionsOf(records, person).agree, null)
  await say('3'.repeat(32), 'recognised', [second, first])
  assert.equal(recognitionsOf(records, person).agree, true)
  await say('4'.repeat(32), 'not-recognised', [second, first])
  const { sessions, last, agree } = recognitionsOf(records, person)
  assert.deepEqual(
    sessions.map((one) => [one.last, one.answers[0]?.position, one.shown]),
    [
      ['recognised', 2, 2],
      ['unsaid', 1, 2],
      ['recognised', 1, 2],
      ['not-recognised', 1, 2],
    ],
  )
  assert.deepEqual([last, agree], [{ recognised: 2, unsure: 0, 'not-recognised': 1, unsaid: 1 }, false])
})

test('AL12 two phones with the same album and the same session number are two sessions', async (t) => {
  const records = await testRecords(t)
  const one = await madeAlbum(records, 2)
  const two = await testPhone(records, 2, 'Phone two')
  const events = testEvents(one.phone, session, [begunWith(one.album, one.pictures)])
  assert.deepEqual(await receiveEvents(records, { phone: one.phone.phone, session, from: 0, events }), { have: 1 })
  const stolen = { phone: two.phone, session, from: 0, events }
  assert.deepEqual(await receiveEvents(records, stolen), { refused: 'EVENT_REFUSED', fault: 'SIGNATURE', seq: 0 })
  const own = testEvents(two, session, [
    begunWith(one.album, one.pictures),
    { type: 'answered', picture: one.pictures[0] ?? '', answer: 'recognised' },
  ])
  assert.deepEqual(await receiveEvents(records, { phone: two.phone, session, from: 0, events: own }), { have: 2 })
  assert.equal(listSessions(records).length, 2)
  assert.deepEqual(
    [getSession(records, session, one.phone.phone).events.in, getSession(records, session, two.phone).events.in],
    [1, 2],
  )
  // A picture of an album that was not made for this phone shows nobody: nothing is claimed about anybody.
  assert.deepEqual(getPerson(records, one.people[0] ?? '').statements, [])
})

test('R3 what says it is an event and is none stays in the log, is counted, and changes nothing', async (t) => {
  const { records, made } = await heldSession(t)
  const { phone } = made.phone
  await commit(records, [
    {
      compartment: 'registry',
      changes: [{ type: 'session.event', phone, session, seq: 0, bytes: 'e30=', signature: 'AAAA' }],
    },
  ])
  assert.deepEqual(listSessions(records), [])
  const unknown = records.registry.prepare('SELECT count(*) AS n FROM unknown_change').get<{ n: number }>()
  assert.equal(unknown?.n, 1)
})

test('R1 sessions are the same after the index is made anew', async (t) => {
  const { records, made, events } = await heldSession(t)
  await give(records, made, events)
  await receiveFile(records, {
    phone: made.phone.phone,
    session,
    file: testWords('tired').file.id,
    bytes: testWords('tired').bytes,
  })
  const before = [getSession(records, session), recognitionsOf(records, made.people[1] ?? '')]
  await refold(records)
  assert.deepEqual([getSession(records, session), recognitionsOf(records, made.people[1] ?? '')], before)
})

async function eraseTogether(
  t: TestContext,
  target: (made: Made) => ErasureTarget,
): Promise<{ records: Records; made: Made; events: SignedEvent[] }> {
  const members = await testMembers(t, {
    second: { role: 'coordinator', grants: ['registry', 'evidence', 'testimony'] },
  })
  let records = await members.as('founder', now)
  const made = await madeAlbum(records)
  const events = testEvents(made.phone, session, usual(made))
  await give(records, made, events)
  const { file, bytes } = testWords('tired')
  await receiveFile(records, { phone: made.phone.phone, session, file: file.id, bytes })
  const act = await proposeErasure(records, { target: target(made), authority: 'person', reason: 'asked for' }, now)
  records = await members.as('second', now)
  await answerAct(records, { act, answer: 'approved' }, now)
  records = await members.as('founder', now)
  await erase(records, { target: target(made), authority: 'person', act }, now)
  return { records, made, events }
}

test('R84 a session that is erased takes its answers, words and statements along, and does not come back', async (t) => {
  const { records, made, events } = await eraseTogether(t, () => ({ session }))
  const check = async (): Promise<void> => {
    assert.deepEqual(listSessions(records), [])
    assert.deepEqual(getPerson(records, made.people[1] ?? '').statements, [])
    assert.deepEqual(await give(records, made, events), { refused: 'SESSION_ERASED' })
  }
  assert.deepEqual(
    [...records.vault.blobs()].filter(({ compartment }) => compartment === 'testimony'),
    [],
  )
  await check()
  await refold(records)
  await check()
})

test('R84 a person who is erased leaves the albums and every answer about them, and the session says so', async (t) => {
  const { records, made, events } = await eraseTogether(t, ({ people }) => ({ person: people[1] ?? '' }))
  const check = async (): Promise<void> => {
    const view = getSession(records, session)
    assert.deepEqual(view.events, { in: 9, stored: 7, erased: 2 })
    assert.deepEqual([view.chain, view.answers.unsaid, view.answerList.length], ['parts-erased', 1, 1])
    assert.equal(standOf(records, made.phone.phone, session).have, 9)
    // The phone still holds it and sends it again: what was erased stays erased.
    assert.deepEqual(await give(records, made, events), { have: 9 })
    assert.equal(getSession(records, session).events.stored, 7)
    const left = records.registry.prepare('SELECT count(*) AS n FROM album_picture').get<{ n: number }>()
    assert.equal(left?.n, 2)
  }
  assert.deepEqual(
    [...records.vault.blobs()].filter(({ compartment }) => compartment === 'testimony'),
    [],
  )
  await check()
  await refold(records)
  await check()
})

test('R84 the plan of an erasure says what of albums and sessions goes', async (t) => {
  const { records, made, events } = await heldSession(t)
  await give(records, made, events)
  const plan = planErasure(records, { person: made.people[1] ?? '' }, '2026-05-04')
  assert.ok(plan.gone.some(({ text }) => text === '1 picture in albums'))
  assert.ok(plan.gone.some(({ text }) => text === '2 answers of recognition sessions'))
  const whole = planErasure(records, { session }, '2026-05-04')
  assert.deepEqual(
    whole.gone.map(({ text }) => text),
    ['1 recognition session', '3 answers'],
  )
  assert.throws(() => planErasure(records, { session: toHex(new Uint8Array(16)) }, '2026-05-04'), { code: 'NOT_FOUND' })
})
