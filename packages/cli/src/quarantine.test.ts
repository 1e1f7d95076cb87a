import assert from 'node:assert/strict'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { openRecords, proposeAct } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { kitDeed } from './exit-kit/write-kit.ts'
import { makeTestVault, testDir, testPassphrase, type TestVault } from './test-cli.ts'

const words = 'a quiet note that nobody may read'

test('X30 QU3 a file in quarantine is in no backup, is counted by the check, and is not imported again', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const file = path.join(dir, 'note.txt')
  writeFileSync(file, words)
  const { source } = await vault.json<{ source: string }>(0, 'import', file)
  const put = await vault.json<{ quarantines: string[] }>(0, 'quarantine', 'put', `${source}.0`)
  const [id = ''] = put.quarantines
  const told = ['--told', 'A hotline', '--reference', 'A-17', '--day', '2026-05-04']
  assert.equal((await vault.run('quarantine', 'note', id, ...told)).exit, 0)
  const listed = await vault.run('quarantine', 'list')
  assert.match(
    listed.stdout,
    /standing {2}1 sealed file\n {2}SHA-256 [\da-f]{64}\n {2}told: A hotline, 2026-05-04, A-17/u,
  )
  assert.ok(!listed.stdout.includes('note.txt'))
  const backup = await vault.run('backup', path.join(dir, 'backup'))
  assert.deepEqual([backup.exit, /1 sealed file in quarantine: left out/u.test(backup.stdout)], [0, true])
  const checked = await vault.run('verify', '--deep')
  assert.deepEqual([checked.exit, /1 sealed file in quarantine/u.test(checked.stdout)], [0, true])
  const again = await vault.run('import', file)
  assert.match(again.stdout + again.stderr, /in quarantine/u)
  assert.notEqual(again.exit, 0)
  const asked = await vault.run('quarantine', 'destroy', id, '--propose', 'They do not want it')
  assert.equal(asked.exit, 0, asked.stderr)
  assert.match((await vault.run('quarantine', 'destroy', id, '--show')).stdout, /1 sealed file in quarantine/u)
  assert.notEqual((await vault.run('quarantine', 'lift', id)).exit, 0)
})

/** Asks for a kit a day ago, in a vault in which nobody else could approve it. */
async function allowKit({ dir }: TestVault): Promise<void> {
  const then = new Date(Date.now() - 25 * 3_600_000)
  const vault = await openVault({ dir, passphrase: testPassphrase, now: () => then })
  const records = await openRecords(vault)
  await proposeAct(records, { ...kitDeed(records, false), reason: 'we leave' }, then)
  vault.close()
}

test('X30 XK3 an exit kit leaves out what is in quarantine, and says how much', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  for (const name of ['note', 'other']) writeFileSync(path.join(dir, `${name}.txt`), `${words}, ${name}`)
  const paths = ['note', 'other'].map((name) => path.join(dir, `${name}.txt`))
  const { source } = await vault.json<{ source: string }>(0, 'import', ...paths)
  await vault.run('quarantine', 'put', `${source}.0`)
  await allowKit(vault)
  const kit = path.join(dir, 'kit')
  const receipt = await vault.json<{ quarantined: number; items: { in: number; written: number } }>(0, 'exit-kit', kit)
  assert.deepEqual([receipt.quarantined, receipt.items.in, receipt.items.written], [1, 1, 1])
  const kept = readdirSync(kit, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(kit, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name, 'utf8'))
  assert.ok(kept.some((text) => text === `${words}, other`))
  assert.ok(!kept.some((text) => text.includes(`${words}, note`)))
})
