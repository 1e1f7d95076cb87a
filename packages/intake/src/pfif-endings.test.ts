import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  catchUp,
  getPerson,
  homeOf,
  keepOverdue,
  listOverdue,
  listPeople,
  refold,
  registerPerson,
  type Records,
} from '@homeward/records'
import { importPeople, type PeopleReceipt } from './people-import.ts'
import { previewPeople } from './people-preview.ts'
import { emptyVault } from './test-vault.ts'

const pfif = (fields: Record<string, string>): Uint8Array =>
  new TextEncoder().encode(
    `<p:pfif xmlns:p="http://zesty.ca/pfif/1.4"><p:person>${Object.entries(fields)
      .map(([name, text]) => `<p:${name}>${text}</p:${name}>`)
      .join('')}</p:person></p:pfif>`,
  )
const [id, name] = ['registry.example/1', 'Zerdesht Quvalik']
const record = (until?: string): Uint8Array =>
  pfif({
    person_record_id: id,
    full_name: name,
    ...(until === undefined ? {} : { expiry_date: `${until}T00:00:00Z` }),
  })
/** What PFIF 1.4 lets a registry keep of a record that expired or was deleted. */
const placeholder = (day: string): Uint8Array =>
  pfif({
    person_record_id: id,
    source_date: `${day}T00:00:00Z`,
    entry_date: `${day}T00:00:00Z`,
    expiry_date: `${day}T00:00:00Z`,
  })

interface World {
  records: Records
  load: (file: Uint8Array, decisions?: Record<string, string>) => Promise<PeopleReceipt>
  dry: (file: Uint8Array) => ReturnType<typeof previewPeople>
  at: (day: string) => Promise<void>
}

async function world(t: TestContext): Promise<World> {
  let now = new Date('2026-11-22T12:00:00Z')
  const records = await emptyVault(t, () => now)
  return {
    records,
    load: (file, decisions = {}) =>
      importPeople(records, file, { name: 'r.xml', photoBytes: () => Promise.resolve(null), now, decisions }),
    dry: (file) => previewPeople(records, file, { name: 'r.xml', now }),
    at: async (day) => {
      now = new Date(`${day}T12:00:00Z`)
      await catchUp(records)
    },
  }
}

test('R115 I51 a placeholder names the record here, and makes it past its day; nothing of it is overwritten or erased', async (t) => {
  const { records, load, dry } = await world(t)
  const { people } = await load(record('2027-12-31'))
  const [person = ''] = people
  const preview = await dry(placeholder('2026-11-20'))
  assert.deepEqual([preview.counts.refused, preview.endings], [1, 1])
  assert.deepEqual(preview.plan[0]?.about, [{ id: person, name }])
  const receipt = await load(placeholder('2026-11-20'))
  assert.deepEqual([receipt.in, receipt.stored, receipt.added, receipt.same, receipt.endings], [1, 0, 0, 0, 1])
  assert.match(receipt.refused[0]?.reason ?? '', /has nothing of this record any more, since 2026-11-20/u)
  assert.deepEqual(receipt.refused[0]?.about, [{ person, isOverdue: true }])
  assert.deepEqual(listOverdue(records), [{ id: person, registry: 'PFIF', until: '2026-11-20', isEnded: true }])
  assert.deepEqual([listPeople(records).total, homeOf(records).overdue], [0, 1])
  await refold(records)
  assert.deepEqual([listPeople(records).total, listOverdue(records).length], [0, 1])
  await keepOverdue(records, person, { why: 'Her mother asked us to.' })
  const kept = getPerson(records, person)
  assert.equal(kept.names[0]?.value.text, name)
  assert.deepEqual(
    kept.references.map(({ value }) => value).toSorted((a, b) => (a.kept ? 1 : 0) - (b.kept ? 1 : 0)),
    [
      { registry: 'PFIF', id },
      { registry: 'PFIF', id, ended: '2026-11-20', kept: true },
    ],
  )
  assert.equal((await records.vault.verify({ deep: true })).faults.length, 0)
})

test('R115 a placeholder of today counts today', async (t) => {
  const { records, load } = await world(t)
  await load(record('2027-12-31'))
  await load(placeholder('2026-11-22'))
  assert.deepEqual([listPeople(records).total, listOverdue(records)[0]?.until], [0, '2026-11-22'])
})

test('R115 who decided that a record is kept is not asked again for the same ending, but for a later one', async (t) => {
  const { records, load, dry, at } = await world(t)
  const { people } = await load(record())
  const [person = ''] = people
  await load(placeholder('2026-11-20'))
  await keepOverdue(records, person, { until: '2027-06-30', why: 'x' })
  assert.equal((await dry(placeholder('2026-11-20'))).endings, 0)
  const again = await load(placeholder('2026-11-20'))
  assert.deepEqual([again.endings, again.refused[0]?.about], [0, [{ person, isOverdue: false }]])
  assert.equal(listPeople(records).total, 1)
  await at('2027-07-01')
  assert.deepEqual(listOverdue(records), [{ id: person, registry: 'PFIF', until: '2027-06-30', isEnded: false }])
  await keepOverdue(records, person, { why: 'y' })
  assert.equal((await load(placeholder('2027-06-15'))).endings, 1)
  assert.deepEqual([listPeople(records).total, listOverdue(records)[0]?.until], [0, '2027-06-15'])
})

test('R115 an expired copy ends a record of which no later day is known, and an outdated one ends nothing', async (t) => {
  const { records, load } = await world(t)
  const { people } = await load(record('2027-12-31'))
  const [person = ''] = people
  const outdated = await load(record('2026-10-31'))
  assert.deepEqual([outdated.endings, outdated.refused[0]?.about], [0, [{ person, isOverdue: false }]])
  assert.equal(listPeople(records).total, 1)
  const second = await world(t)
  await second.load(record())
  const expired = await second.load(record('2026-10-31'))
  assert.equal(expired.endings, 1)
  assert.deepEqual([listPeople(second.records).total, listOverdue(second.records)[0]?.isEnded], [0, true])
})

test('R115 R109 of a record of our own the ending is told on its page, and it stays', async (t) => {
  const { records, load } = await world(t)
  const own = await registerPerson(records, { names: [{ text: name, kind: 'full' }] })
  await load(record('2027-12-31'), { 1: own })
  const receipt = await load(placeholder('2026-11-20'))
  assert.deepEqual([receipt.endings, receipt.refused[0]?.about], [1, [{ person: own, isOverdue: false }]])
  const ended = getPerson(records, own).references.find(({ value }) => value.ended !== undefined)
  assert.deepEqual(
    [ended?.value.ended, ended?.value.until, ended?.said?.by],
    ['2026-11-20', '2026-11-20', 'registry.example'],
  )
  assert.deepEqual(listOverdue(records), [])
})

test('R115 a placeholder of nobody here, one that somebody leaves out, and a day that cannot be read write nothing', async (t) => {
  const { records, load } = await world(t)
  const nobody = await load(placeholder('2026-11-20'))
  assert.deepEqual([nobody.endings, nobody.refused[0]?.about], [0, undefined])
  const { people } = await load(record())
  const left = await load(placeholder('2026-11-20'), { 1: 'skip' })
  assert.deepEqual([left.endings, left.refused[0]?.reason], [0, 'left out, as you chose'])
  const unread = await load(pfif({ person_record_id: id, expiry_date: 'soon' }))
  assert.deepEqual([unread.endings, unread.refused[0]?.about?.[0]?.person], [0, people[0]])
  assert.equal(listPeople(records).total, 1)
})

test('R109 R59 a later copy of a record past its day is shown before it is taken, by the id alone', async (t) => {
  const { load, dry, at } = await world(t)
  const { people } = await load(record('2027-01-31'))
  await at('2027-02-01')
  const preview = await dry(record('2027-12-31'))
  assert.deepEqual([preview.counts.adds, preview.plan[0]?.person], [1, { id: people[0], name: people[0] }])
})
