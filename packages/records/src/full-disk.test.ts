import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VaultError } from '@homeward/vault'
import { changePerson, getPerson, registerPerson } from './people.ts'
import { catchUp } from './records.ts'
import { testRecords } from './test-records.ts'

test('V9 R1 an edit whose index cannot grow is told in words, is safe, and is in the index once there is room', async (t) => {
  const records = await testRecords(t)
  const { registry } = records
  const person = await registerPerson(records, { names: [{ text: 'Berfin', kind: 'full' }] })
  const pages = registry.pragma('page_count', { simple: true }) as number
  registry.pragma(`max_page_count = ${pages}`)
  // SQLite ends the transaction by itself then, so that taking it back fails too.
  await assert.rejects(
    changePerson(records, person, { field: 'circumstances', value: 'long '.repeat(3900) }),
    (error) =>
      error instanceof VaultError &&
      error.code === 'DISK_FULL' &&
      /look before you write it again/u.test(error.message),
  )
  assert.deepEqual(getPerson(records, person).circumstances, [])
  registry.pragma('max_page_count = 1000000')
  await catchUp(records)
  assert.equal(getPerson(records, person).circumstances.length, 1)
})
