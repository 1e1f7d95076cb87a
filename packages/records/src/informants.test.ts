import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { toHex, treeRoot, utf8 } from '@homeward/format'
import { answerAct, listActs } from './acts.ts'
import { erase, proposeErasure } from './erase.ts'
import { newId } from './ids.ts'
import { informantState, proposeReveal, protectInformant, revealInformant, revealUnderWay } from './informants.ts'
import { shownMinutes } from './shown-for-a-while.ts'
import { listCustody } from './custody.ts'
import { withoutSecrets } from './left-out.ts'
import { refold, type Records } from './records.ts'
import { getSource, listSources, receiveSource } from './sources.ts'
import { testMembers } from './test-members.ts'
import { testRecords } from './test-records.ts'

const name = 'Berivan Quarrington of the third house'
const start = new Date('2030-03-01T08:00:00Z')
const minutes = (count: number): Date => new Date(start.getTime() + count * 60_000)
const two = { second: { role: 'coordinator' } } as const

/** A source without items, handed over by this person. */
async function sourceFrom(records: Records, protect: boolean): Promise<string> {
  const source = newId('source')
  const list = await records.vault.sealBytes('evidence', utf8('\n'))
  const { blob, sha256: listSha256, size } = list
  await receiveSource(records, {
    source,
    how: 'Imported from files',
    itemsCount: 0,
    itemsRoot: toHex(treeRoot([])),
    list: { blob, sha256: listSha256, size },
    refused: 0,
    name: 'Phone backup',
    from: name,
    note: 'By hand.',
    protect,
  })
  return source
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

async function approve(records: Records, now: Date): Promise<void> {
  const act = listActs(records, now).find(({ state }) => state === 'waiting')
  assert.ok(act !== undefined)
  await answerAct(records, { act: act.id, answer: 'approved' }, now)
}

test('R47 the name of a protected informant is in no index, no list and no source, after a rebuild too', async (t: TestContext) => {
  const records = await testRecords(t)
  const source = await sourceFrom(records, true)
  for (const again of [false, true]) {
    if (again) await refold(records)
    const shown = getSource(records, source)
    assert.deepEqual([shown.from, shown.informant, shown.note], [null, 'protected', 'By hand.'])
    assert.ok(!JSON.stringify(listSources(records)).includes(name))
    assert.ok(!allRows(records).includes(name))
  }
  const open = await sourceFrom(records, false)
  assert.deepEqual([getSource(records, open).from, getSource(records, open).informant], [name, null])
  assert.ok(allRows(records).includes(name), 'this test would find a name')
})

test('R47 R48 what is written out in the clear leaves the name out, that of an earlier time too', async (t) => {
  const records = await testRecords(t)
  await sourceFrom(records, true)
  const open = await sourceFrom(records, false)
  await protectInformant(records, open)
  assert.deepEqual([getSource(records, open).from, getSource(records, open).informant], [null, 'protected'])
  assert.ok(!allRows(records).includes(name))
  const cleared = withoutSecrets(records)
  let inLog = 0
  for await (const entry of records.vault.entries('evidence')) {
    if (JSON.stringify(entry.changes).includes(name)) inLog++
    assert.ok(!JSON.stringify(cleared(entry)).includes(name))
  }
  // Both names under keys of their own, and the one that stood in the open once.
  assert.equal(inLog, 3)
  await refold(records)
  assert.equal(getSource(records, open).from, null)
  await assert.rejects(protectInformant(records, open), { code: 'INVALID' })
  await assert.rejects(protectInformant(records, 'source-none'), { code: 'NOT_FOUND' })
})

test('R49 R50 it is shown to who proposed it when another approved, for ten minutes, and custody says so', async (t) => {
  const { as } = await testMembers(t, two)
  let records = await as('founder', start)
  const source = await sourceFrom(records, true)
  await assert.rejects(revealInformant(records, source, start), { code: 'SECOND_PERSON_NEEDED' })
  await proposeReveal(records, source, 'the court asks', start)
  assert.equal(revealUnderWay(records, source, start)?.state, 'waiting')
  await assert.rejects(revealInformant(records, source, start), { code: 'ACT_WAITING' })
  records = await as('second', minutes(1))
  await approve(records, minutes(1))
  await assert.rejects(revealInformant(records, source, minutes(1)), { code: 'SECOND_PERSON_NEEDED' })
  records = await as('founder', minutes(2))
  const until = minutes(2 + shownMinutes).toISOString()
  assert.deepEqual(await revealInformant(records, source, minutes(2)), { names: [name], until })
  assert.deepEqual(await revealInformant(records, source, minutes(9)), { names: [name], until })
  assert.equal(revealUnderWay(records, source, minutes(9))?.state, 'done')
  await assert.rejects(revealInformant(records, source, minutes(12)), { code: 'SECOND_PERSON_NEEDED' })
  assert.equal(revealUnderWay(records, source, minutes(12)), null)
  // A clock that was set back shows nothing either.
  await assert.rejects(revealInformant(records, source, minutes(1)), { code: 'SECOND_PERSON_NEEDED' })
  const custody = JSON.stringify(await listCustody(records, { limit: 50 }))
  assert.ok(custody.includes('"of":"informant"') && custody.includes(source))
  assert.ok(!custody.includes(name) && !allRows(records).includes(name))
})

test('R49 alone it waits a day, in sight of everybody', async (t) => {
  const records = await testRecords(t)
  const source = await sourceFrom(records, true)
  const now = new Date()
  await proposeReveal(records, source, 'the court asks', now)
  assert.equal(revealUnderWay(records, source, now)?.state, 'alone')
  await assert.rejects(revealInformant(records, source, now), { code: 'ACT_WAITING' })
  const tomorrow = new Date(now.getTime() + 25 * 3_600_000)
  assert.deepEqual((await revealInformant(records, source, tomorrow)).names, [name])
})

test('R49 who does not open the evidence can neither propose nor approve, and learns nothing', async (t) => {
  const { as } = await testMembers(t, { clerk: { role: 'coordinator', grants: ['registry'] } })
  const source = await sourceFrom(await as('founder', start), true)
  const clerk = await as('clerk', start)
  assert.equal(informantState(clerk, source), null)
  await assert.rejects(proposeReveal(clerk, source, 'curious', start), { code: 'NOT_FOUND' })
  assert.ok(!allRows(clerk).includes(source))
})

test('R50 the name can be erased alone; then nobody is shown it, and the check of the vault is content', async (t) => {
  const { as } = await testMembers(t, two)
  let records = await as('founder', start)
  const source = await sourceFrom(records, true)
  const target = { informant: source }
  await proposeErasure(records, { target, authority: 'person', reason: 'they asked' }, start)
  records = await as('second', minutes(1))
  await approve(records, minutes(1))
  records = await as('founder', minutes(2))
  const receipt = await erase(records, { target, authority: 'person' }, minutes(2))
  assert.deepEqual([receipt.keys, receipt.files], [1, 0])
  assert.equal(getSource(records, source).informant, 'erased')
  await assert.rejects(proposeReveal(records, source, 'too late', minutes(3)), { code: 'NOT_FOUND' })
  await refold(records)
  assert.equal(informantState(records, source), 'erased')
  for await (const entry of records.vault.entries('evidence')) assert.ok(!JSON.stringify(entry.changes).includes(name))
  assert.deepEqual((await records.vault.verify({ deep: true })).faults, [])
})
