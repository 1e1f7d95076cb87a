import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { jsonOf, makeTestVault, run, testDir, type Ran, type TestVault } from './test-cli.ts'
import { ringsPng } from './test-png.ts'

const registrar = 'two grey herons at the weir'
const archivist = 'three round stones by the ford'

interface Refused {
  error: { code: string; message: string }
}

const as = (vault: TestVault, passphrase: string, ...args: string[]): Promise<Ran> =>
  run(args, { ...vault.env, HOMEWARD_PASSPHRASE: passphrase })

/** The JSON of a run of somebody else, which must end with this exit code. */
async function jsonAs<T>(vault: TestVault, passphrase: string, exit: number, ...args: string[]): Promise<T> {
  const ran = await as(vault, passphrase, ...args, '--json')
  assert.equal(ran.exit, exit, `${args.join(' ')}: ${ran.stdout}${ran.stderr}`)
  return jsonOf<T>(ran)
}

async function admit(vault: TestVault, passphrase: string, name: string, grant: string): Promise<void> {
  const { code } = await jsonAs<{ code: string }>(vault, passphrase, 0, 'member', 'join', '--kdf-memory', '64')
  await vault.json(0, 'member', 'admit', code, '--name', name, '--role', 'contributor', '--grant', grant)
}

/** A vault with a member who opens the registry alone and one who opens the evidence alone, and files for both. */
async function partialVault(dir: string): Promise<{ vault: TestVault; csv: string; folder: string }> {
  const vault = await makeTestVault(dir)
  await admit(vault, registrar, 'Registrar', 'registry')
  await admit(vault, archivist, 'Archivist', 'evidence')
  const folder = path.join(dir, 'export')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'rings.png'), ringsPng())
  const csv = path.join(dir, 'people.csv')
  writeFileSync(csv, 'name,photo\nNarîn Sînan,export/rings.png\n')
  return { vault, csv, folder }
}

test('X22 S33 a member of the registry works with people, and every other command names the closed part', async (t) => {
  const { vault, csv, folder } = await partialVault(testDir(t))
  await vault.json(0, 'import', folder)
  await jsonAs(vault, registrar, 0, 'people', 'import', csv)
  const listed = await as(vault, registrar, 'people', 'list', '--json')
  const [person] = jsonOf<{ people: { id: string; openLeads: number | null }[] }>(listed).people
  assert.equal(person?.openLeads, null)
  assert.match(listed.stderr, /“evidence” is closed to you: nothing of it is in this answer/u)
  assert.match((await as(vault, registrar, 'people', 'list')).stdout, /Narîn Sînan.* –\n/u)
  assert.equal((await jsonAs<{ total: number }>(vault, registrar, 0, 'people', 'search', 'Narin')).total, 1)
  assert.equal((await jsonAs<{ leads: null }>(vault, registrar, 0, 'people', 'show', person.id)).leads, null)
  const consent = [
    'people',
    'consent',
    person.id,
    '--by',
    'Her aunt',
    '--capacity',
    'family',
    '--scope',
    'names',
    '--purpose',
    'tracing',
  ]
  await jsonAs(vault, registrar, 0, ...consent)
  assert.deepEqual(await jsonAs(vault, registrar, 0, 'rebuild'), { people: 1 })
  const status = await jsonAs<Record<string, unknown>>(vault, registrar, 0, 'status')
  assert.deepEqual([status['people'], 'sources' in status, 'leads' in status], [1, false, false])
  for (const args of [
    ['sources'],
    ['messages', 'search', 'x'],
    ['import', folder],
    ['leads'],
    ['lead', 'confirm', 'x'],
    ['package', '--recipient', 'x', '--purpose', 'tracing', '--item', 'x', '-o', path.join(folder, 'x.zip')],
  ]) {
    const { error } = await jsonAs<Refused>(vault, registrar, 1, ...args)
    assert.equal(error.code, 'COMPARTMENT_CLOSED', args[0])
    assert.match(error.message, /needs the compartment “evidence”, which is closed to you/u, args[0])
  }
})

test('X22 S33 a member of the evidence works with sources and packages of items, and counts no leads', async (t) => {
  const dir = testDir(t)
  const { vault, csv, folder } = await partialVault(dir)
  await vault.json(0, 'people', 'import', csv)
  await jsonAs(vault, archivist, 0, 'import', folder)
  assert.equal((await vault.json<{ total: number }>(0, 'leads')).total, 1, 'who opens both gets the lead that was left')
  const { sources } = await jsonAs<{ sources: { id: string; receipt: { leads: number } }[] }>(
    vault,
    archivist,
    0,
    'sources',
  )
  assert.equal(sources[0]?.receipt.leads, 0)
  const { items } = await jsonAs<{ items: { id: string }[] }>(vault, archivist, 0, 'sources', sources[0].id)
  const zip = path.join(dir, 'one.zip')
  const packing = ['package', '--recipient', 'A court', '--purpose', 'legal-case', '--item', items[0]?.id ?? '', '-o']
  // Whoever may make a package: of items alone it is not refused for the registry.
  assert.doesNotMatch((await as(vault, archivist, ...packing, zip)).stderr, /needs the compartment/u)
  const status = await jsonAs<Record<string, unknown>>(vault, archivist, 0, 'status')
  assert.deepEqual([status['sources'], 'people' in status, 'leads' in status], [1, false, false])
  const found = await jsonAs<{ total: number }>(vault, archivist, 0, 'messages', 'search', 'x')
  assert.equal(found.total, 0)
  for (const args of [
    ['people', 'list'],
    ['people', 'search', 'Narin'],
    ['people', 'show', 'x'],
    ['leads'],
    [...packing.slice(0, -3), '--person', 'x', '-o', path.join(dir, 'two.zip')],
  ]) {
    const { error } = await jsonAs<Refused>(vault, archivist, 1, ...args)
    assert.match(error.message, /needs the compartment “registry”, which is closed to you/u, args.join(' '))
  }
})

test('X22 R31 a photo that a member of the registry adds is compared when somebody opens both', async (t) => {
  const { vault, csv, folder } = await partialVault(testDir(t))
  await vault.json(0, 'import', folder)
  await jsonAs(vault, registrar, 0, 'people', 'import', csv)
  assert.equal((await vault.json<{ total: number }>(0, 'leads')).total, 1)
})

test('X22 XK1 an exit kit of one compartment says what was closed, and does not call itself whole', async (t) => {
  const dir = testDir(t)
  const { vault, csv, folder } = await partialVault(dir)
  await vault.json(0, 'people', 'import', csv)
  await jsonAs(vault, archivist, 0, 'import', folder)
  const kit = path.join(dir, 'kit')
  const act = await jsonAs<{ id: string }>(vault, archivist, 0, 'exit-kit', '--propose', 'the office is given up')
  await vault.json(0, 'act', 'approve', act.id)
  const { closed } = await jsonAs<{ closed: string[] }>(vault, archivist, 3, 'exit-kit', kit)
  assert.deepEqual(closed, ['registry', 'testimony', 'assistance'])
  const page = readFileSync(path.join(kit, 'README.txt'), 'utf8')
  assert.match(page, /“registry” was closed to whoever made this/u)
  assert.doesNotMatch(page, /Nothing was left out/u)
})
