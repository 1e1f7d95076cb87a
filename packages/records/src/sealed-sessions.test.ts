import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { CompartmentName, Role } from '@homeward/vault'
import type { SessionEventKind } from '@homeward/format'
import { testimonyOf } from './act-testimony.ts'
import { answerAct, getAct, listActs, proposeAct } from './acts.ts'
import { makeAlbum } from './albums.ts'
import { listCustody } from './custody.ts'
import { withoutSecrets } from './left-out.ts'
import { getPerson } from './people.ts'
import { placesOf } from './people-places.ts'
import { refold, type Records } from './records.ts'
import {
  proposeTestimony,
  readingOf,
  sealedFiles,
  sealSession,
  sealState,
  showTestimony,
  teamOf,
} from './sealed-sessions.ts'
import { receiveEvents, receiveFile } from './session-receive.ts'
import { getSession, listSessions, openAnswerFile, recognitionsOf } from './session-rows.ts'
import { shownMinutes } from './shown-for-a-while.ts'
import { testMembers, type TestMembers } from './test-members.ts'
import { begunWith, testEvents, testPerson, testPhone, testWords, type TestPhone } from './test-phone.ts'

const start = new Date('2026-05-04T10:00:00.000Z')
const minutes = (count: number): Date => new Date(start.getTime() + count * 60_000)
const session = '5'.repeat(32)
const grants: CompartmentName[] = ['registry', 'evidence', 'testimony']
const where = 'near the mill'
const when = '2016-08'
const words = testWords('thin and tired')

interface Held {
  members: TestMembers
  team: string
  person: string
  phone: TestPhone
  /** Gives the events once more, from whoever has the vault open. */
  give: (records: Records) => Promise<unknown>
}

/** A founder's team of one, and a session that it took; `isSealing` seals it from the beginning. */
async function held(
  t: TestContext,
  others: Record<string, { role: Role }>,
  { isSealing = false }: { isSealing?: boolean } = {},
): Promise<Held> {
  const roles = Object.fromEntries(Object.entries(others).map(([name, { role }]) => [name, { role, grants }]))
  const members = await testMembers(t, roles)
  const records = await members.as('founder', start)
  const team = records.vault.makeTeam({ name: 'North', members: [records.vault.member.id] })
  if (isSealing) records.vault.changeTeam(team, { isSealing })
  const phone = await testPhone(records)
  const { person } = await testPerson(records, 1)
  const { album } = await makeAlbum(
    records,
    {
      kind: 'recognition',
      title: 'Village people',
      phone: phone.phone,
      people: [person],
      until: '2026-06-04T10:00:00.000Z',
      showNames: false,
      withUnderAge: false,
    },
    { now: start },
  )
  const row = records.registry.prepare('SELECT picture FROM album_picture').get<{ picture: string }>()
  const picture = row?.picture ?? ''
  const kinds: SessionEventKind[] = [
    begunWith(album, [picture]),
    { type: 'shown', picture },
    { type: 'answered', picture, answer: 'recognised', where, when: { from: when }, words: words.file },
    { type: 'ended', how: 'finished' },
  ]
  const events = testEvents(phone, session, kinds)
  const give = (to: Records): Promise<unknown> => receiveEvents(to, { phone: phone.phone, session, from: 0, events })
  assert.deepEqual(await give(records), { have: 4 })
  const file = { phone: phone.phone, session, file: words.file.id, bytes: words.bytes }
  assert.deepEqual(await receiveFile(records, file), { stored: true })
  return { members, team, person, phone, give }
}

/** Every value in both indexes, as one text. */
function allRows({ registry, evidence }: Records): string {
  return [registry, evidence]
    .flatMap((db) =>
      db
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        .all<{ name: string }>()
        .map((table) => JSON.stringify(db.prepare(`SELECT * FROM "${table.name}"`).all())),
    )
    .join('\n')
}

const opened = (records: Records, now: Date) => openAnswerFile(records, { session, file: words.file.id, now })
const told = (records: Records, now: Date) => getSession(records, session, undefined, now).answerList[0]

/** That this member is told that somebody was recognised, by which team, and nothing of what was said. */
async function isClosed(records: Records, { person, team }: Held, now: Date): Promise<void> {
  const view = getSession(records, session, undefined, now)
  assert.deepEqual([view.reading, view.isSealed, view.team, view.chain], ['closed', true, team, 'whole'])
  const [answer] = view.answerList
  assert.deepEqual(
    [answer?.person, answer?.answer, answer?.where, answer?.when, answer?.words, answer?.voice],
    [person, 'recognised', null, null, null, null],
  )
  assert.deepEqual(view.files, { announced: 0, stored: 0 })
  await assert.rejects(opened(records, now), { code: 'SECOND_PERSON_NEEDED' })
  const shown = getPerson(records, person)
  assert.deepEqual(
    shown.statements.map(({ answer: said, place, date, session: of }) => [said, place, date, of]),
    [['recognised', undefined, undefined, session]],
  )
  const all = JSON.stringify([
    view,
    listSessions(records),
    shown,
    recognitionsOf(records, person),
    placesOf(records, person),
    listActs(records, now),
  ])
  for (const secret of [where, when, 'thin and tired', words.file.id, words.file.sha256])
    assert.ok(!all.includes(secret), secret)
}

test('R98 R99 what was said in a sealed session is in no index, whichever came first, and its team reads it', async (t) => {
  for (const isSealing of [false, true]) {
    const it = await held(t, { other: { role: 'founder' } }, { isSealing })
    let records = await it.members.as('founder', start)
    assert.equal(teamOf(records, session), it.team)
    assert.equal(allRows(records).includes(where), !isSealing, 'this test would find it')
    if (!isSealing) await sealSession(records, session, it.team)
    const rows = allRows(records)
    for (const secret of [where, when]) assert.ok(!rows.includes(secret), secret)
    const view = getSession(records, session, undefined, start)
    assert.deepEqual([view.reading, view.chain, view.files], ['team', 'whole', { announced: 1, stored: 1 }])
    assert.deepEqual([view.answerList[0]?.where, view.answerList[0]?.when], [where, { from: when }])
    assert.deepEqual(await opened(records, start), {
      words: { v: 1, salt: words.file.id, language: 'ckb', condition: 'thin and tired' },
    })
    assert.equal(recognitionsOf(records, it.person).sessions[0]?.answers[0]?.where, where)
    const before = [view, listSessions(records)]
    await refold(records)
    assert.deepEqual([getSession(records, session, undefined, start), listSessions(records)], before)
    assert.ok(!allRows(records).includes(where))
    // A phone that sends it again finds what it sent.
    assert.deepEqual(await it.give(records), { have: 4 })
    records = await it.members.as('other', start)
    await isClosed(records, it, start)
  }
})

test('R99 what is written out in the clear leaves out what was said', async (t) => {
  const { members, team } = await held(t, {})
  const records = await members.as('founder', start)
  const written = async (): Promise<string> => {
    const cleared = withoutSecrets(records)
    const texts: string[] = []
    for await (const entry of records.vault.entries('registry')) texts.push(JSON.stringify(cleared(entry)))
    return texts.join('\n')
  }
  const signed = records.registry
    .prepare("SELECT bytes FROM session_event WHERE kind = 'answered'")
    .get<{ bytes: string }>()
  for (const secret of [where, when, signed?.bytes ?? '']) assert.ok((await written()).includes(secret))
  assert.deepEqual(sealedFiles(records), [])
  await sealSession(records, session, team)
  assert.equal(sealedFiles(records).length, 1)
  for (const secret of [where, when, signed?.bytes ?? '']) assert.ok(!(await written()).includes(secret))
})

test('R100 who seals a session: its team and coordinators, once, to the team that took it', async (t) => {
  const it = await held(t, { helper: { role: 'contributor' }, other: { role: 'coordinator' } })
  let records = await it.members.as('helper', start)
  await assert.rejects(sealSession(records, session, it.team), { code: 'ROLE_FORBIDS' })
  records = await it.members.as('other', start)
  const own = records.vault.makeTeam({ name: 'South', members: [records.vault.member.id] })
  await assert.rejects(sealSession(records, session, own), { code: 'ROLE_FORBIDS' })
  assert.deepEqual(sealState(records, session, start).mayTeams, [it.team])
  await sealSession(records, session, it.team)
  await isClosed(records, it, start)
  await assert.rejects(sealSession(records, session, it.team), { code: 'INVALID' })
  await assert.rejects(sealSession(records, '6'.repeat(32), it.team), { code: 'NOT_FOUND' })
})

test('R101 R102 R130 a coordinator of the team approves, then who asked reads it for ten minutes, and custody says so', async (t) => {
  const others = { asker: { role: 'contributor' }, outside: { role: 'founder' } } as const
  const it = await held(t, others, { isSealing: true })
  let records = await it.members.as('asker', start)
  await isClosed(records, it, start)
  await assert.rejects(showTestimony(records, session, start), { code: 'SECOND_PERSON_NEEDED' })
  const act = await proposeTestimony(records, session, 'her brother asks', start)
  assert.deepEqual(testimonyOf(records, getAct(records, act, start)), {
    session,
    teamName: 'North',
    album: 'Village people',
    received: start.toISOString(),
  })
  assert.deepEqual(
    [sealState(records, session, start).act?.state, sealState(records, session, start).act?.approvers],
    ['waiting', [it.members.ids['founder']]],
  )
  await assert.rejects(showTestimony(records, session, start), { code: 'ACT_WAITING' })
  // A founder who is not in the team does not approve for it.
  records = await it.members.as('outside', minutes(1))
  await assert.rejects(answerAct(records, { act, answer: 'approved' }, minutes(1)), { code: 'ACT_FORBIDDEN' })
  records = await it.members.as('founder', minutes(1))
  await assert.rejects(proposeTestimony(records, session, 'ours', minutes(1)), { code: 'INVALID' })
  await answerAct(records, { act, answer: 'approved' }, minutes(1))

  records = await it.members.as('outside', minutes(2))
  await isClosed(records, it, minutes(2))
  await assert.rejects(showTestimony(records, session, minutes(2)), { code: 'SECOND_PERSON_NEEDED' })
  records = await it.members.as('asker', minutes(2))
  await isClosed(records, it, minutes(2))
  assert.equal(await showTestimony(records, session, minutes(2)), minutes(2 + shownMinutes).toISOString())
  assert.deepEqual([told(records, minutes(3))?.where, told(records, minutes(3))?.when], [where, { from: when }])
  assert.ok('words' in (await opened(records, minutes(11))))
  assert.equal(readingOf(records, session, minutes(11)), 'shown')
  // The page of the person stays what it was: what is shown is shown on the page of the session.
  assert.ok(!JSON.stringify([getPerson(records, it.person), recognitionsOf(records, it.person)]).includes(where))
  assert.ok(!allRows(records).includes(where))
  await isClosed(records, it, minutes(12))
  // A clock that was set back shows nothing either.
  await isClosed(records, it, minutes(1))
  await assert.rejects(showTestimony(records, session, minutes(12)), { code: 'SECOND_PERSON_NEEDED' })
  const custody = (await listCustody(records, { limit: 50 })).rows.find(({ of }) => of === 'testimony')
  assert.deepEqual([custody?.did, custody?.id, custody?.member], ['opened', session, it.members.ids['asker']])
})

test('R101 where the team has no coordinator another founder approves, and where there is nobody it waits a day', async (t) => {
  const it = await held(t, { asker: { role: 'founder' } }, { isSealing: true })
  let records = await it.members.as('founder', start)
  records.vault.changeTeam(it.team, { leave: records.vault.member.id })
  await isClosed(records, it, start)
  const act = await proposeTestimony(records, session, 'we left nobody in it', start)
  assert.deepEqual(sealState(records, session, start).act?.approvers, [it.members.ids['asker']])
  records = await it.members.as('asker', minutes(1))
  await answerAct(records, { act, answer: 'approved' }, minutes(1))
  records = await it.members.as('founder', minutes(2))
  await showTestimony(records, session, minutes(2))
  assert.equal(told(records, minutes(2))?.where, where)
  records.vault.removeMember(it.members.ids['asker'] ?? '')
  await proposeTestimony(records, session, 'alone now', minutes(20))
  assert.equal(sealState(records, session, minutes(20)).act?.state, 'alone')
  await assert.rejects(showTestimony(records, session, minutes(20)), { code: 'ACT_WAITING' })
  await showTestimony(records, session, minutes(20 + 25 * 60))
})

test('R101 what was approved for one session or team serves no other', async (t) => {
  const it = await held(t, { asker: { role: 'coordinator' } }, { isSealing: true })
  let records = await it.members.as('asker', start)
  // As a changed program would write it: without the team, so that any founder could approve.
  const { kind, subject, compartment } = {
    kind: 'testimony' as const,
    compartment: 'registry' as const,
    subject: `Show the sealed testimony of the session ${session}, which the team ${it.team} took, to the member who proposes this, for 10 minutes.`,
  }
  const act = await proposeAct(records, { kind, subject, compartment, reason: 'a short way' }, start)
  records = await it.members.as('founder', minutes(1))
  await answerAct(records, { act, answer: 'approved' }, minutes(1))
  records = await it.members.as('asker', minutes(2))
  await assert.rejects(showTestimony(records, session, minutes(2)), { code: 'SECOND_PERSON_NEEDED' })
  await isClosed(records, it, minutes(2))
  // Nor is it named as what it is not: the team of the words is not the one that approves.
  assert.equal(testimonyOf(records, getAct(records, act, minutes(2))), null)
  const other = { kind, team: it.team, subject: subject.replaceAll(session, '6'.repeat(32)) }
  assert.equal(testimonyOf(records, other), null)
})

test('R98 whoever is in several teams says for which one an album is made', async (t) => {
  const { members, phone, person, team } = await held(t, {})
  const records = await members.as('founder', start)
  const other = records.vault.makeTeam({ name: 'South', members: [records.vault.member.id] })
  const request = {
    kind: 'recognition' as const,
    title: 'Two teams',
    phone: phone.phone,
    people: [person],
    until: '2026-06-04T10:00:00.000Z',
    showNames: false,
    withUnderAge: false,
  }
  await assert.rejects(makeAlbum(records, request, { now: start }), { code: 'INVALID' })
  await assert.rejects(makeAlbum(records, { ...request, team: 'team-none' }, { now: start }), { code: 'INVALID' })
  const { album } = await makeAlbum(records, { ...request, team: other }, { now: start })
  const row = records.registry.prepare('SELECT team FROM album_team WHERE album = ?').get<{ team: string }>([album])
  assert.equal(row?.team, other)
  assert.notEqual(other, team)
})
