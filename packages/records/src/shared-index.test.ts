import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { createInstallation, createVault, joinVault, openVault, type CompartmentName } from '@homeward/vault'
import { registerPerson } from './people.ts'
import { listPeople } from './people-lists.ts'
import { openRecords, refold, type Records } from './records.ts'

const kdf = { memoryKiB: 8, passes: 1, lanes: 1 }
const [first, second] = ['seven quiet lanterns', 'two grey herons']

/** Two members who have one vault open at the same time. */
async function twoMembers(t: TestContext, grants: CompartmentName[]): Promise<[Records, Records]> {
  const parent = await mkdtemp(join(tmpdir(), 'homeward-records-'))
  const dir = join(parent, 'vault')
  await createVault({ dir, name: 'Test vault', memberName: 'Member One', passphrase: first, kdf })
  const { code } = await joinVault({ dir, passphrase: second, kdf })
  const founder = await openVault({ dir, passphrase: first })
  founder.admit(code, { name: 'Member Two', role: 'contributor', grants })
  founder.close()
  const installation = createInstallation({ dir })
  const vaults = await Promise.all([
    installation.unlock({ passphrase: first }),
    installation.unlock({ passphrase: second }),
  ])
  t.after(async () => {
    for (const vault of vaults) vault.close()
    await rm(parent, { recursive: true })
  })
  const [one, two] = await Promise.all(vaults.map(openRecords))
  return [one!, two!]
}

const names = (records: Records): string[] =>
  listPeople(records)
    .people.map((person) => person.names[0] ?? '')
    .toSorted((a, b) => (a < b ? -1 : 1))

test('R30 V30 what one member writes is in the index of the other, in whatever order they write', async (t) => {
  const [one, two] = await twoMembers(t, ['registry'])
  const written = ['Alan', 'Berfin', 'Ciwan', 'Dilan', 'Evin', 'Ferhad', 'Gulan', 'Hozan']
  await Promise.all(
    written.map((text, place) => registerPerson(place % 3 === 0 ? two : one, { names: [{ text, kind: 'given' }] })),
  )
  assert.deepEqual(names(one), written)
  assert.deepEqual(names(two), written)
  await refold(one)
  assert.deepEqual(names(two), written)
  await registerPerson(two, { names: [{ text: 'Zilan', kind: 'given' }] })
  assert.equal(listPeople(one).total, written.length + 1)
})

test('R16 R30 a compartment stays closed to one member while another one works in it', async (t) => {
  const [one, two] = await twoMembers(t, ['evidence'])
  await registerPerson(one, { names: [{ text: 'Alan', kind: 'given' }] })
  assert.deepEqual([names(one), names(two)], [['Alan'], []])
  assert.equal(one.evidence, two.evidence)
  assert.notEqual(one.registry, two.registry)
})

test('R30 V31 a member who was removed reads nothing more, not even what was open', async (t) => {
  const [one, two] = await twoMembers(t, ['registry'])
  await registerPerson(one, { names: [{ text: 'Alan', kind: 'given' }] })
  assert.deepEqual(names(two), ['Alan'])
  one.vault.removeMember(two.vault.member.id)
  assert.throws(() => names(two), { code: 'VAULT_CLOSED' })
  await assert.rejects(registerPerson(two, { names: [{ text: 'Berfin', kind: 'given' }] }), { code: 'VAULT_CLOSED' })
  assert.deepEqual(names(one), ['Alan'])
})
