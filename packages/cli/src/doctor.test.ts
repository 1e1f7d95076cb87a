import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { openVault, type Check } from '@homeward/vault'
import { machineChecks } from './doctor/machine-checks.ts'
import { makeTestVault, testDir, testPassphrase } from './test-cli.ts'

const stateOf = ({ checks }: { checks: Check[] }, name: string): Check['state'] | undefined =>
  checks.find(({ check }) => check === name)?.state

test('D1 doctor prints a list of checks that names nobody, and ends with 0 without a fault', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir, 'narin-vault')
  const csv = path.join(dir, 'people.csv')
  writeFileSync(csv, 'name,origin\nNarîn Sînan Qasim,Qasrok Village\n')
  await vault.json(0, 'people', 'import', csv)
  const ran = await vault.run('doctor', '--deep')
  assert.equal(ran.exit, 0, ran.stdout)
  for (const word of ['Narîn', 'Qasrok', 'Tester', 'narin-vault', 'people.csv'])
    assert.equal(ran.stdout.includes(word), false, word)
  assert.match(ran.stdout, /^\d+ checks: \d+ ok, 0 mended, \d+ warnings?, 0 faults\.$/mu)
})

test('D2 a damaged index is a fault, made anew by mending, and nothing is lost', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = path.join(dir, 'people.csv')
  writeFileSync(csv, 'name,origin\nNarîn Sînan Qasim,Qasrok Village\n')
  await vault.json(0, 'people', 'import', csv)
  const file = path.join(vault.dir, 'index', 'registry.db')
  const bytes = readFileSync(file)
  // In the middle: the first page still opens.
  bytes.fill(7, bytes.length - 2000, bytes.length - 1000)
  writeFileSync(file, bytes)
  for (const name of readdirSync(path.dirname(file)).filter((one) => /-(?:wal|shm)$/u.test(one)))
    writeFileSync(path.join(path.dirname(file), name), '')
  assert.equal(stateOf(await vault.json(1, 'doctor'), 'index'), 'fault')
  assert.equal(stateOf(await vault.json(0, 'doctor', '--mend'), 'index'), 'mended')
  assert.equal(stateOf(await vault.json(0, 'doctor'), 'index'), 'ok')
  assert.equal((await vault.json<{ total: number }>(0, 'people', 'list')).total, 1)
})

test('D3 a lost sealed file is a fault, and one that nobody refers to is not', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  writeFileSync(path.join(dir, 'letter.txt'), 'a letter\n'.repeat(20_000))
  await vault.json(0, 'import', path.join(dir, 'letter.txt'))
  const open = await openVault({ dir: vault.dir, passphrase: testPassphrase })
  await open.sealBytes('evidence', new Uint8Array(100))
  open.close()
  const sound = await vault.json<{ checks: Check[] }>(0, 'doctor')
  assert.equal(stateOf(sound, 'sealed-files'), 'ok')
  assert.match(sound.checks.find(({ check }) => check === 'unreferenced')?.found ?? '', /^1 sealed file \(/u)
  const blobs = path.join(vault.dir, 'blobs')
  const folder = path.join(blobs, readdirSync(blobs).find((name) => name !== 'tmp') ?? '')
  writeFileSync(path.join(folder, readdirSync(folder)[0] ?? ''), 'cut')
  assert.equal(stateOf(await vault.json(1, 'doctor'), 'sealed-files'), 'fault')
})

test('D5 swap, hibernation, core dumps, space and Node are looked at', (t) => {
  if (process.platform !== 'linux') {
    t.skip('These are files of Linux.')
    return
  }
  const [proc, sys] = [testDir(t), testDir(t)]
  mkdirSync(path.join(proc, 'self'))
  mkdirSync(path.join(sys, 'power'))
  const look = (swaps: string, core: string, node = '20.19.0'): Record<string, string> => {
    writeFileSync(path.join(proc, 'swaps'), `Filename Type Size Used Priority\n${swaps}`)
    writeFileSync(
      path.join(proc, 'self', 'limits'),
      `Limit Soft Hard\nMax core file size        ${core}  unlimited bytes\n`,
    )
    writeFileSync(path.join(sys, 'power', 'state'), 'freeze mem disk\n')
    return Object.fromEntries(machineChecks(proc, { proc, sys, node }).map(({ check, state }) => [check, state]))
  }
  const { space: _space, ...sound } = look('', '0')
  assert.deepEqual(sound, { node: 'ok', swap: 'ok', 'core-dumps': 'ok' })
  assert.equal(look('/dev/zram0 partition 8 0 5\n', '0')['swap'], 'ok')
  assert.equal(look('/dev/sda2 partition 8 0 -2\n', 'unlimited')['swap'], 'warning')
  assert.equal(look('', 'unlimited')['core-dumps'], 'warning')
  assert.deepEqual(
    [look('', '0', '20.18.9')['node'], look('', '0', '18.20.0')['node'], look('', '0', '22.0.0')['node']],
    ['fault', 'fault', 'ok'],
  )
  mkdirSync(path.join(sys, 'class', 'block', 'dm-1', 'dm'), { recursive: true })
  writeFileSync(path.join(sys, 'class', 'block', 'dm-1', 'dm', 'uuid'), 'CRYPT-PLAIN-swap\n')
  assert.equal(look('/dev/dm-1 partition 8 0 -2\n', '0')['swap'], 'ok')
})
