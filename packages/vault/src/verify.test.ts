import assert from 'node:assert/strict'
import { copyFileSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before as beforeAll, test } from 'node:test'
import type { TestContext } from 'node:test'

import { Database } from '@signalapp/sqlcipher'
import fc from 'fast-check'

import { checkPlaces, checkWords } from './check-words.ts'
import { openVault, verifyVault } from './open-vault.ts'
import { PASSPHRASE, TEST_KDF, allFiles, freshVault, patternBytes, testDir, unlock, withCode } from './test-vault.ts'
import { createVault } from './create-vault.ts'
import { VaultError } from './vault-error.ts'
import type { VerifyReport } from './verify-report.ts'

let soundDir = ''

/** A vault with entries in several commits and blobs of both kinds, closed. */
beforeAll(async (t) => {
  soundDir = testDir(t as TestContext)
  await createVault({
    dir: soundDir,
    name: 'Lantern group',
    memberName: 'First',
    passphrase: PASSPHRASE,
    kdf: TEST_KDF,
  })
  const vault = await openVault({ dir: soundDir, passphrase: PASSPHRASE })
  for (let commit = 0; commit < 20; commit += 1) {
    await vault.append(
      Array.from({ length: 20 }, (_, place) => ({
        compartment: place % 2 === 0 ? ('registry' as const) : ('evidence' as const),
        changes: [{ type: 'test.note', text: `${commit} ${place} ${'word '.repeat(place * 3)}` }],
      })),
    )
  }
  for (const size of [0, 500, 9000, 30_000, 50_000, 200_000]) {
    await vault.sealBytes('evidence', patternBytes(size, size + 1))
  }
  vault.close()
})

const copyVault = (t: TestContext): string => {
  const dir = join(testDir(t), 'copy')
  cpSync(soundDir, dir, { recursive: true })
  return dir
}

const check = (dir: string, deep: boolean): Promise<VerifyReport> => verifyVault({ dir, passphrase: PASSPHRASE, deep })

/** Everything that vault.db holds, or null when it cannot be read. */
const contents = (path: string): string | null => {
  let db: Database | undefined
  try {
    db = new Database(path)
    const found = []
    for (const table of ['log', 'entry', 'tile', 'checkpoint', 'blob']) {
      const rows = db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all([])
      found.push(
        rows.map((row) =>
          Object.values(row).map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)),
        ),
      )
    }
    return JSON.stringify(found)
  } catch {
    return null
  } finally {
    db?.close()
  }
}

test('V14 a sound vault has no faults, and the report counts what was looked at', async (t) => {
  const dir = copyVault(t)
  const quick = await check(dir, false)
  const deep = await check(dir, true)
  const vault = await unlock(t, dir)
  const logs = [{ log: vault.device.logId, entries: 407, faults: 0 }]
  assert.deepEqual(quick, { entries: 407, blobs: 6, bytes: 0, closed: 0, quarantined: 0, erased: 0, faults: [], logs })
  assert.deepEqual(deep, {
    entries: 407,
    blobs: 6,
    bytes: 289_500,
    closed: 0,
    quarantined: 0,
    erased: 0,
    faults: [],
    logs,
  })
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
})

test('V14 a flipped bit anywhere in vault.db is found, or has changed nothing that the vault holds', async (t) => {
  const dir = copyVault(t)
  const path = join(dir, 'vault.db')
  const sound = readFileSync(path)
  const before = contents(path)
  let found = 0
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
      const damaged = Buffer.from(sound)
      damaged[at]! ^= 1 << bit
      writeFileSync(path, damaged)
      try {
        const { faults } = await check(dir, true)
        found += faults.length > 0 ? 1 : 0
        if (faults.length === 0) {
          // Space that SQLite does not use, such as the rest of a page.
          assert.equal(contents(path), before)
        }
      } catch (error) {
        // A flipped number of the version is told as such.
        assert.ok(error instanceof VaultError && error.code === 'FORMAT_NEWER', String(error))
        found += 1
      }
    }),
    { numRuns: 50 },
  )
  assert.ok(found > 20, `only ${found} of 50 flips met something`)
})

/** Where the last cell of each page begins that is a leaf of an index (SQLite file format, section 1.6: kind 0x0a). */
const indexCells = (file: Buffer): number[] => {
  const pageSize = file.readUInt16BE(16)
  const pages = Array.from({ length: file.length / pageSize - 1 }, (_, page) => (page + 1) * pageSize)
  return pages
    .filter((page) => file[page] === 0x0a && file.readUInt16BE(page + 3) > 0)
    .map((page) => page + file.readUInt16BE(page + 8 + 2 * (file.readUInt16BE(page + 3) - 1)))
}

test('V14 an index that gives other rows than it counts is found, and the check comes to an end', async (t) => {
  const dir = copyVault(t)
  const path = join(dir, 'vault.db')
  const sound = readFileSync(path)
  const cells = indexCells(sound)
  assert.ok(cells.length > 3, `${cells.length} pages of indexes`)
  for (const cell of cells) {
    for (let place = 0; place < 8; place += 1) {
      const damaged = Buffer.from(sound)
      damaged[cell + place]! ^= 0x80
      writeFileSync(path, damaged)
      const { faults } = await check(dir, false)
      assert.ok(faults.length > 0, `byte ${cell + place}`)
    }
  }
})

test('V14 a flipped bit anywhere in a blob file is found by the deep check, which names it', async (t) => {
  const dir = copyVault(t)
  const files = allFiles(join(dir, 'blobs')).filter(({ path }) => path.endsWith('.age'))
  assert.equal(files.length, 2)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), fc.nat(), fc.nat({ max: 7 }), async ({ path, bytes }, place, bit) => {
      const damaged = Buffer.from(bytes)
      damaged[place % bytes.length]! ^= 1 << bit
      writeFileSync(path, damaged)
      const { faults } = await check(dir, true)
      writeFileSync(path, bytes)
      assert.equal(faults.length, 1)
      assert.ok(path.includes(faults[0]!.where.slice('sealed file '.length)), JSON.stringify(faults))
    }),
    { numRuns: 12 },
  )
})

const edit = async (t: TestContext, sql: string): Promise<string[]> => {
  const dir = copyVault(t)
  const db = new Database(join(dir, 'vault.db'))
  db.exec(sql)
  db.close()
  return (await check(dir, true)).faults.map(({ where, what }) => `${where}: ${what}`)
}

test('V14 whoever edits the database is found: each kind of change, with what it concerns', async (t) => {
  const cases: [string, RegExp][] = [
    [
      `UPDATE entry SET bytes = (SELECT bytes FROM entry WHERE position = 100) WHERE position = 101`,
      /:101: .*does not open/u,
    ],
    [`UPDATE entry SET bytes = CAST(bytes || x'00' AS BLOB) WHERE position = 50`, /:50: .*does not open/u],
    ['DELETE FROM entry WHERE position = 200', /from position 200 to 200 are missing/u],
    ['DELETE FROM entry WHERE position > 300', /signed 407 entries, but 301 are stored/u],
    ['DELETE FROM checkpoint WHERE size > 300', /are not covered by a checkpoint/u],
    [`UPDATE checkpoint SET note = replace(note, '47', '48') WHERE size = 47`, /at size 47: /u],
    [
      'UPDATE tile SET hashes = CAST(substr(hashes, 33) || substr(hashes, 1, 32) AS BLOB) WHERE level = 0 AND tile = 0',
      /tile 0 on level 0/u,
    ],
    ['DELETE FROM tile WHERE level = 0 AND tile = 0', /tile 0 on level 0/u],
    [`INSERT INTO tile VALUES (1, 5, 0, zeroblob(32))`, /tiles instead of/u],
    ['UPDATE blob SET bytes = zeroblob(size) WHERE bytes IS NOT NULL AND size < 1000', /sealed file .*damaged/u],
    ['UPDATE blob SET compartment = randomblob(16) WHERE bytes IS NULL', /compartment that this vault does not have/u],
    ['UPDATE blob SET epoch = 9', /compartment that this vault does not have/u],
    ['UPDATE blob SET size = size + 1 WHERE bytes IS NULL', /bytes instead of/u],
    ['DELETE FROM blob WHERE bytes IS NULL', /the vault does not know it/u],
    ['UPDATE blob SET id = randomblob(32) WHERE bytes IS NOT NULL', /not the one that the name stands for/u],
    ['DROP INDEX entry_compartment', /entry_compartment is not the one of the format/u],
    ['CREATE TABLE more (a INTEGER)', /more is not the one of the format/u],
    [`UPDATE log SET vkey = replace(vkey, 'homeward', 'homework')`, /damaged/u],
    [`UPDATE log SET id = zeroblob(32)`, /damaged/u],
  ]
  for (const [sql, expected] of cases) {
    const faults = await edit(t, sql)
    assert.ok(
      faults.some((fault) => expected.test(fault)),
      `${sql}: ${JSON.stringify(faults)}`,
    )
  }
})

test('R111 what a check finds is read back by its lists, but for what SQLite says and a vault that does not open', async (t) => {
  const dir = copyVault(t)
  const db = new Database(join(dir, 'vault.db'))
  db.exec(`UPDATE entry SET bytes = CAST(bytes || x'00' AS BLOB) WHERE position = 50;
    UPDATE entry SET bytes = x'07' WHERE position = 60;
    DELETE FROM entry WHERE position = 200;
    UPDATE checkpoint SET note = replace(note, '47', '48') WHERE size = 47;
    DELETE FROM checkpoint WHERE size > 300;
    UPDATE tile SET hashes = CAST(substr(hashes, 33) || substr(hashes, 1, 32) AS BLOB) WHERE level = 0 AND tile = 0;
    INSERT INTO tile VALUES (1, 5, 0, zeroblob(32));
    UPDATE blob SET bytes = zeroblob(size) WHERE bytes IS NOT NULL AND size < 1000;
    DROP INDEX entry_compartment`)
  db.close()
  const [missing, short] = allFiles(join(dir, 'blobs'))
  rmSync(missing!.path)
  writeFileSync(short!.path, short!.bytes.subarray(1))
  copyFileSync(join(dir, 'homeward.json'), join(dir, 'blobs', 'notes.txt'))

  const { faults } = await check(dir, true)
  assert.deepEqual(
    faults.filter(({ where, what }) => checkPlaces.read(where).code === null || checkWords.read(what).code === null),
    [],
  )
  const found = new Set(faults.map(({ what }) => checkWords.read(what).code))
  for (const code of [
    'not-of-format',
    'end-size',
    'entry-unreadable',
    'entries-missing',
    'entries-unsigned',
    'checkpoint-unsigned',
    'tile-wrong',
    'tiles-counted',
    'blob-damaged',
    'file-missing',
    'file-size',
    'file-unknown',
  ] as const) {
    assert.ok(found.has(code), `${code} ${JSON.stringify(faults)}`)
  }
})

test('V14 a missing file, a wrong size and a stranger in the folder of blobs are found by the quick check', async (t) => {
  const dir = copyVault(t)
  const [first, second] = allFiles(join(dir, 'blobs')).filter(({ path }) => path.endsWith('.age'))
  rmSync(first!.path)
  writeFileSync(second!.path, second!.bytes.subarray(1))
  const stray = join(dir, 'blobs', 'notes.txt')
  copyFileSync(join(dir, 'homeward.json'), stray)
  const { faults } = await check(dir, false)
  assert.equal(faults.length, 3)
  const text = JSON.stringify(faults)
  assert.match(text, /is missing/u)
  assert.match(text, /bytes instead of/u)
  assert.ok(text.includes(stray))
})

test('V14 all faults are listed, not only the first', async (t) => {
  const faults = await edit(
    t,
    `UPDATE entry SET bytes = CAST(bytes || x'00' AS BLOB) WHERE position IN (30, 60, 90);
     UPDATE blob SET bytes = zeroblob(size) WHERE bytes IS NOT NULL`,
  )
  assert.equal(faults.filter((fault) => fault.includes('does not open')).length, 3)
  assert.equal(faults.filter((fault) => fault.startsWith('sealed file')).length, 4)
})

test('V14 a check tells how far it is, and stops when it is asked to', async (t) => {
  const vault = await unlock(t, copyVault(t))
  const seen: string[] = []
  const controller = new AbortController()
  await vault.verify({
    deep: true,
    onProgress: ({ part, done, total }) => {
      assert.ok(done <= total)
      seen.push(part)
    },
  })
  assert.deepEqual([...new Set(seen)], ['log', 'blobs'])
  await assert.rejects(
    vault.verify({
      signal: controller.signal,
      onProgress: () => {
        controller.abort()
      },
    }),
    withCode('CANCELLED'),
  )
  assert.deepEqual((await vault.verify()).faults, [])
})

test('V14 V16 a deep check that is stopped, or whose vault is locked, ends in the file that it reads', async (t) => {
  for (const code of ['CANCELLED', 'VAULT_CLOSED'] as const) {
    const vault = await unlock(t, copyVault(t))
    const controller = new AbortController()
    let told = 0
    const checked = vault.verify({
      deep: true,
      signal: controller.signal,
      onProgress: ({ part, done, total }) => {
        if (part === 'blobs') {
          assert.ok(done < total)
          told += 1
          controller.abort()
        }
        if (part === 'blobs' && code === 'VAULT_CLOSED') {
          vault.close()
        }
      },
    })
    await assert.rejects(checked, withCode(code))
    assert.equal(told, 1)
  }
})

test('V14 a check with the wrong passphrase, or of no vault, is no report', async (t) => {
  await assert.rejects(verifyVault({ dir: copyVault(t), passphrase: 'wrong' }), withCode('PASSPHRASE_WRONG'))
  await assert.rejects(verifyVault({ dir: testDir(t), passphrase: PASSPHRASE }), withCode('VAULT_NOT_FOUND'))
})

/** No file below `dir` holds one of the needles, in UTF-8 or UTF-16 of either byte order. */
const assertNowhere = (dir: string, needles: readonly string[]): void => {
  for (const { path, bytes } of allFiles(dir)) {
    for (const needle of needles) {
      const utf16 = Buffer.from(needle, 'utf16le')
      for (const spelling of [Buffer.from(needle), utf16, Buffer.from(utf16).swap16()]) {
        assert.equal(bytes.includes(spelling), false, `${needle} is in ${path}`)
      }
    }
  }
}

test('V15 a used vault, open or closed, has nothing in the clear: no text, name, file name or time of the members', async (t) => {
  const secrets = Array.from({ length: 20 }, (_, place) => `Meşxel-${place}-قەندیل-lantern`)
  const vault = await freshVault(t)
  const at = new Date().toISOString().slice(0, 13)
  for (const [place, secret] of secrets.entries()) {
    await vault.append([{ compartment: 'testimony', changes: [{ type: `test.${secret}`, text: secret }] }])
    await vault.sealBytes('evidence', Buffer.from(secret.repeat(place * 300)))
    vault.index('registry').exec(`CREATE TABLE IF NOT EXISTS item (text TEXT); INSERT INTO item VALUES ('${secret}')`)
  }
  vault.index('registry').prepare('SELECT text FROM item ORDER BY text').all([])
  vault.sign(`${secrets[0]!}\n`)
  const needles = [...secrets, 'Lantern group', 'First member', PASSPHRASE, 'test.', at, 'registry', 'vault.founded']
  assertNowhere(vault.dir, needles)
  vault.close()
  assertNowhere(vault.dir, needles)
  for (const name of readdirSync(vault.dir, { recursive: true, encoding: 'utf8' })) {
    assert.match(
      name,
      /^(?:homeward\.json|vault\.db|keys|index|blobs|blobs\/tmp|blobs\/[\da-f]{2}|blobs\/[\da-f]{2}\/[\da-f]{64}\.age|keys\/[\da-f]{32}(?:\.json|\.device\.age)|index\/[a-z]+\.db)$/u,
    )
  }
})

test('V14 what is written while the check runs is no fault', async (t) => {
  const dir = copyVault(t)
  const vault = await unlock(t, dir)
  let written = 0
  const report = await vault.verify({
    onProgress: ({ part, done }) => {
      if (part === 'log' && done > 0 && written < 300) {
        written += 100
        // Durable before it returns: the commit itself is synchronous.
        void vault.append(
          Array.from({ length: 100 }, () => ({
            compartment: 'registry',
            changes: [{ type: 'test.note', text: 'new' }],
          })),
        )
      }
    },
  })
  assert.ok(written > 0)
  assert.deepEqual(report.faults, [])
  assert.ok(report.entries >= 500, `${report.entries} entries`)
})
