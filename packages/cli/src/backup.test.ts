import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { Home } from '@homeward/records'
import { openVault, type BackupReceipt, type LastBackup, type RestoreReceipt } from '@homeward/vault'
import { backupText } from './commands/status.ts'
import { ended, jsonOf, makeTestVault, run, start, testDir, testPassphrase } from './test-cli.ts'

const csv = 'name,origin\nNarîn Sînan Qasim,Qasrok Village\n'

async function filledVault(dir: string) {
  const vault = await makeTestVault(dir)
  writeFileSync(path.join(dir, 'people.csv'), csv)
  writeFileSync(path.join(dir, 'letter.txt'), 'a letter\n'.repeat(20_000))
  await vault.json(0, 'people', 'import', path.join(dir, 'people.csv'))
  await vault.json(0, 'import', path.join(dir, 'letter.txt'))
  return vault
}

test('BK9 backup and restore from the command line, and status tells when the last backup was', async (t) => {
  const dir = testDir(t)
  const vault = await filledVault(dir)
  const before = await vault.json<{ lastBackup: LastBackup | null }>(0, 'status')
  assert.equal(before.lastBackup, null)
  const dest = path.join(dir, 'stick', 'homeward')
  const receipt = await vault.json<BackupReceipt>(0, 'backup', dest, '--deep')
  assert.equal(receipt.blobs.in, receipt.blobs.written)
  assert.ok(receipt.deep && receipt.blobs.in >= 3)
  const status = await vault.run('status')
  assert.match(status.stdout, /Last backup: less than a day ago\.\n/u)
  const restored = path.join(dir, 'restored')
  const back = await vault.json<RestoreReceipt>(0, 'restore', dest, restored)
  assert.deepEqual([back.entries, back.blobs.stored], [receipt.entries.total, receipt.blobs.in])
  const env = { ...vault.env, HOMEWARD_VAULT: restored }
  assert.equal((await run(['verify', '--deep'], env)).exit, 0)
  const opened = jsonOf<Home>(await run(['status', '--json'], env))
  assert.equal(opened.people, jsonOf<{ people: number }>(await vault.run('status', '--json')).people)
  // The log that it begins is the second one, and what came back still counts.
  assert.deepEqual([opened.logs, opened.logSize > back.entries], [2, true])
  assert.match((await run(['status'], env)).stdout, /The 2 logs of this vault have \d+ entries\./u)
})

test('BK10 an archive and its key file restore', async (t) => {
  const dir = testDir(t)
  const vault = await filledVault(dir)
  const file = path.join(dir, 'vault.age')
  const ran = await vault.run('backup', '--archive', file)
  assert.equal(ran.exit, 0, ran.stderr)
  assert.match(ran.stdout, /keep both/u)
  assert.deepEqual([existsSync(file), existsSync(`${file}.key`)], [true, true])
  await vault.json(0, 'restore', file, path.join(dir, 'restored'))
})

test('X1 wrong usage of backup is told before anything happens, a vault in use at once', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const recipient = 'age1qqqq'
  for (const args of [['backup'], ['backup', 'a', '--archive', 'b'], ['backup', 'a', '--recipient', recipient]])
    assert.equal((await vault.run(...args)).exit, 2, args.join(' '))
  const held = await openVault({ dir: vault.dir, passphrase: testPassphrase })
  const ran = await vault.json<{ error: { code: string } }>(1, 'backup', path.join(dir, 'x'))
  held.close()
  assert.equal(ran.error.code, 'VAULT_IN_USE')
  assert.equal(existsSync(path.join(dir, 'x')), false)
})

test('BK5 what is missing in the vault is listed, and the exit code is 3', async (t) => {
  const dir = testDir(t)
  const vault = await filledVault(dir)
  const blobs = path.join(vault.dir, 'blobs')
  const folder = readdirSync(blobs).find((name) => name !== 'tmp') ?? ''
  rmSync(path.join(blobs, folder), { recursive: true })
  const ran = await vault.run('backup', path.join(dir, 'backup'))
  assert.equal(ran.exit, 3)
  assert.match(ran.stdout, /1 refused\n {4}refused [\da-f]{64}: It is missing in the vault\./u)
})

test('X9 a backup that is interrupted says so and goes on the next time', async (t) => {
  const dir = testDir(t)
  const vault = await filledVault(dir)
  const dest = path.join(dir, 'backup')
  const child = start(['backup', dest], vault.env)
  const timer = setInterval(() => {
    if (!existsSync(dest)) return
    clearInterval(timer)
    child.kill('SIGINT')
  }, 1)
  const ran = await ended(child)
  clearInterval(timer)
  // It may have been done before the signal came; either way nothing is half-done.
  assert.ok(ran.exit === 1 || ran.exit === 0, ran.stderr)
  await vault.json(0, 'backup', dest)
  await vault.json(0, 'restore', dest, path.join(dir, 'restored'))
})

test('BK9 the age of a backup is told also when a clock was wrong', () => {
  const last: LastBackup = {
    at: '2026-03-01T10:00:00.000Z',
    kind: 'folder',
    entries: 1,
    blobs: 1,
    refused: 2,
    deep: false,
  }
  assert.equal(
    backupText(last, Date.parse('2026-03-12T09:00:00Z')),
    'Last backup: 10 days ago, 2 sealed files refused.',
  )
  assert.match(backupText(last, 0), /in the future by this clock/u)
  assert.match(backupText({ ...last, at: 'x' }, 0), /Check the clock/u)
  assert.match(backupText(null, 0), /no backup yet/u)
})
