import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { openVault } from './open-vault.ts'
import { needsNewDevice, restoreVault } from './restore-vault.ts'
import { checked, fill, restore } from './test-backup.ts'
import { PASSPHRASE, allFiles, freshVault, testDir, withCode } from './test-vault.ts'

test('BK12 what was restored is the vault, entry by entry and file by file, under the keys of its member', async (t) => {
  const vault = await freshVault(t)
  const ids = await fill(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  const { dir, bytes: restored } = await restore(t, dest)
  const report = await checked(dir)
  assert.deepEqual([report.entries, report.blobs, report.faults], [8, ids.length, []])
  assert.deepEqual(readdirSync(dir).toSorted(), ['blobs', 'homeward.json', 'index', 'keys', 'vault.db'])
  assert.deepEqual(readdirSync(join(dir, 'blobs', 'tmp')), [])
  for (const { path, bytes } of allFiles(join(dir, 'blobs'))) {
    assert.deepEqual(bytes, readFileSync(path.replace(dir, vault.dir)))
  }
  const inFiles = allFiles(join(dir, 'blobs')).reduce((sum, { bytes }) => sum + bytes.length, 0)
  // The smallest one has 500 bytes and stands, encrypted, in vault.db.
  assert.ok(restored - inFiles > 500 && restored - inFiles < 1500, `${restored} with ${inFiles} in files`)
  await assert.rejects(
    restoreVault({ src: dest, dir: join(testDir(t), 'x'), passphrase: 'wrong' }),
    withCode('PASSPHRASE_WRONG'),
  )
})

test('BK13 a restored vault has no device key: it cannot continue the old log', async (t) => {
  const vault = await freshVault(t)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  const { dir } = await restore(t, dest)
  assert.equal(needsNewDevice(vault.dir), false)
  assert.equal(needsNewDevice(dir), true)
  assert.deepEqual((await checked(dir)).faults, [])
  assert.equal(needsNewDevice(dir), true, 'a check begins nothing')
  await assert.rejects(openVault({ dir, passphrase: 'wrong' }), withCode('PASSPHRASE_WRONG'))
  const restored = await openVault({ dir, passphrase: PASSPHRASE })
  t.after(() => {
    restored.close()
  })
  assert.notEqual(restored.device.logId, vault.device.logId)
  assert.equal(needsNewDevice(dir), false)
  await restored.append([{ compartment: 'registry', changes: [{ type: 'test.after' }] }])
  assert.deepEqual((await restored.verify({ deep: true })).faults, [])
})

test('BK14 a restore needs an empty folder; one that was stopped may be run again there', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  const used = testDir(t)
  writeFileSync(join(used, 'letter.txt'), 'mine')
  await assert.rejects(restoreVault({ src: dest, dir: used, passphrase: PASSPHRASE }), withCode('VAULT_EXISTS'))
  await assert.rejects(restoreVault({ src: dest, dir: vault.dir, passphrase: PASSPHRASE }), withCode('VAULT_EXISTS'))
  assert.deepEqual(readdirSync(used), ['letter.txt'])
  const half = testDir(t)
  mkdirSync(join(half, 'restoring'))
  writeFileSync(join(half, 'letter.txt'), 'mine')
  await assert.rejects(restoreVault({ src: dest, dir: half, passphrase: PASSPHRASE }), withCode('VAULT_EXISTS'))
  assert.ok(existsSync(join(half, 'letter.txt')))
  for (const stop of [1, 3, 5]) {
    const dir = join(testDir(t), 'restored')
    const abort = new AbortController()
    let calls = 0
    const onProgress = (): void => {
      calls += 1
      if (calls === stop) {
        abort.abort()
      }
    }
    const first = restoreVault({ src: dest, dir, passphrase: PASSPHRASE, onProgress, signal: abort.signal })
    await assert.rejects(first, withCode('CANCELLED'))
    await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('VAULT_NOT_FOUND'))
    const second = await restoreVault({ src: dest, dir, passphrase: PASSPHRASE })
    assert.deepEqual([second.blobs.stored, second.faults], [3, []])
  }
})
