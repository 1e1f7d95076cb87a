import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { createInstallation } from './installation.ts'
import { openVault } from './open-vault.ts'
import { recoverVault } from './recover-vault.ts'
import { SECOND, THIRD, joined, opened, say, texts, withMember } from './test-joined.ts'
import { PASSPHRASE, TEST_KDF, during, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'

test('M1 who joined opens nothing until a coordinator admits the code, and then what was granted', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  await during(dir, PASSPHRASE, (vault) => say(vault, 'registry', 'from before'))
  const { code, member, recovery } = await joined(dir, SECOND)
  assert.match(code, /^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/u)
  await assert.rejects(openVault({ dir, passphrase: SECOND }), withCode('NOT_A_MEMBER'))
  await during(dir, PASSPHRASE, (vault) => {
    assert.deepEqual(vault.members().joining, [code])
    const as = { name: 'Aras', role: 'contributor', grants: ['registry'] } as const
    assert.throws(() => vault.admit('0000-0000-0000-0000', as), withCode('MEMBER_UNKNOWN'))
    assert.equal(vault.admit(code.toLowerCase().replaceAll('-', ' '), as).id, member)
    assert.deepEqual(vault.members().joining, [])
  })
  await during(dir, SECOND, async (vault) => {
    assert.deepEqual(vault.member, { id: member, name: 'Aras', role: 'contributor' })
    assert.deepEqual(await texts(vault, 'registry'), ['other: "from before"'])
    await assert.rejects(texts(vault, 'evidence'), withCode('COMPARTMENT_CLOSED'))
    await assert.rejects(say(vault, 'evidence', 'no'), withCode('COMPARTMENT_CLOSED'))
    assert.throws(() => vault.index('evidence'), withCode('COMPARTMENT_CLOSED'))
    await assert.rejects(vault.sealBytes('evidence', patternBytes(10)), withCode('COMPARTMENT_CLOSED'))
    await say(vault, 'registry', 'from Aras')
  })
  await recoverVault({ dir, shares: recovery.slice(1), newPassphrase: THIRD, kdf: TEST_KDF })
  const vault = await opened(t, dir, THIRD)
  assert.equal(vault.member.name, 'Aras')
  vault.close()
  await during(dir, PASSPHRASE, async (founder) => {
    assert.deepEqual(await texts(founder, 'registry'), ['own: "from before"', 'other: "from Aras"'])
    assert.deepEqual((await founder.verify({ deep: true })).faults, [])
  })
})

test('M1 H6 the request of somebody who joins holds public keys and no name', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { member } = await joined(dir, SECOND)
  assert.ok(readdirSync(join(dir, 'keys')).includes(`${member}.joining`))
  await during(dir, PASSPHRASE, (vault) => {
    vault.admit(vault.members().joining[0] ?? '', { name: 'Aras', role: 'reader', grants: [] })
  })
  assert.ok(!readdirSync(join(dir, 'keys')).includes(`${member}.joining`))
})

test('M1 a damaged request is listed, and hides neither the members nor who else waits', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { code } = await joined(dir, SECOND)
  const { member } = await joined(dir, THIRD)
  const file = join(dir, 'keys', `${member}.joining`)
  const request = readFileSync(file, 'utf8')
  const damages = [
    '',
    '{}',
    request.slice(0, 60),
    request.replace(member, '0'.repeat(32)),
    request.replace('"age1', '"'),
  ]
  for (const damage of damages) {
    writeFileSync(file, damage)
    await during(dir, PASSPHRASE, (vault) => {
      const { joining, damagedJoining, members } = vault.members()
      assert.deepEqual([joining, damagedJoining, members.length], [[code], [`${member}.joining`], 1])
    })
  }
  await during(dir, PASSPHRASE, (vault) => vault.admit(code, { name: 'Aras', role: 'reader', grants: [] }))
})

test('M1 a request that is no file, or far too large, is listed as damaged and read by nobody', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { code } = await joined(dir, SECOND)
  const { member } = await joined(dir, THIRD)
  const file = join(dir, 'keys', `${member}.joining`)
  const request = readFileSync(file, 'utf8')
  const damages = [
    () => {
      writeFileSync(file, `${request}${' '.repeat(5000)}`)
    },
    () => {
      mkdirSync(file)
    },
    () => {
      symlinkSync(file, file)
    },
    ...(process.platform === 'win32' ? [] : [() => execFileSync('mkfifo', [file])]),
  ]
  for (const damage of damages) {
    rmSync(file, { recursive: true, force: true })
    damage()
    await during(dir, PASSPHRASE, (vault) => {
      const { joining, damagedJoining } = vault.members()
      assert.deepEqual([joining, damagedJoining], [[code], [`${member}.joining`]])
    })
  }
})

test('M1 somebody joins beside a member who has the vault open, and is told the code again', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const installation = createInstallation({ dir })
  const founder = await installation.unlock({ passphrase: PASSPHRASE })
  const { code, recovery } = await installation.join({ passphrase: SECOND })
  founder.close()
  assert.equal(recovery.length, 3)
  const told = (error: unknown): boolean =>
    withCode('NOT_A_MEMBER')(error) && (error as Error).message.endsWith(`your request: ${code}`)
  await assert.rejects(openVault({ dir, passphrase: SECOND }), told)
  await during(dir, PASSPHRASE, (vault) => vault.admit(code, { name: 'Aras', role: 'reader', grants: [] }))
  await during(dir, SECOND, (vault) => {
    assert.equal(vault.member.name, 'Aras')
    assert.throws(() => vault.clearRequests(), withCode('ROLE_FORBIDS'))
  })
})

test('M1 requests are few, and a coordinator clears those that nobody answers', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  await withMember(dir, { role: 'reader', grants: [] })
  const members = readdirSync(join(dir, 'keys')).filter((name) => name.endsWith('.json'))
  const passphrases = Array.from({ length: 8 }, (_, at) => `${at} herons on the weir`)
  for (const passphrase of passphrases) {
    await joined(dir, passphrase)
  }
  await assert.rejects(joined(dir, THIRD), withCode('JOINING_FULL'))
  await during(dir, PASSPHRASE, (vault) => {
    assert.equal(vault.clearRequests(), 8)
    assert.deepEqual(vault.members().joining, [])
  })
  const left = readdirSync(join(dir, 'keys'))
  assert.deepEqual(
    left.filter((name) => name.endsWith('.json')),
    members,
  )
  assert.deepEqual(
    left.filter((name) => name.endsWith('.joining')),
    [],
  )
  await assert.rejects(openVault({ dir, passphrase: passphrases[0] ?? '' }), withCode('PASSPHRASE_WRONG'))
  await during(dir, SECOND, (vault) => {
    assert.equal(vault.member.role, 'reader')
  })
})
