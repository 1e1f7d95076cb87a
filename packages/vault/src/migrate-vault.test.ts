import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before as beforeAll, test } from 'node:test'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

import { Database } from '@signalapp/sqlcipher'

import { openVault } from './open-vault.ts'
import { NEXT_MIGRATIONS, PASSPHRASE, allFiles, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'
import { MIGRATIONS, openVaultDb, vaultDbPath } from './vault-db.ts'

const CHILD = fileURLToPath(new URL('torture-child.js', import.meta.url))
const TABLES = ['blob', 'checkpoint', 'entry', 'log', 'tile']
const OLD = MIGRATIONS.length

let baseDir = ''
let baseRows = ''

/** The version of a `vault.db` and all its rows as one text, without columns that the invented migration adds. */
const contentOf = (dir: string): { version: number; rows: string; invented: number } => {
  const db = new Database(vaultDbPath(dir))
  // Without a file of shared memory, for which a full disk has no room.
  db.pragma('locking_mode = EXCLUSIVE')
  try {
    const rows = TABLES.map((table) =>
      db
        .prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)
        .all([])
        .map((row) => Object.entries(row).filter(([column]) => column !== 'invented')),
    )
    const has = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'invented'", { pluck: true }).get([])
    const invented = Number(has) > 0 ? db.prepare('SELECT count(*) FROM invented', { pluck: true }).get([]) : 0
    return {
      version: Number(db.pragma('user_version', { simple: true })),
      rows: JSON.stringify(rows),
      invented: Number(invented),
    }
  } finally {
    db.close()
  }
}

beforeAll(async (t) => {
  baseDir = testDir(t as TestContext)
  await makeVault(baseDir)
  const vault = await openVault({ dir: baseDir, passphrase: PASSPHRASE })
  await vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'word '.repeat(2000) }] }])
  await vault.sealBytes('evidence', patternBytes(20_000))
  vault.close()
  baseRows = contentOf(baseDir).rows
})

const copyBase = (t: TestContext): string => {
  const dir = join(testDir(t), 'vault')
  cpSync(baseDir, dir, { recursive: true })
  return dir
}

const assertOldOrNew = (dir: string, name: string): number => {
  const { version, rows, invented } = contentOf(dir)
  assert.ok([OLD, OLD + 1].includes(version), `${name}: version ${version}`)
  assert.equal(invented, version === OLD ? 0 : 1, `${name}: the migration was run by half`)
  assert.ok(rows === baseRows, `${name}: rows changed`)
  return version
}

test('V18 a database of an older version is migrated: everything in it stays, and nothing is left over', (t) => {
  const dir = copyBase(t)
  const names = readdirSync(dir)
  openVaultDb(dir, NEXT_MIGRATIONS).close()
  assert.equal(assertOldOrNew(dir, 'migrated'), OLD + 1)
  assert.deepEqual(readdirSync(dir), names)
  const { mode } = allFiles(dir).find(({ path }) => path === vaultDbPath(dir)) ?? { mode: 0 }
  assert.equal(process.platform === 'win32' ? 0 : mode & 0o077, 0, 'readable by the owner only')
  openVaultDb(dir, NEXT_MIGRATIONS).close()
  assert.equal(assertOldOrNew(dir, 'opened again'), OLD + 1)
})

test('V18 what a killed process left in the write-ahead log is migrated too', (t) => {
  const dir = copyBase(t)
  const db = openVaultDb(dir)
  db.exec('UPDATE blob SET epoch = 7')
  const torn = join(testDir(t), 'vault')
  cpSync(dir, torn, { recursive: true })
  db.close()
  assert.ok(existsSync(`${vaultDbPath(torn)}-wal`))
  openVaultDb(torn, NEXT_MIGRATIONS).close()
  const found = contentOf(torn)
  assert.equal(found.version, OLD + 1)
  assert.equal(found.rows, contentOf(dir).rows)
  assert.notEqual(found.rows, baseRows)
})

test('V18 a migration that would lose or change anything is refused, and the vault is as it was', async (t) => {
  for (const [what, sql] of [
    ['an entry taken away', 'DELETE FROM entry WHERE position = 3'],
    ['an entry changed', "UPDATE entry SET bytes = x'00' WHERE position = 3"],
    ['a row too many', "INSERT INTO checkpoint SELECT log, size + 1, 'x' FROM checkpoint"],
    ['an inline blob emptied', 'UPDATE blob SET bytes = NULL'],
    ['a table taken away', 'DROP TABLE checkpoint'],
    ['a column taken away', 'ALTER TABLE blob DROP COLUMN epoch'],
    ['rows that do not fit', 'CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT; INSERT INTO one SELECT 1 FROM entry'],
  ] as const) {
    const dir = copyBase(t)
    assert.throws(() => openVaultDb(dir, [...MIGRATIONS, sql]), withCode('VAULT_DAMAGED'), what)
    assert.equal(assertOldOrNew(dir, what), OLD)
    assert.ok(!existsSync(`${vaultDbPath(dir)}.new`), what)
    const vault = await openVault({ dir, passphrase: PASSPHRASE })
    t.after(() => {
      vault.close()
    })
    assert.deepEqual((await vault.verify({ deep: true })).faults, [], what)
    vault.close()
  }
})

test('V18 a copy that was left half-made is thrown away', (t) => {
  const dir = copyBase(t)
  writeFileSync(`${vaultDbPath(dir)}.new`, patternBytes(10_000))
  writeFileSync(`${vaultDbPath(dir)}.new-journal`, patternBytes(10_000))
  openVaultDb(dir, NEXT_MIGRATIONS).close()
  assert.equal(assertOldOrNew(dir, 'migrated'), OLD + 1)
  assert.ok(!existsSync(`${vaultDbPath(dir)}.new-journal`))
})

test('V18 a process that is killed while it migrates leaves the old vault or the new one; errors leave it too', (t) => {
  const strace = ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null']
  if (spawnSync('strace', [...strace, '-e', 'trace=none', 'true']).status !== 0) {
    t.skip('strace is not installed or not allowed here (Debian: apt install strace): no faults were injected.')
    return
  }
  const versions = new Set<number>()
  for (const [call, what, places] of [
    ['rename', 'signal=KILL', [1]],
    ['fsync', 'signal=KILL', [1, 4, 6]],
    ['fdatasync', 'signal=KILL', [1, 3]],
    ['unlink', 'signal=KILL', [1, 2]],
    ['pwrite64', 'signal=KILL', [2, 9, 30]],
    ['rename', 'error=EIO', [1]],
    ['fsync', 'error=EIO', [1, 3, 5]],
    ['pwrite64', 'error=ENOSPC', [5, 20]],
  ] as const) {
    for (const at of places) {
      const dir = copyBase(t)
      const args = [...strace, '-e', `inject=${call}:${what}:when=${at}`, process.execPath, CHILD, 'migrate', dir]
      const { stdout } = spawnSync('strace', args, { timeout: 60_000 })
      const name = `${call} ${what} ${at}`
      const said = stdout.toString().trim()
      assert.match(said, /^(?:|closed|error (?:DISK_FULL|IO_ERROR))$/u, name)
      const version = assertOldOrNew(dir, name)
      assert.ok(said !== 'closed' || version === OLD + 1, name)
      versions.add(version)
      openVaultDb(dir, NEXT_MIGRATIONS).close()
      assert.equal(assertOldOrNew(dir, `${name}, done again`), OLD + 1)
    }
  }
  assert.deepEqual(versions, new Set([OLD, OLD + 1]), 'faults before and after the swap')
})

test('V18 a full disk leaves the old vault, and the migration is made once there is space', (t) => {
  const disk = mkdtempSync(join(tmpdir(), 'homeward-disk-'))
  t.after(() => {
    spawnSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
  })
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'homeward-test', disk]).status !== 0) {
    t.skip('A small disk cannot be mounted here (that needs root): a full disk was not tried for real.')
    return
  }
  const dir = join(disk, 'vault')
  cpSync(baseDir, dir, { recursive: true })
  const filler = join(disk, 'filler')
  assert.throws(() => {
    writeFileSync(filler, new Uint8Array(2_000_000))
  }, /ENOSPC/u)
  assert.throws(() => openVaultDb(dir, NEXT_MIGRATIONS), withCode('DISK_FULL'))
  assert.equal(assertOldOrNew(dir, 'full'), OLD)
  assert.ok(!existsSync(`${vaultDbPath(dir)}.new`), 'the half-made copy does not keep the disk full')
  rmSync(filler)
  openVaultDb(dir, NEXT_MIGRATIONS).close()
  assert.equal(assertOldOrNew(dir, 'space again'), OLD + 1)
})

test('V4 a version that is damaged is told as such', (t) => {
  for (const version of [0, -1, -2_147_483_648]) {
    const dir = copyBase(t)
    const db = new Database(vaultDbPath(dir))
    db.pragma(`user_version = ${version}`)
    db.close()
    assert.throws(() => openVaultDb(dir), withCode('VAULT_DAMAGED'))
  }
})

test('V8 a vault that another process has open is not migrated', (t) => {
  const dir = copyBase(t)
  const db = openVaultDb(dir)
  t.after(() => {
    db.close()
  })
  const { stdout } = spawnSync(process.execPath, [CHILD, 'migrate', dir], { timeout: 60_000 })
  assert.equal(stdout.toString(), 'error VAULT_IN_USE\n')
})
