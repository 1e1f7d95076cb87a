import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ImportReceipt } from '@homeward/intake'
import type { Home, Lead, Message, Person } from '@homeward/records'
import type { VerifyReport } from '@homeward/vault'
import { ended, jsonOf, makeTestVault, start, testDir, type Ran, type TestVault } from './test-cli.ts'
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
  await vault.json(0, 'people', 'consent', lead.person, '--by', 'Her mother', ...scopes)
  await vault.json(0, 'lead', 'confirm', lead.id)
  const zip = path.join(dir, 'package.zip')
  const args = ['package', '--recipient', 'A lawyer', '--purpose', 'legal-case', '--lead', lead.id, '-o', zip]
  const made = await vault.json<{ package: string; file: string; sha256: string; size: number }>(0, ...args)
  assert.equal(made.file, zip)
  const bytes = readFileSync(zip)
  assert.equal(made.size, bytes.length)
  const verified = await homewardVerify(zip)
  assert.equal(verified.exit, 0, verified.stdout)
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
