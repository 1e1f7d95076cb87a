import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { toHex } from '@homeward/format'
import { openState, openVault } from './open-vault.ts'
import { restoreVault } from './restore-vault.ts'
import type { RestoreReceipt } from './restore-vault.ts'
import { subjectRows } from './subject-keys.ts'
import { fillTwo, textsIn } from './test-erase.ts'
import { PASSPHRASE, allFiles, freshVault, makeVault, testDir, unlock, withCode } from './test-vault.ts'
import { vaultFromState } from './vault-from-state.ts'

const restore = (t: TestContext, src: string, erasures?: string): Promise<RestoreReceipt & { dir: string }> => {
  const dir = join(testDir(t), 'restored')
  const given = erasures === undefined ? {} : { erasures }
  return restoreVault({ src, dir, passphrase: PASSPHRASE, ...given }).then((receipt) => ({ ...receipt, dir }))
}

test('BK16 the next run of a backup takes what was erased out of it, and what it holds restores', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  const vault = vaultFromState(state)
  t.after(() => {
    vault.close()
  })
  const request = await fillTwo(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  // A second part on top of the one that holds the key.
  await vault.append([
    { compartment: 'registry', subject: 'person-c', changes: [{ type: 'test.note', text: 'about c' }] },
  ])
  await vault.backup({ dest })
  const before = new Set([...subjectRows(state.db)].map(({ id }) => toHex(id)))
  const sealed = new Map([...subjectRows(state.db)].map((row) => [toHex(row.id), Buffer.from(row.sealed)]))
  vault.erase(request)
  const after = new Set([...subjectRows(state.db)].map(({ id }) => toHex(id)))
  const gone = [...before].find((id) => !after.has(id)) ?? ''
  const key = sealed.get(gone) ?? Buffer.alloc(0)
  const holds = (): boolean => allFiles(dest).some(({ bytes }) => bytes.includes(key))
  const [, large] = request.blobs
  const blobFile = join(dest, 'blobs', large!.blob.slice(0, 2), `${large!.blob}.age`)
  assert.deepEqual([holds(), existsSync(blobFile)], [true, true])
  const receipt = await vault.backup({ dest, deep: true })
  assert.equal(receipt.erased, 3)
  assert.deepEqual(receipt.blobs, { in: 2, there: 2, written: 0, repaired: 0, refused: [] })
  assert.deepEqual([holds(), existsSync(blobFile)], [false, false])
  assert.equal((await vault.backup({ dest })).erased, 0)
  const { dir: restoredDir, faults, erased } = await restore(t, dest)
  assert.deepEqual({ faults, erased }, { faults: [], erased: 0 })
  const restored = await unlock(t, restoredDir)
  assert.deepEqual(await textsIn(restored), [null, 'about b', 'about c'])
})

test('ER8 an archive of before the erasure, restored with the list, does not bring back what was erased', async (t) => {
  const vault = await freshVault(t)
  const request = await fillTwo(vault)
  const file = join(testDir(t), 'archive.age')
  await vault.backupArchive({ file })
  vault.erase(request)
  const list = vault.erasureList()
  assert.doesNotMatch(list, /about a/u)
  const plain = await restore(t, file)
  assert.equal(plain.erased, 0)
  const { dir, faults, erased } = await restore(t, file, list)
  assert.deepEqual({ faults, erased }, { faults: [], erased: 3 })
  const restored = await unlock(t, dir)
  assert.deepEqual(await textsIn(restored), [null, 'about b'])
  await assert.rejects(restored.openBlob('registry', request.blobs[0]!.blob), withCode('BLOB_NOT_FOUND'))
  const report = await restored.verify({ deep: true })
  assert.deepEqual([report.faults, report.erased], [[], 1])
  await assert.rejects(
    restored.append([{ compartment: 'registry', subject: 'person-a', changes: [{ type: 'test.note' }] }]),
    withCode('ERASED'),
  )
  // It travels on with the backups of the restored vault.
  const dest = join(testDir(t), 'backup')
  await restored.backup({ dest })
  const again = await restore(t, dest)
  assert.deepEqual(again.faults, [])
  const third = await openVault({ dir: again.dir, passphrase: PASSPHRASE })
  t.after(() => {
    third.close()
  })
  assert.deepEqual(
    third.erasures().map(({ erasure }) => erasure),
    ['erasure-1'],
  )
})

test('ER8 a list that was changed, is of another vault, or is no list, stops the restore', async (t) => {
  const vault = await freshVault(t)
  const request = await fillTwo(vault)
  const file = join(testDir(t), 'archive.age')
  await vault.backupArchive({ file })
  vault.erase(request)
  const other = await freshVault(t)
  const list = vault.erasureList()
  const bad = [
    list.replace('"person"', '"law"'),
    other.erasureList(),
    'nothing\n',
    vault.checkpoint(),
    vault.sign('a text\n'),
  ]
  for (const [place, one] of bad.entries()) {
    await assert.rejects(restore(t, file, one), withCode('BACKUP_REFUSED'), `list ${place}`)
  }
})
