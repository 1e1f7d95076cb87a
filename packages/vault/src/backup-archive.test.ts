import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { ageRecipient, formatAgeIdentity, formatAgeRecipient, readStoredZip, sha256, toHex } from '@homeward/format'
import { restoreVault } from './restore-vault.ts'
import { PASSPHRASE, freshVault, patternBytes, testDir, withCode } from './test-vault.ts'
import type { Vault } from './vault.ts'

const fill = async (vault: Vault): Promise<void> => {
  await vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'hello' }] }])
  for (const size of [500, 40_000, 200_000]) {
    await vault.sealBytes('evidence', patternBytes(size, size))
  }
}

test('BK10 an archive restores with the passphrase and the key file beside it, and with nothing less', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const file = join(testDir(t), 'vault.age')
  const receipt = await vault.backupArchive({ file })
  assert.deepEqual(
    [receipt.entries.total, receipt.blobs.in, receipt.blobs.written, receipt.keyFile, receipt.bytes],
    [8, 3, 3, `${file}.key`, statSync(file).size],
  )
  assert.equal(receipt.sha256, toHex(sha256(readFileSync(file))))
  assert.equal((await vault.lastBackup())?.kind, 'archive')
  const restored = await restoreVault({ src: file, dir: join(testDir(t), 'new'), passphrase: PASSPHRASE })
  assert.deepEqual([restored.entries, restored.blobs.stored, restored.faults], [8, 3, []])
  const dir = join(testDir(t), 'other')
  await assert.rejects(restoreVault({ src: file, dir, passphrase: 'wrong' }), withCode('PASSPHRASE_WRONG'))
  rmSync(`${file}.key`)
  await assert.rejects(restoreVault({ src: file, dir, passphrase: PASSPHRASE }), withCode('BACKUP_NOT_FOUND'))
  await assert.rejects(vault.backupArchive({ file }), withCode('BACKUP_REFUSED'))
})

test('BK10 an archive to a recipient opens with that identity, also with the age command', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const dir = testDir(t)
  const file = join(dir, 'vault.age')
  const secret = patternBytes(32, 9)
  const identity = formatAgeIdentity(secret)
  const receipt = await vault.backupArchive({ file, recipient: formatAgeRecipient(ageRecipient(secret)) })
  assert.deepEqual([receipt.keyFile, readdirSync(dir)], [null, ['vault.age']])
  const restored = await restoreVault({ src: file, dir: join(testDir(t), 'new'), passphrase: PASSPHRASE, identity })
  assert.deepEqual([restored.blobs.stored, restored.faults], [3, []])
  await assert.rejects(vault.backupArchive({ file: join(dir, 'b'), recipient: 'age1x' }), withCode('BACKUP_REFUSED'))
  writeFileSync(join(dir, 'identity'), `${identity}\n`)
  const opened = spawnSync('age', ['-d', '-i', join(dir, 'identity'), file], { maxBuffer: 10_000_000 })
  if (opened.error !== undefined) {
    t.skip('The age command is not installed (Debian: apt install age), so nothing outside opened the archive.')
    return
  }
  assert.equal(opened.status, 0, opened.stderr.toString())
  const zip = new Uint8Array(opened.stdout)
  const { entries, faults } = await readStoredZip({
    size: zip.length,
    read: (offset, length) => Promise.resolve(zip.subarray(offset, offset + length)),
  })
  assert.deepEqual(faults, [])
  assert.equal(entries[0]?.name, 'homeward-backup.json')
  assert.equal(entries.length, 1 + 2 + 1 + 2)
})

test('BK10 a changed or cut archive is refused, and a cancelled one leaves nothing', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const dir = testDir(t)
  const file = join(dir, 'vault.age')
  const abort = new AbortController()
  let calls = 0
  const onProgress = (): void => {
    calls += 1
    if (calls === 12) {
      abort.abort()
    }
  }
  await assert.rejects(vault.backupArchive({ file, onProgress, signal: abort.signal }), withCode('CANCELLED'))
  assert.deepEqual(readdirSync(dir), [])
  assert.equal(await vault.lastBackup(), null)
  await vault.backupArchive({ file })
  const sound = readFileSync(file)
  for (const place of [10, 300, 5000, Math.floor(sound.length / 2), sound.length - 300, sound.length - 1]) {
    const changed = Buffer.from(sound)
    changed.writeUInt8(changed.readUInt8(place) ^ 4, place)
    writeFileSync(file, changed)
    const target = join(testDir(t), 'new')
    const outcome = await restoreVault({ src: file, dir: target, passphrase: PASSPHRASE }).then(
      ({ blobs }) => blobs.refused.length,
      (error: unknown) => (withCode('BACKUP_DAMAGED')(error) ? 'BACKUP_DAMAGED' : String(error)),
    )
    assert.ok(outcome === 'BACKUP_DAMAGED' || (typeof outcome === 'number' && outcome > 0), `${place}: ${outcome}`)
    assert.equal(existsSync(join(target, 'homeward.json')), typeof outcome === 'number')
  }
  writeFileSync(file, sound)
  truncateSync(file, sound.length - 1)
  const cut = restoreVault({ src: file, dir: join(testDir(t), 'new'), passphrase: PASSPHRASE })
  await assert.rejects(cut, withCode('BACKUP_DAMAGED'))
})
