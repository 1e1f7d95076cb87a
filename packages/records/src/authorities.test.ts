import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { toBase64, utf8 } from '@homeward/format'
import { currentAuthority, keepAuthority, withoutSecrets, type NewAuthority } from './authorities.ts'
import { openRecords, refold, type Records } from './records.ts'
import { testMembers } from './test-members.ts'
import { reopen, testRecords } from './test-records.ts'

function authority(shownAs: string): NewAuthority {
  return {
    rootB64: toBase64(utf8(`root of ${shownAs}`)),
    issuerB64: toBase64(utf8(`issuer of ${shownAs}`)),
    issuerKeyB64: toBase64(utf8(`key of ${shownAs}`)),
    names: ['office.example'],
    shownAs,
    until: '2031-01-01T00:00:00.000Z',
  }
}

async function changesOf(records: Records): Promise<{ type: string }[]> {
  const changes = []
  for await (const entry of records.vault.entries('registry')) changes.push(...entry.changes)
  return changes
}

test('R46 an authority is kept in the vault, is there after a rebuild, and is whole again when opened anew', async (t: TestContext) => {
  const records = await testRecords(t)
  assert.equal(currentAuthority(records), null)
  const id = await keepAuthority(records, authority('first'))
  await refold(records)
  const kept = currentAuthority(records)
  assert.equal(kept?.id, id)
  assert.equal(kept.issuerKeyB64, toBase64(utf8('key of first')))
  const again = await openRecords(await reopen(records))
  t.after(() => {
    again.vault.close()
  })
  assert.deepEqual(currentAuthority(again), kept)
})

test('R46 a new authority destroys the key of the one before, for every copy of the vault', async (t) => {
  const records = await testRecords(t)
  const first = await keepAuthority(records, authority('first'))
  const second = await keepAuthority(records, authority('second'))
  assert.equal(currentAuthority(records)?.id, second)
  assert.deepEqual(
    records.vault.erasures().flatMap(({ subjects }) => subjects.map(({ subject }) => subject)),
    [first],
  )
  await refold(records)
  assert.equal(currentAuthority(records)?.id, second)
  const made = (await changesOf(records)).filter(({ type }) => type === 'authority.made')
  assert.equal(made.length, 1)
  assert.equal((await records.vault.verify({ deep: true })).faults.length, 0)
})

test('R46 only a coordinator or founder makes one; who does not open the registry has none', async (t) => {
  const members = await testMembers(t, {
    scribe: { role: 'contributor' },
    lawyer: { role: 'coordinator', grants: ['evidence'] },
  })
  await keepAuthority(await members.as('founder'), authority('first'))
  const scribe = await members.as('scribe')
  await assert.rejects(keepAuthority(scribe, authority('second')), { code: 'ROLE_FORBIDS' })
  assert.notEqual(currentAuthority(scribe), null)
  assert.equal(currentAuthority(await members.as('lawyer')), null)
})

test('R46 what is written out in the clear holds no key', async (t) => {
  const records = await testRecords(t)
  await keepAuthority(records, authority('first'))
  let seen = 0
  for await (const entry of records.vault.entries('registry')) {
    const text = JSON.stringify(withoutSecrets(entry))
    assert.ok(!text.includes(toBase64(utf8('key of first'))))
    seen += text.includes('authority.made') ? 1 : 0
  }
  assert.equal(seen, 1)
})
