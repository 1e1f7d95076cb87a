import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { isBackupPath, readManifest } from './backup-manifest.ts'
import { BACKED_UP_TABLES } from './backup-part.ts'
import { joinVault } from './joining.ts'
import { openVault } from './open-vault.ts'
import { NAME, assertRestores, assertSum, fill } from './test-backup.ts'
import { PASSPHRASE, TEST_KDF, allFiles, freshVault, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'
import { expectedSchema } from './vault-db.ts'

test('BK1 a second backup writes only what is new, and the receipt adds up', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const dest = join(testDir(t), 'stick', 'homeward')
  const first = await vault.backup({ dest })
  assertSum(first)
  assert.deepEqual([first.entries, first.blobs.in, first.blobs.written], [{ total: 9 - 1, written: 8 }, 3, 3])
  const inodes = new Map(allFiles(join(dest, 'blobs')).map(({ path }) => [path, statSync(path).ino]))
  assert.equal(inodes.size, 2)
  await fill(vault, 2)
  const second = await vault.backup({ dest })
  assertSum(second)
  assert.deepEqual(
    [second.entries, second.blobs.there, second.blobs.written],
    [{ total: 10, written: 2 }, 3, 3],
    'one entry of ours and the note of the first backup',
  )
  for (const [path, inode] of inodes) {
    assert.equal(statSync(path).ino, inode, 'a sealed file that is there is not written again')
  }
  assert.ok(second.bytes < 400_000)
  await assertRestores(t, dest, 10, 6)
})

test('BK1 many small backups leave few parts', async (t) => {
  const vault = await freshVault(t)
  const dest = join(testDir(t), 'backup')
  for (let round = 0; round < 20; round += 1) {
    await vault.sealBytes('evidence', patternBytes(30_000, round + 1))
    await vault.backup({ dest })
  }
  const parts = readdirSync(join(dest, 'parts'))
  assert.ok(parts.length <= 6, `${parts.length} parts`)
  assert.equal(readManifest(dest)?.parts.length, parts.length)
  await assertRestores(t, dest, 7 + 19, 20)
})

test('BK2 a backup shows no name and no time, and never holds the key of a device', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  for (const { path, bytes, mtimeMs, mode } of allFiles(dest)) {
    for (const word of [NAME, 'Rojîn', 'Lantern', 'First member', 'test.note', 'backup.made', '2026']) {
      assert.equal(bytes.includes(word), false, `${path} holds ${word}`)
    }
    assert.equal(path.includes('.device.'), false, path)
    if (!path.endsWith('homeward-backup.json')) {
      assert.equal(mtimeMs, 0, path)
    }
    if (process.platform !== 'win32') {
      assert.equal(mode & 0o077, 0, path)
    }
  }
  assert.deepEqual(
    readManifest(dest)
      ?.files.map(({ path }) => path)
      .toSorted(),
    ['homeward.json', `keys/${vault.member.id}.json`],
  )
})

test('BK2 a list that names another path than those of a vault is not followed', () => {
  for (const path of [
    'keys/a.device.age',
    'keys/a.json.new',
    'keys/../a.json',
    '../a',
    '/etc/passwd',
    'keys/.a',
    'x',
  ]) {
    assert.equal(isBackupPath(path), false, path)
  }
})

test('BK6 another vault, an older vault, other files and the folder of the vault itself are refused and left alone', async (t) => {
  const [vault, other] = [await freshVault(t), await freshVault(t)]
  await fill(vault)
  const dest = join(testDir(t), 'backup')
  const older = join(testDir(t), 'older')
  cpSync(vault.dir, older, { recursive: true })
  await vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'later' }] }])
  await vault.backup({ dest })
  const before = allFiles(dest)
  await assert.rejects(other.backup({ dest }), withCode('BACKUP_REFUSED'))
  const old = await openVault({ dir: older, passphrase: PASSPHRASE })
  t.after(() => {
    old.close()
  })
  await assert.rejects(old.backup({ dest }), withCode('BACKUP_AHEAD'))
  // A cloned disk that went on by itself: as many entries, other ones.
  await old.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'elsewhere' }] }])
  await old.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'elsewhere' }] }])
  await assert.rejects(old.backup({ dest }), withCode('BACKUP_AHEAD'))
  assert.deepEqual(allFiles(dest), before)
  const used = testDir(t)
  writeFileSync(join(used, 'letter.txt'), 'mine')
  for (const place of [used, vault.dir, join(vault.dir, 'backup')]) {
    await assert.rejects(vault.backup({ dest: place }), withCode('BACKUP_REFUSED'))
  }
  assert.deepEqual(readdirSync(used), ['letter.txt'])
  assert.equal(existsSync(join(vault.dir, 'backup')), false)
})

test('BK7 a vault whose log is damaged does not become the new state of its backup', async (t) => {
  const dir = join(testDir(t), 'vault')
  await makeVault(dir)
  const dest = join(testDir(t), 'backup')
  const before = await openVault({ dir, passphrase: PASSPHRASE })
  await before.backup({ dest })
  await fill(before)
  before.close()
  const changed = spawnSync('sqlite3', [
    join(dir, 'vault.db'),
    'UPDATE entry SET bytes = zeroblob(length(bytes)) WHERE position = 8',
  ])
  if (changed.error !== undefined) {
    t.skip('sqlite3 is not installed (Debian: apt install sqlite3).')
    return
  }
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  t.after(() => {
    vault.close()
  })
  await assert.rejects(vault.backup({ dest }), withCode('BACKUP_DAMAGED'))
  await assertRestores(t, dest, 7, 0)
})

test('BK8 a backup carries every table of the format', () => {
  const tables = [...expectedSchema()].filter(([, sql]) => sql.startsWith('CREATE TABLE')).map(([name]) => name)
  assert.deepEqual(
    tables.toSorted(),
    BACKED_UP_TABLES,
    'a migration added a table: say in backup-part.ts how it travels',
  )
})

test('BK9 the log says when the last backup was made, and nothing is said of one that failed', async (t) => {
  const vault = await freshVault(t)
  assert.equal(await vault.lastBackup(), null)
  const dest = join(testDir(t), 'backup')
  await assert.rejects(vault.backup({ dest, signal: AbortSignal.abort() }), withCode('CANCELLED'))
  assert.equal(await vault.lastBackup(), null)
  await fill(vault)
  await vault.backup({ dest, deep: true })
  const { at, ...last } = (await vault.lastBackup()) ?? { at: '' }
  assert.deepEqual(last, { kind: 'folder', entries: 8, blobs: 3, refused: 0, deep: true })
  assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000)
})

test('BK9 a reader is told before anything is copied that a backup is not theirs to make', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { code } = await joinVault({ dir, passphrase: 'two grey herons', kdf: TEST_KDF })
  const founder = await openVault({ dir, passphrase: PASSPHRASE })
  founder.admit(code, { name: 'Aras', role: 'reader', grants: ['registry'] })
  founder.close()
  const reader = await openVault({ dir, passphrase: 'two grey herons' })
  t.after(() => {
    reader.close()
  })
  const away = testDir(t)
  await assert.rejects(reader.backup({ dest: join(away, 'folder') }), withCode('ROLE_FORBIDS'))
  await assert.rejects(reader.backupArchive({ file: join(away, 'one.age') }), withCode('ROLE_FORBIDS'))
  assert.deepEqual(readdirSync(away), [])
})
