import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { Database } from '@signalapp/sqlcipher'

import { createInstallation } from './installation.ts'
import { joinVault } from './joining.ts'
import { openVault, verifyVault } from './open-vault.ts'
import { recoverVault } from './recover-vault.ts'
import {
  PASSPHRASE,
  TEST_KDF,
  collect,
  during,
  listOf,
  makeVault,
  patternBytes,
  testDir,
  withCode,
} from './test-vault.ts'
import type { CompartmentName } from './compartment.ts'
import type { Role } from './roster-changes.ts'
import type { Vault } from './vault.ts'

const SECOND = 'two grey herons'
const THIRD = 'three round stones'
const EVERYTHING: CompartmentName[] = ['registry', 'evidence', 'testimony', 'assistance', 'roster']

const opened = async (t: TestContext, dir: string, passphrase = PASSPHRASE): Promise<Vault> => {
  const vault = await openVault({ dir, passphrase })
  t.after(() => {
    vault.close()
  })
  return vault
}

const joined = (dir: string, passphrase: string): ReturnType<typeof joinVault> =>
  joinVault({ dir, passphrase, kdf: TEST_KDF })

const withMember = async (
  dir: string,
  {
    role,
    grants,
    passphrase = SECOND,
    by = PASSPHRASE,
  }: { role: Role; grants: CompartmentName[]; passphrase?: string; by?: string },
): Promise<string> => {
  const { code, member } = await joined(dir, passphrase)
  await during(dir, by, (vault) => vault.admit(code, { name: `Member ${role}`, role, grants }))
  return member
}

const texts = async (vault: Vault, compartment: CompartmentName): Promise<string[]> =>
  (await listOf(vault.entries(compartment))).flatMap(({ changes, member }) =>
    changes
      .filter(({ type }) => type === 'test.note')
      .map(({ text }) => `${member === vault.member.id ? 'own' : 'other'}: ${JSON.stringify(text)}`),
  )

const say = (vault: Vault, compartment: CompartmentName, text: string): Promise<unknown> =>
  vault.append([{ compartment, changes: [{ type: 'test.note', text }] }])

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

test('M4 M6 a device that was taken out opens nothing here; what it wrote before still counts', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  await withMember(dir, { role: 'coordinator', grants: EVERYTHING })
  const log = await during(dir, SECOND, async (vault) => {
    assert.throws(() => {
      vault.removeDevice(vault.device.logId)
    }, withCode('ROLE_FORBIDS'))
    await say(vault, 'registry', 'before')
    return vault.device.logId
  })
  await during(dir, PASSPHRASE, async (vault) => {
    vault.removeDevice(log)
    const active = vault.members().devices.filter(({ isActive }) => isActive)
    assert.deepEqual(
      active.map((device) => device.log),
      [vault.device.logId],
    )
    assert.deepEqual(await texts(vault, 'registry'), ['other: "before"'])
    assert.throws(() => {
      vault.removeDevice(log)
    }, withCode('MEMBER_UNKNOWN'))
  })
  await assert.rejects(openVault({ dir, passphrase: SECOND }), withCode('NOT_A_MEMBER'))
})

test('M4 a vault without its device key goes on in a new log, and nothing of the old one is lost', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const old = await during(dir, PASSPHRASE, async (vault) => {
    await say(vault, 'registry', 'before')
    return vault.device
  })
  rmSync(join(dir, 'keys', `${old.id}.device.age`))
  await during(dir, PASSPHRASE, async (vault) => {
    assert.notEqual(vault.device.logId, old.logId)
    await say(vault, 'registry', 'after')
    assert.deepEqual(await texts(vault, 'registry'), ['own: "before"', 'own: "after"'])
    assert.deepEqual((await vault.verify({ deep: true })).faults, [])
  })
  await during(dir, PASSPHRASE, async (vault) => {
    assert.deepEqual(await texts(vault, 'registry'), ['own: "before"', 'own: "after"'])
  })
})

test('M4 a device key that is damaged is told, and nothing is begun in its place', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { id } = await during(dir, PASSPHRASE, (vault) => vault.device)
  const file = join(dir, 'keys', `${id}.device.age`)
  const bytes = readFileSync(file)
  bytes[30]! ^= 1
  writeFileSync(file, bytes)
  await assert.rejects(
    openVault({ dir, passphrase: PASSPHRASE }),
    (error) => withCode('VAULT_DAMAGED')(error) && (error as Error).message.includes(id),
  )
  assert.deepEqual(
    (await verifyVault({ dir, passphrase: PASSPHRASE })).faults.map(({ where }) => where),
    ['the vault'],
  )
})

test('M4 a check of a vault without a device key writes nothing', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { id } = await during(dir, PASSPHRASE, (vault) => vault.device)
  rmSync(join(dir, 'keys', `${id}.device.age`))
  const before = readdirSync(join(dir, 'keys'))
  assert.deepEqual((await verifyVault({ dir, passphrase: PASSPHRASE, deep: true })).faults, [])
  assert.deepEqual(readdirSync(join(dir, 'keys')), before)
})

test('V14 M5 a damaged keys entry is named by the check, and the other compartments open', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const db = new Database(join(dir, 'vault.db'))
  // Position 4 holds the keys of the second compartment, evidence; its first byte is the version.
  db.exec("UPDATE entry SET bytes = CAST(x'03' || substr(bytes, 2) AS BLOB) WHERE position = 4")
  db.close()
  const { faults } = await verifyVault({ dir, passphrase: PASSPHRASE })
  assert.ok(faults.some(({ where }) => where.endsWith(':4')))
  await during(dir, PASSPHRASE, async (vault) => {
    await say(vault, 'registry', 'goes on')
    await assert.rejects(say(vault, 'evidence', 'no'), withCode('COMPARTMENT_CLOSED'))
  })
})
