import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listCustody } from './custody.ts'
import { refold, type Records } from './records.ts'
import { testMembers } from './test-members.ts'

const textsOf = async (records: Records): Promise<(string | null)[]> =>
  (await listCustody(records)).rows.map(({ text, id, of }) => text ?? id ?? of)

const first = new Date('2030-01-01T08:00:00Z')
const later = new Date('2030-01-02T08:00:00Z')

test('CU5 coordinators and founders see everybody’s, others their own, and nobody that of a closed compartment', async (t) => {
  const { as, ids } = await testMembers(t, {
    reading: { role: 'reader' },
    helper: { role: 'contributor' },
    elsewhere: { role: 'coordinator', grants: ['evidence'] },
  })
  let records = await as('reading', first)
  records.vault.noteCustody({ compartment: 'registry', did: 'searched', of: 'people', text: 'Zozan' })
  records.vault.noteCustody({ compartment: 'evidence', did: 'opened', of: 'item', id: 'item-one' })
  assert.deepEqual((await textsOf(records)).toSorted(compare), ['Zozan', 'item-one'], 'also what was not written yet')
  records = await as('helper', later)
  records.vault.noteCustody({ compartment: 'registry', did: 'listed', of: 'people' })
  assert.deepEqual(await textsOf(records), ['people'])
  records = await as('elsewhere', later)
  assert.deepEqual(await textsOf(records), ['item-one'])
  records = await as('founder', later)
  await records.vault.append([{ compartment: 'roster', changes: [{ type: 'exit-kit.made', withKeys: false }] }])
  const all = await listCustody(records)
  assert.deepEqual(
    all.rows.map(({ of, member }) => [of, member]).toSorted(comparePairs),
    [
      ['exit-kit', ids['founder']],
      ['item', ids['reading']],
      ['people', ids['helper']],
      ['people', ids['reading']],
    ].toSorted(comparePairs),
  )
  assert.deepEqual(all.rows.at(-1)?.last.slice(0, 10), '2030-01-01', 'the latest first')
  const ofReader = await listCustody(records, { member: ids['reading']!, limit: 1, offset: 1 })
  assert.deepEqual([ofReader.total, ofReader.rows.length], [2, 1])
  await refold(records)
  assert.deepEqual(await listCustody(records), all)
})

function compare(left: string | null, right: string | null): number {
  return String(left) < String(right) ? -1 : 1
}

function comparePairs(left: readonly unknown[], right: readonly unknown[]): number {
  return compare(left.join(' '), right.join(' '))
}
