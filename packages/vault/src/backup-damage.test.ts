import assert from 'node:assert/strict'
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { openVault } from './open-vault.ts'
import { restoreVault } from './restore-vault.ts'
import { assertSum, fill, restore } from './test-backup.ts'
import { PASSPHRASE, allFiles, freshVault, testDir, withCode } from './test-vault.ts'
import { VaultError } from './vault-error.ts'

test('BK4 a byte that was changed or cut off in the backup is found, and the next backup mends it', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  for (const { path, bytes } of allFiles(dest)) {
    for (const how of ['flip', 'cut']) {
      const copy = join(testDir(t), 'copy')
      cpSync(dest, copy, { recursive: true })
      const file = path.replace(dest, copy)
      const isBlob = file.includes('blobs')
      const name = `${how} ${path.replace(dest, '')}`
      if (how === 'flip') {
        const changed = Buffer.from(bytes)
        const place = Math.floor(bytes.length / 2)
        changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
        writeFileSync(file, changed)
      } else {
        truncateSync(file, bytes.length - 1)
      }
      const outcome = await restore(t, copy).then(
        ({ blobs, faults }) => ({ refused: blobs.refused.length, faults: faults.length }),
        (error: unknown) => (error instanceof VaultError ? error.code : String(error)),
      )
      if (isBlob) {
        assert.deepEqual(outcome, { refused: 1, faults: 0 }, name)
        const mended = await vault.backup({ dest: copy, deep: how === 'flip' })
        assertSum(mended)
        assert.deepEqual([mended.blobs.repaired, mended.blobs.refused], [1, []], name)
        assert.equal((await restore(t, copy)).blobs.refused.length, 0, name)
      } else if (how === 'flip' || !file.endsWith('homeward-backup.json')) {
        assert.ok(outcome === 'BACKUP_DAMAGED' || outcome === 'BACKUP_NOT_FOUND', `${name}: ${JSON.stringify(outcome)}`)
      }
      if (!isBlob && !file.endsWith('homeward-backup.json')) {
        await vault.backup({ dest: copy })
        assert.equal((await restore(t, copy)).blobs.stored, 3, name)
      }
    }
  }
})

test('BK11 a damaged part stops the restore and says which, what is safe and what to do', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  const files = () => new Map(allFiles(dest).map(({ path, bytes }) => [path, bytes]))
  const before = files()
  const part = allFiles(dest).find(({ path }) => path.endsWith('.db'))
  assert.ok(part !== undefined)
  const changed = Buffer.from(part.bytes)
  changed.writeUInt8(changed.readUInt8(5000) ^ 1, 5000)
  const said = /parts\/[^ ]+\.db, which holds entries of the log, .*Nothing was restored.*another copy/u
  for (const damage of [
    () => {
      writeFileSync(part.path, changed)
    },
    () => {
      rmSync(part.path)
    },
  ]) {
    damage()
    const dir = join(testDir(t), 'restored')
    await assert.rejects(restoreVault({ src: dest, dir, passphrase: PASSPHRASE }), said)
    await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('VAULT_NOT_FOUND'))
    writeFileSync(part.path, part.bytes)
    assert.deepEqual(files(), before)
    assert.equal((await restoreVault({ src: dest, dir, passphrase: PASSPHRASE })).blobs.stored, 3)
  }
})

test('BK5 a sealed file that the vault has lost stays in the backup; one that the backup lacks is refused by name', async (t) => {
  const vault = await freshVault(t)
  const [, old = ''] = await fill(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  const [, fresh = ''] = await fill(vault, 2)
  for (const id of [old, fresh]) {
    rmSync(join(vault.dir, 'blobs', id.slice(0, 2), `${id}.age`))
  }
  const receipt = await vault.backup({ dest })
  assertSum(receipt)
  assert.deepEqual(
    receipt.blobs.refused.map(({ blob, reason }) => [blob, /missing in the vault/u.test(reason)]),
    [[fresh, true]],
  )
  const restored = await restore(t, dest)
  assert.deepEqual(
    [restored.blobs.in, restored.blobs.stored, restored.blobs.refused.map(({ blob }) => blob), restored.faults],
    [6, 5, [fresh], []],
  )
})

test('BK5 a deep backup refuses what does not decrypt, and says which file it is', async (t) => {
  const vault = await freshVault(t)
  const [, blob = ''] = await fill(vault)
  const file = join(vault.dir, 'blobs', blob.slice(0, 2), `${blob}.age`)
  const bytes = readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000)
  writeFileSync(file, bytes)
  const receipt = await vault.backup({ dest: join(testDir(t), 'backup'), deep: true })
  assertSum(receipt)
  assert.deepEqual(
    receipt.blobs.refused.map((refused) => refused.blob),
    [blob],
  )
})
