import assert from 'node:assert/strict'
import { cpSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { MembersView, MemberView } from '@homeward/vault'
import { jsonOf, makeTestVault, run, testDir, type Ran, type TestVault } from './test-cli.ts'

const second = 'two grey herons at the weir'

interface Joined {
  member: string
  code: string
  recovery: string[]
}
type Listed = MembersView & { member: string }
interface Refused {
  error: { code: string; message: string }
}

/** Runs a command as the member with the second passphrase. */
function asSecond(vault: TestVault, ...args: string[]): Promise<Ran> {
  return run(args, { ...vault.env, HOMEWARD_PASSPHRASE: second })
}

async function join(vault: TestVault): Promise<Joined> {
  const ran = await asSecond(vault, 'member', 'join', '--kdf-memory', '64', '--json')
  assert.equal(ran.exit, 0, ran.stderr)
  return jsonOf<Joined>(ran)
}

test('M1 M2 M6 two members on one vault: join, admit, change, remove, each told in a clear sentence', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const { member, code, recovery } = await join(vault)
  assert.equal(recovery.length, 3)
  const early = await asSecond(vault, 'status')
  assert.equal(early.exit, 1)
  assert.match(
    early.stderr,
    new RegExp(`not been admitted .* yet\\. Tell a coordinator the code of your request: ${code}`, 'u'),
  )
  assert.deepEqual((await vault.json<Listed>(0, 'member', 'list')).joining, [code])
  assert.match((await vault.run('member', 'list')).stdout, new RegExp(`1 person waits[^]*${code}`, 'u'))

  const as = ['--name', 'Aras', '--role', 'contributor', '--grant', 'registry', 'evidence']
  const wrong = await vault.json<Refused>(1, 'member', 'admit', '0000-0000-0000-0000', ...as)
  assert.equal(wrong.error.code, 'MEMBER_UNKNOWN')
  const admitted = await vault.json<MemberView>(0, 'member', 'admit', code.toLowerCase(), ...as)
  assert.deepEqual([admitted.id, admitted.name, admitted.role], [member, 'Aras', 'contributor'])
  const status = await asSecond(vault, 'status')
  assert.match(status.stdout, /You are Aras, contributor, and open registry, evidence\./u)
  assert.match(status.stdout, /0 people/u)
  assert.equal((await asSecond(vault, 'member', 'change', member, '--role', 'founder')).exit, 1)

  const changed = await vault.json<MemberView>(0, 'member', 'change', member, '--grant', 'none', '--role', 'reader')
  assert.deepEqual([changed.role, changed.grants], ['reader', ['roster']])
  const little = await asSecond(vault, 'status', '--json')
  assert.deepEqual(jsonOf<{ role: string; opens: string[] }>(little).opens, [])
  assert.equal((await asSecond(vault, 'people', 'list')).exit, 1)

  const copy = path.join(dir, 'copy')
  cpSync(path.join(vault.dir, 'keys'), copy, { recursive: true })
  const unasked = await vault.json<Refused>(2, 'member', 'remove', member)
  assert.match(unasked.error.message, /--yes/u)
  const gone = await vault.run('member', 'remove', member, '--yes')
  assert.equal(gone.exit, 0, gone.stderr)
  assert.match(gone.stderr, /does not take back what they saw/u)
  assert.match(gone.stdout, /Aras is removed/u)
  const outside = await asSecond(vault, 'status')
  assert.equal(outside.exit, 1)
  assert.match(outside.stderr, /If you were removed from the vault/u)
  for (const name of readdirSync(copy)) cpSync(path.join(copy, name), path.join(vault.dir, 'keys', name))
  const back = await asSecond(vault, 'status')
  assert.equal(back.exit, 1)
  assert.match(back.stderr, /no longer a member of this vault\. Ask a coordinator/u)
  const { members } = await vault.json<Listed>(0, 'member', 'list')
  assert.deepEqual(
    members.map(({ name, isActive }) => [name, isActive]),
    [
      ['Tester', true],
      ['Aras', false],
    ],
  )
})

test('M8 the list and the status say loudly when fewer than two can restore, and not when two can', async (t) => {
  const vault = await makeTestVault(testDir(t))
  for (const args of [['status'], ['member', 'list']])
    assert.match((await vault.run(...args)).stdout, /WARNING: only one member can restore/u)
  const { code } = await join(vault)
  const admitted = await vault.run('member', 'admit', code, '--name', 'Bese', '--role', 'coordinator', '--grant', 'all')
  assert.equal(admitted.stdout, 'Bese is coordinator and opens everything.\n')
  for (const args of [['status'], ['member', 'list']])
    assert.doesNotMatch((await vault.run(...args)).stdout, /WARNING/u)
  assert.equal((await vault.json<Listed>(0, 'member', 'list')).restorers, 2)
  assert.equal((await vault.json<{ restorers: number }>(0, 'status')).restorers, 2)
})

test('M4 a device is taken out by its log; the own one is refused', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const { code, member } = await join(vault)
  await vault.json(0, 'member', 'admit', code, '--name', 'Bese', '--role', 'reader', '--grant', 'all')
  assert.equal((await asSecond(vault, 'status')).exit, 0)
  const { devices } = await vault.json<Listed>(0, 'member', 'list')
  const own = devices.find((device) => device.member !== member)?.log ?? ''
  const other = devices.find((device) => device.member === member)?.log ?? ''
  assert.equal((await vault.json<Refused>(1, 'member', 'remove-device', own)).error.code, 'ROLE_FORBIDS')
  assert.deepEqual(await vault.json(0, 'member', 'remove-device', other), { log: other, removed: true })
  assert.match((await asSecond(vault, 'status')).stderr, /This device was taken out/u)
  assert.equal((await vault.json<Refused>(1, 'member', 'remove-device', other)).error.code, 'MEMBER_UNKNOWN')
})

const wrongUsages: string[][] = [
  ['change', 'x'],
  ['admit', 'x', '--name', 'y', '--role', 'reader'],
  ['admit', 'x', '--name', 'y', '--role', 'owner', '--grant', 'all'],
  ['admit', 'x', '--name', 'y', '--role', 'reader', '--grant', 'all', 'registry'],
  ['admit', 'x', '--name', ' ', '--role', 'reader', '--grant', 'all'],
]
for (const args of wrongUsages)
  test(`X1 wrong usage ends with 2: homeward member ${args.join(' ')}`, async (t) => {
    const ran = await run(['member', ...args], { HOMEWARD_VAULT: testDir(t), HOMEWARD_PASSPHRASE: 'x' })
    assert.equal(ran.exit, 2, ran.stderr)
    assert.equal(ran.stdout, '')
  })

test('M1 the list tells a damaged request beside the members and who else waits', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const { code } = await join(vault)
  const { member } = await join(vault)
  writeFileSync(path.join(vault.dir, 'keys', `${member}.joining`), '{"member":')
  const { exit, stdout } = await vault.run('member', 'list')
  assert.equal(exit, 0)
  for (const shown of [code, `${member}.joining`, 'is damaged and admits nobody'])
    assert.ok(stdout.includes(shown), shown)
})
