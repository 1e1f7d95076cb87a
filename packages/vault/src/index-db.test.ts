import assert from 'node:assert/strict'
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { Database } from '@signalapp/sqlcipher'

import { openVault } from './open-vault.ts'
import { PASSPHRASE, allFiles, freshVault, makeVault, patternBytes, testDir, unlock, withCode } from './test-vault.ts'

const fill = (db: Database): void => {
  db.exec('CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT) STRICT')
  const insert = db.prepare('INSERT INTO item (text) VALUES (?)')
  for (let row = 0; row < 500; row += 1) {
    insert.run([`a harbour lantern ${row}`])
  }
}

const count = (db: Database): unknown => db.prepare('SELECT count(*) FROM item', { pluck: true }).get([])

test('V13 an index is encrypted, comes back with its rows, and belongs to one compartment', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  fill(vault.index('registry'))
  assert.equal(vault.index('registry'), vault.index('registry'))
  assert.throws(() => count(vault.index('testimony')), /no such table/u)
  for (const { path, bytes } of allFiles(join(dir, 'index'))) {
    assert.equal(bytes.includes('harbour lantern'), false, path)
    assert.equal(bytes.includes('SQLite format 3'), false, path)
  }
  vault.close()
  const again = await unlock(t, dir)
  assert.equal(count(again.index('registry')), 500)
  const stranger = new Database(join(dir, 'index', 'registry.db'))
  assert.throws(() => stranger.prepare('SELECT * FROM item'), /not a database/u)
  stranger.close()
})

test('V13 an index that does not open is reported, left alone, and dropped on request only', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const path = join(dir, 'index', 'evidence.db')
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  fill(vault.index('evidence'))
  vault.close()
  const sound = readFileSync(path)
  const flipped = Uint8Array.from(sound)
  flipped[200]! ^= 1
  for (const damaged of [patternBytes(sound.length), flipped, patternBytes(10)]) {
    writeFileSync(path, damaged)
    const opened = await openVault({ dir, passphrase: PASSPHRASE })
    assert.throws(() => opened.index('evidence'), withCode('INDEX_DAMAGED'))
    assert.deepEqual(new Uint8Array(readFileSync(path)), Uint8Array.from(damaged))
    opened.dropIndex('evidence')
    fill(opened.index('evidence'))
    assert.equal(count(opened.index('evidence')), 500)
    opened.close()
  }
})

test('V13 an index that was deleted or emptied is an empty one', async (t) => {
  const vault = await freshVault(t)
  fill(vault.index('registry'))
  vault.dropIndex('registry')
  assert.equal(existsSync(join(vault.dir, 'index', 'registry.db')), false)
  assert.throws(() => count(vault.index('registry')), /no such table/u)
  vault.dropIndex('registry')
  vault.dropIndex('registry')
  vault.close()
  const again = await unlock(t, vault.dir)
  fill(again.index('registry'))
  again.close()
  truncateSync(join(vault.dir, 'index', 'registry.db'), 0)
  const third = await unlock(t, vault.dir)
  assert.throws(() => count(third.index('registry')), /no such table/u)
})
