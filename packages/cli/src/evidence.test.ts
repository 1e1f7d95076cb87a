import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ImportReceipt } from '@homeward/intake'
import type { Home, Lead, Message, Person } from '@homeward/records'
import type { VerifyReport } from '@homeward/vault'
import type { VerifyReport as PackageReport } from '@homeward/verify'
import { ended, jsonOf, makeTestVault, run, start, testDir, type Ran, type TestVault } from './test-cli.ts'
import { ringsPng, wavesPng } from './test-png.ts'

const verifyScript = fileURLToPath(new URL('../bin/homeward-verify.js', import.meta.resolve('@homeward/verify')))

/** The packages' verifier as its own command: what a recipient runs. */
function homewardVerify(file: string): Promise<Ran> {
  return ended(start([file, '--json'], {}, verifyScript))
}

interface Scene {
  dir: string
  vault: TestVault
  receipt: ImportReceipt
  lead: Lead & { personName: string; itemPath: string }
}

/** A vault with a person whose photo is also among the pictures of a source, in twice the size. */
async function makeScene(t: TestContext): Promise<Scene> {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const folder = path.join(dir, 'pictures')
  mkdirSync(folder)
  writeFileSync(path.join(dir, 'narin.png'), ringsPng())
  writeFileSync(path.join(dir, 'people.csv'), 'name,village,photo\nNarîn Sînan,Kanîsark,narin.png\n')
  writeFileSync(path.join(folder, 'found.png'), ringsPng(2))
  writeFileSync(path.join(folder, 'other.png'), wavesPng())
  writeFileSync(path.join(folder, 'chat.txt'), '24.12.23, 18:04 - A: the grey cat sleeps\n24.12.23, 18:05 - B: yes\n')
  await vault.json(0, 'people', 'import', path.join(dir, 'people.csv'))
  const receipt = await vault.json<ImportReceipt>(0, 'import', folder)
  const { leads } = await vault.json<{ leads: Scene['lead'][] }>(0, 'leads')
  assert.equal(leads.length, 1)
  return { dir, vault, receipt, lead: leads[0]! }
}

test('H4 a lead is proposed, a person confirms it, and it becomes a statement', async (t) => {
  const { vault, receipt, lead } = await makeScene(t)
  assert.deepEqual([receipt.photos, receipt.leads], [{ hashed: 2, unreadable: 0 }, 1])
  assert.deepEqual([lead.state, lead.personName, lead.itemPath], ['open', 'Narîn Sînan', 'pictures/found.png'])
  const confirmed = await vault.json<Lead>(0, 'lead', 'confirm', lead.id, '--note', 'The same rings.')
  assert.equal(confirmed.state, 'confirmed')
  assert.equal(confirmed.decisions[0]?.note, 'The same rings.')
  const person = await vault.json<Person>(0, 'people', 'show', lead.person)
  assert.deepEqual(
    person.statements.map((statement) => [statement.kind, statement.lead]),
    [['photo-found', lead.id]],
  )
  assert.equal((await vault.json<{ total: number }>(0, 'leads')).total, 0)
  for (const [command, state] of [
    ['refuse', 'refused'],
    ['unsure', 'unsure'],
  ] as const) {
    await vault.json<Lead>(0, 'lead', command, lead.id)
    const { leads } = await vault.json<{ leads: Lead[] }>(0, 'leads', '--state', 'all')
    assert.equal(leads[0]?.decisions.at(-1)?.decision, state)
  }
})

test('X13 a package verifies without us, and one changed byte anywhere does not', async (t) => {
  const { dir, vault, lead } = await makeScene(t)
  const scopes = ['--scope', 'names,details,photos,statements', '--purpose', 'legal-case']
  await vault.json(0, 'people', 'consent', lead.person, '--by', 'Her mother', '--capacity', 'parent', ...scopes)
  await vault.json(0, 'lead', 'confirm', lead.id)
  const zip = path.join(dir, 'package.zip')
  const args = ['package', '--recipient', 'A lawyer', '--purpose', 'legal-case', '--lead', lead.id, '-o', zip]
  const made = await vault.json<{ package: string; file: string; sha256: string; size: number }>(0, ...args)
  assert.equal(made.file, zip)
  const bytes = readFileSync(zip)
  assert.equal(made.size, bytes.length)
  const verified = await homewardVerify(zip)
  assert.equal(verified.exit, 0, verified.stdout)
  assert.ok(bytes.includes('shows the same photo'))
  // Who decided is named by their id (rule P22).
  assert.equal(bytes.includes('Tester'), false)
  for (let at = 7; at < bytes.length; at += Math.floor(bytes.length / 3)) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    writeFileSync(path.join(dir, 'changed.zip'), changed)
    const faulty = await homewardVerify(path.join(dir, 'changed.zip'))
    assert.equal(faulty.exit, 1, `byte ${at} of ${bytes.length}`)
  }
  const again = await vault.json<{ error: { code: string } }>(1, ...args)
  assert.equal(again.error.code, 'FILE_EXISTS')
  assert.deepEqual(readFileSync(zip), bytes)
})

test('X13 P18 P20 a contributor who is not the founder makes a package of their own source; it verifies, a changed byte does not', async (t) => {
  const dir = testDir(t)
  const founder = await makeTestVault(dir)
  const second = { ...founder.env, HOMEWARD_PASSPHRASE: 'two grey herons at the weir' }
  const asSecond = (...args: string[]): Promise<Ran> => run(args, second)
  const { member, code } = jsonOf<{ member: string; code: string }>(
    await asSecond('member', 'join', '--kdf-memory', '64', '--json'),
  )
  const as = ['--name', 'Aras', '--role', 'contributor', '--grant', 'registry', 'evidence']
  await founder.json(0, 'member', 'admit', code, ...as)
  const folder = path.join(dir, 'pictures')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'found.png'), ringsPng(2))
  const { source } = jsonOf<ImportReceipt>(await asSecond('import', folder, '--json'))

  const packageAs = (env: Record<string, string>, zip: string): Promise<Ran> => {
    const args = ['package', '--recipient', 'A lawyer', '--purpose', 'legal-case', '--item', `${source}.0`, '-o', zip]
    return run(args, env)
  }
  const zip = path.join(dir, 'second.zip')
  const made = await packageAs(second, zip)
  assert.equal(made.exit, 0, made.stderr)
  const words = await ended(start([zip], {}, verifyScript))
  assert.equal(words.exit, 0, words.stdout)
  assert.match(words.stdout, /^GOOD/u)
  assert.match(
    words.stdout,
    new RegExp(`member ${member.slice(0, 8)}…, contributor, admitted by [^]*sealed this\\s+package`, 'u'),
  )
  const { key, logs } = jsonOf<PackageReport>(await homewardVerify(zip))
  assert.deepEqual(
    logs.map(({ role, sealed }) => [role, sealed]),
    [
      ['founder', false],
      ['contributor', true],
    ],
  )
  // What the recipient compares is one fingerprint for the whole vault, told by whoever makes a package.
  assert.ok(made.stdout.includes(key!.fingerprint))

  const bytes = readFileSync(zip)
  for (const name of ['Aras', 'Tester']) assert.equal(bytes.includes(name), false, name)
  for (const place of [7, bytes.indexOf('"device.added"'), bytes.indexOf('.tlog-proof') + 200, bytes.length - 9]) {
    const changed = Buffer.from(bytes)
    changed[place]! ^= 1
    writeFileSync(path.join(dir, 'changed.zip'), changed)
    assert.equal((await homewardVerify(path.join(dir, 'changed.zip'))).exit, 1, `byte ${place} of ${bytes.length}`)
  }

  // The founder packages the same source, and goes on doing so after its member was removed.
  assert.equal((await packageAs(founder.env, path.join(dir, 'first.zip'))).exit, 0)
  await founder.json(0, 'member', 'remove', member, '--yes')
  const later = path.join(dir, 'later.zip')
  const again = await packageAs(founder.env, later)
  assert.equal(again.exit, 0, again.stderr)
  const after = jsonOf<PackageReport>(await homewardVerify(later))
  assert.equal(after.ok, true)
  assert.deepEqual(
    after.logs.map(({ limit }) => limit !== null),
    [false, true],
  )
})

test('H7 what consent withholds is listed, is not in the package, and the exit code is 3', async (t) => {
  const { dir, vault, lead } = await makeScene(t)
  const zip = path.join(dir, 'package.zip')
  const args = ['package', '--recipient', 'A lawyer', '--purpose', 'legal-case', '--lead', lead.id, '-o', zip]
  const made = await vault.json<{ persons: { allowed: string[]; withheld: { scope: string }[] }[] }>(3, ...args)
  assert.deepEqual(made.persons[0]?.allowed, [])
  assert.deepEqual(
    made.persons[0].withheld.map(({ scope }) => scope),
    ['names', 'details', 'photos', 'statements'],
  )
  assert.equal((await homewardVerify(zip)).exit, 0)
  assert.equal(readFileSync(zip).includes('Narîn'), false)
})

test('X13 a package that cannot be made leaves no file', async (t) => {
  const { dir, vault } = await makeScene(t)
  const before = readdirSync(dir)
  const args = [
    'package',
    '--recipient',
    'A',
    '--purpose',
    'tracing',
    '--lead',
    'lead-none',
    '-o',
    path.join(dir, 'p.zip'),
  ]
  assert.equal((await vault.run(...args)).exit, 1)
  const nowhere = [
    'package',
    '--recipient',
    'A',
    '--purpose',
    'tracing',
    '--item',
    'x',
    '-o',
    path.join(dir, 'no', 'p.zip'),
  ]
  assert.equal((await vault.run(...nowhere)).exit, 1)
  assert.deepEqual(readdirSync(dir), before)
})

test('X3 rebuild makes the same index again', async (t) => {
  const { vault, lead } = await makeScene(t)
  await vault.json(0, 'lead', 'unsure', lead.id)
  const look = async () => [
    // Looking is noted in the log (rule CU1), so that alone grows.
    { ...(await vault.json<Home>(0, 'status')), logSize: null },
    await vault.json<{ leads: Lead[] }>(0, 'leads', '--state', 'all'),
    await vault.json<{ messages: Message[] }>(0, 'messages', 'search', 'cat'),
    await vault.json<Person>(0, 'people', 'show', lead.person),
  ]
  const before = await look()
  const rebuilt = await vault.json<Pick<Home, 'people' | 'messages'>>(0, 'rebuild')
  assert.deepEqual([rebuilt.people, rebuilt.messages], [1, 2])
  assert.deepEqual(await look(), before)
})

test('X1 verify finds a changed byte in a sealed file and ends with 1', async (t) => {
  const { dir, vault } = await makeScene(t)
  writeFileSync(path.join(dir, 'large.bin'), Buffer.alloc(300_000, 7))
  await vault.json(0, 'import', path.join(dir, 'large.bin'))
  const sound = await vault.json<VerifyReport>(0, 'verify', '--deep')
  assert.deepEqual(sound.faults, [])
  assert.ok(sound.entries > 0 && sound.blobs > 0 && sound.bytes > 300_000)
  const blobs = readdirSync(path.join(vault.dir, 'blobs'), { recursive: true, encoding: 'utf8' })
  const file = blobs.map((name) => path.join(vault.dir, 'blobs', name)).find((name) => statSync(name).size > 300_000)
  assert.ok(file !== undefined)
  const bytes = readFileSync(file)
  bytes[200_000]! ^= 1
  writeFileSync(file, bytes)
  const damaged = await vault.run('verify', '--deep', '--json')
  assert.equal(damaged.exit, 1)
  assert.equal(jsonOf<VerifyReport>(damaged).faults.length, 1)
  const text = await vault.run('verify', '--deep')
  assert.match(text.stdout, /^FAULT /mu)
})
