import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changePerson, openRecords, registerPerson, type Person, type PersonSummary } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { jsonOf, makeTestVault, run, testDir, testPassphrase } from './test-cli.ts'

interface Found {
  places: { id: string; kind: string; label: string; found: string; within: { id: string }[] }[]
}

test('PL2 places search finds a place in any script, without a vault, and lists all that share a name', async () => {
  for (const text of ['Sinjar', 'شنگال']) {
    const ran = await run(['places', 'search', text, '--json'])
    assert.equal(ran.exit, 0, ran.stderr)
    const sinjar = jsonOf<Found>(ran).places.find(({ id }) => id === '448149')
    assert.deepEqual(
      [sinjar?.label, sinjar?.within.map(({ id }) => id)],
      ['Sinjār, Nineveh, Iraq', ['IQ.15.9166620', 'IQ.15', 'IQ']],
    )
  }
  const ran = await run(['places', 'search', 'Sinjar', '--limit', '3'])
  assert.match(ran.stdout, /Sinjār, Idlib, Syria/u)
  assert.match(ran.stdout, /people decide/u)
  assert.deepEqual(jsonOf<Found>(await run(['places', 'search', '....', '--json'])).places, [])
})

test('R67 people show tells the place beside the words, and people list narrows to a place', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const records = await openRecords(await openVault({ dir: vault.dir, passphrase: testPassphrase }))
  const id = await registerPerson(records, {
    names: [{ text: 'Dilan Omar', kind: 'full' }],
    origin: 'a village below the mountain',
  })
  await registerPerson(records, { names: [{ text: 'Berfin Hesen', kind: 'full' }], origin: 'Sinjar' })
  await changePerson(records, id, {
    field: 'origin',
    value: 'a village below the mountain',
    located: { id: 'IQ.15.9166620', precision: 'district' },
  })
  records.vault.close()
  const shown = await vault.run('people', 'show', id)
  assert.match(
    shown.stdout,
    /a village below the mountain, taken to be Sinjar, Nineveh, Iraq \[district, IQ\.15\.9166620\]/u,
  )
  const { origin } = await vault.json<Person>(0, 'people', 'show', id)
  assert.deepEqual(origin[0]?.located, { id: 'IQ.15.9166620', precision: 'district', label: 'Sinjar, Nineveh, Iraq' })
  const there = await vault.json<{ total: number; people: PersonSummary[] }>(0, 'people', 'list', '--place', 'IQ.15')
  assert.deepEqual([there.total, there.people[0]?.id], [1, id])
  assert.match((await vault.run('people', 'list', '--place', 'SY')).stdout, /Nobody with a place/u)
})
