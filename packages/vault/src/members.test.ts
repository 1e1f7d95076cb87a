import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openVault } from './open-vault.ts'
import { EVERYTHING, SECOND, THIRD, joined, opened, say, texts, withMember } from './test-joined.ts'
import { PASSPHRASE, collect, during, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'

test('M9 K8 recovery is rehearsed in an open vault, by a reader too, and of one’s own shares alone recorded', async (t) => {
  const dir = testDir(t)
  const { recovery } = await makeVault(dir)
  const second = await joined(dir, SECOND)
  await during(dir, PASSPHRASE, (vault) => vault.admit(second.code, { name: 'Aras', role: 'reader', grants: [] }))
  await during(dir, SECOND, async (vault) => {
    await assert.rejects(
      vault.rehearse([second.recovery[0] ?? '', recovery[0] ?? '']),
      withCode('RECOVERY_SHARE_INVALID'),
    )
    assert.equal((await vault.rehearse(recovery.slice(1))).isRecorded, false)
    assert.equal(vault.rehearsed, null)
    assert.deepEqual(await vault.rehearse(second.recovery.slice(1)), { member: second.member, isRecorded: true })
    assert.ok(vault.rehearsed !== null)
  })
  await during(dir, PASSPHRASE, (vault) => {
    const by = Object.fromEntries(vault.members().members.map(({ name, rehearsed }) => [name, rehearsed === null]))
    assert.deepEqual(by, { 'First member': true, Aras: false })
  })
})

test('M3 anybody who writes changes their own name, and nobody their own role or grants', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const second = await withMember(dir, { role: 'contributor', grants: ['registry'] })
  await during(dir, SECOND, (vault) => {
    vault.changeMember(second, { name: 'Aras of the bridge' })
    assert.equal(vault.member.name, 'Aras of the bridge')
    for (const to of [{ role: 'founder' }, { grants: EVERYTHING }, { name: 'x', role: 'founder' }] as const) {
      assert.throws(() => {
        vault.changeMember(second, to)
      }, withCode('ROLE_FORBIDS'))
    }
    const other = vault.members().members.find(({ id }) => id !== second)
    assert.throws(() => {
      vault.changeMember(other?.id ?? '', { name: 'x' })
    }, withCode('ROLE_FORBIDS'))
  })
  await during(dir, PASSPHRASE, (vault) => {
    vault.changeMember(vault.member.id, { name: 'Founder by the well' })
    assert.deepEqual(
      vault
        .members()
        .members.map(({ name }) => name)
        .toSorted(),
      ['Aras of the bridge', 'Founder by the well'],
    )
  })
})

test('M2 M3 a reader writes nothing, a contributor manages nobody, a coordinator no founder', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  await withMember(dir, { role: 'reader', grants: ['registry'] })
  await during(dir, SECOND, async (vault) => {
    await assert.rejects(say(vault, 'registry', 'no'), withCode('ROLE_FORBIDS'))
  })
  await withMember(dir, { role: 'coordinator', grants: ['registry'], passphrase: THIRD })
  const founder = await during(dir, PASSPHRASE, (vault) => vault.member.id)
  const { code } = await joined(dir, 'four')
  await during(dir, SECOND, (vault) => {
    assert.throws(() => vault.admit(code, { name: 'x', role: 'reader', grants: [] }), withCode('ROLE_FORBIDS'))
  })
  await during(dir, THIRD, (vault) => {
    assert.throws(() => vault.admit(code, { name: 'x', role: 'founder', grants: [] }), withCode('ROLE_FORBIDS'))
    assert.throws(() => {
      vault.removeMember(founder)
    }, withCode('ROLE_FORBIDS'))
    assert.throws(
      () => vault.admit(code, { name: 'x', role: 'reader', grants: ['evidence'] }),
      withCode('COMPARTMENT_CLOSED'),
    )
    assert.equal(vault.admit(code, { name: 'x', role: 'reader', grants: ['registry'] }).isActive, true)
  })
})

test('M5 M6 who is removed opens nothing here any more, and what is sealed later is under keys they never had', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const second = await withMember(dir, { role: 'coordinator', grants: EVERYTHING })
  const third = await withMember(dir, { role: 'contributor', grants: ['registry'], passphrase: THIRD })
  const content = patternBytes(100_000)
  const before = await during(dir, SECOND, async (vault) => {
    await say(vault, 'registry', 'before')
    vault.index('registry').exec("CREATE TABLE t (x TEXT); INSERT INTO t VALUES ('kept')")
    return vault.sealBytes('evidence', content)
  })
  const vault = await opened(t, dir)
  vault.removeMember(second)
  assert.deepEqual(vault.members().ailing, [])
  await say(vault, 'registry', 'after')
  const after = await vault.sealBytes('evidence', patternBytes(90_000, 2))
  assert.deepEqual(await collect((await vault.openBlob('evidence', before.blob)).stream()), content)
  assert.equal((await vault.openBlob('evidence', after.blob)).size, 90_000)
  // The index is encrypted anew instead of being built again.
  assert.deepEqual(vault.index('registry').prepare('SELECT x FROM t', { pluck: true }).all([]), ['kept'])
  assert.deepEqual(await texts(vault, 'registry'), ['other: "before"', 'own: "after"'])
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
  vault.close()
  await assert.rejects(openVault({ dir, passphrase: SECOND }), withCode('PASSPHRASE_WRONG'))
  await during(dir, THIRD, async (left) => {
    assert.equal(left.member.id, third)
    assert.deepEqual(await texts(left, 'registry'), ['other: "before"', 'other: "after"'])
  })
  await during(dir, PASSPHRASE, (reopened) => {
    assert.deepEqual(reopened.index('registry').prepare('SELECT x FROM t', { pluck: true }).all([]), ['kept'])
  })
})

test('M5 a grant that is taken away closes the compartment, one that is given opens all of it', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const second = await withMember(dir, { role: 'contributor', grants: ['registry', 'testimony'] })
  await during(dir, PASSPHRASE, async (vault) => {
    await say(vault, 'testimony', 'one')
    await say(vault, 'evidence', 'early')
    vault.changeMember(second, { grants: ['registry'], role: 'coordinator', name: 'Renamed' })
    await say(vault, 'testimony', 'two')
  })
  await during(dir, SECOND, async (vault) => {
    assert.deepEqual(vault.member, { id: second, name: 'Renamed', role: 'coordinator' })
    await assert.rejects(texts(vault, 'testimony'), withCode('COMPARTMENT_CLOSED'))
  })
  await during(dir, PASSPHRASE, (vault) => {
    vault.changeMember(second, { grants: ['registry', 'evidence', 'testimony'] })
  })
  await during(dir, SECOND, async (vault) => {
    assert.deepEqual(await texts(vault, 'testimony'), ['other: "one"', 'other: "two"'])
    assert.deepEqual(await texts(vault, 'evidence'), ['other: "early"'])
  })
})

test('M8 the vault says how many of its members can restore all of it', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  await withMember(dir, { role: 'coordinator', grants: ['registry'] })
  await during(dir, PASSPHRASE, (vault) => {
    assert.equal(vault.members().restorers, 1)
  })
  await withMember(dir, { role: 'founder', grants: EVERYTHING, passphrase: THIRD })
  await during(dir, THIRD, (vault) => {
    assert.equal(vault.members().restorers, 2)
  })
})
