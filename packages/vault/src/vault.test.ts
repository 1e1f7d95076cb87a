import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { Database } from '@signalapp/sqlcipher'

import { leafHash, openEntry, parseVkey, verifyNote, verifyTlogProof } from '@homeward/format'
import { createVault } from './create-vault.ts'
import { BACKED_UP_TABLES } from './backup-part.ts'
import { openVault } from './open-vault.ts'
import {
  listOf,
  PASSPHRASE,
  TEST_KDF,
  allFiles,
  freshVault,
  makeVault,
  testDir,
  unlock,
  withCode,
} from './test-vault.ts'

const NOTE = { type: 'test.note', text: 'hello' }

/** Opens a vault in another process and gives back what it printed. */
const openElsewhere = (dir: string): string => {
  const program = `
    import { openVault } from ${JSON.stringify(new URL('open-vault.js', import.meta.url).href)}
    try {
      ;(await openVault({ dir: ${JSON.stringify(dir)}, passphrase: ${JSON.stringify(PASSPHRASE)} })).close()
      console.log('opened')
    } catch (error) {
      console.log(error.code, error.message)
    }`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program])
  return stdout.toString() + stderr.toString()
}

test('V1 a new vault is the folder of the format, readable by this account only', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  assert.deepEqual(readdirSync(dir).toSorted(), ['blobs', 'homeward.json', 'index', 'keys', 'vault.db'])
  if (process.platform !== 'win32') {
    for (const { path, mode } of allFiles(dir)) {
      assert.equal(mode & 0o077, 0, path)
    }
  }
})

test('V2 homeward.json of a newer format is refused and left alone; a damaged one and a missing one say so', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const path = join(dir, 'homeward.json')
  const sound = readFileSync(path, 'utf8')
  writeFileSync(path, sound.replace('"format":1', '"format":2'))
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('FORMAT_NEWER'))
  for (const damaged of [
    '',
    '{',
    '[]',
    '{"format":1}',
    sound.replace('"format":1', '"format":"1"'),
    sound.slice(0, 40),
  ]) {
    writeFileSync(path, damaged)
    await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('VAULT_DAMAGED'))
  }
  rmSync(path)
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('VAULT_NOT_FOUND'))
  await assert.rejects(openVault({ dir: join(dir, 'nowhere'), passphrase: PASSPHRASE }), withCode('VAULT_NOT_FOUND'))
  writeFileSync(path, sound)
  await unlock(t, dir)
})

test('V3 a vault is made in an empty folder only', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const before = allFiles(dir)
  await assert.rejects(makeVault(dir), /already a vault/u)
  assert.deepEqual(allFiles(dir), before)
  const used = testDir(t)
  writeFileSync(join(used, 'letter.txt'), 'mine')
  await assert.rejects(makeVault(used), /not empty/u)
  assert.deepEqual(readdirSync(used), ['letter.txt'])
  const nested = join(testDir(t), 'a', 'b')
  await makeVault(nested)
  assert.ok(existsSync(join(nested, 'homeward.json')))
})

test('V3 a folder in which making a vault was interrupted is not a vault', async (t) => {
  const dir = testDir(t)
  await assert.rejects(
    createVault({ dir, name: 'a', memberName: 'b', passphrase: '', kdf: TEST_KDF }),
    withCode('PASSPHRASE_EMPTY'),
  )
  assert.deepEqual(readdirSync(dir), [])
  mkdirSync(join(dir, 'keys'))
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('VAULT_NOT_FOUND'))
  await assert.rejects(makeVault(dir), withCode('VAULT_EXISTS'))
})

test('V4 vault.db is plain SQLite with strict tables, and one of a newer version is refused', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  assert.equal(readFileSync(join(dir, 'vault.db')).subarray(0, 15).toString(), 'SQLite format 3')
  const db = new Database(join(dir, 'vault.db'))
  assert.equal(db.pragma('user_version', { simple: true }), 2)
  const tables = db.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 1").all([])
  assert.deepEqual(tables.map((row) => String(row['name'])).toSorted(), BACKED_UP_TABLES)
  db.pragma('user_version = 3')
  db.close()
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('FORMAT_NEWER'))
})

test('V6 the first commit is seven entries under one checkpoint, and everything is read from it', async (t) => {
  const dir = testDir(t)
  const made = await makeVault(dir)
  const vault = await unlock(t, dir)
  const rows = vault.log({ limit: 10 })
  assert.deepEqual(
    rows.map(({ kind, compartment, types }) => [kind, compartment, ...types]),
    [
      ['keys', 'roster'],
      ['sealed', 'roster', 'vault.founded'],
      ['sealed', 'roster', 'vault.named'],
      ['keys', 'registry'],
      ['keys', 'evidence'],
      ['keys', 'testimony'],
      ['keys', 'assistance'],
    ],
  )
  assert.equal(vault.checkpoint().split('\n')[1], '7')
  const [founded, named] = await listOf(vault.entries('roster'))
  assert.equal(named?.changes[0]?.['name'], 'Lantern group')
  // Every package opens the founding entry.
  assert.equal(JSON.stringify(founded?.changes).includes('Lantern group'), false)
  assert.equal(founded?.member, made.member)
  assert.deepEqual(
    [vault.id, vault.name, vault.member],
    [made.vault, 'Lantern group', { id: made.member, name: 'First member', role: 'founder' }],
  )
})

test('V6 a log of another vault, or one that another member founded, does not open', async (t) => {
  const [dir, other] = [testDir(t), testDir(t)]
  await makeVault(dir)
  await makeVault(other)
  writeFileSync(join(dir, 'vault.db'), readFileSync(join(other, 'vault.db')))
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('VAULT_DAMAGED'))
})

test('V7 a log that is longer or shorter than its latest checkpoint, or has another root, does not open', async (t) => {
  for (const damage of [
    'DELETE FROM entry WHERE position = 6',
    'DELETE FROM checkpoint',
    "UPDATE checkpoint SET note = replace(note, 'homeward/log', 'homeward/lag')",
    'UPDATE tile SET hashes = zeroblob(length(hashes))',
    'DELETE FROM tile',
  ]) {
    const dir = testDir(t)
    await makeVault(dir)
    const db = new Database(join(dir, 'vault.db'))
    db.exec(damage)
    db.close()
    await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('VAULT_DAMAGED'), damage)
  }
})

test('V8 while a vault is open, another process and this one get a clear answer; then they get in', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  assert.match(
    openElsewhere(dir),
    /^VAULT_IN_USE This vault is open in another program.*homeward lock.*Nothing was changed/u,
  )
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('VAULT_IN_USE'))
  await vault.append([{ compartment: 'registry', changes: [NOTE] }])
  assert.match(openElsewhere(dir), /^VAULT_IN_USE/u)
  vault.close()
  assert.equal(openElsewhere(dir), 'opened\n')
})

test('V8 a wrong passphrase does not keep the lock', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  await assert.rejects(openVault({ dir, passphrase: 'wrong' }), withCode('PASSPHRASE_WRONG'))
  assert.equal(openElsewhere(dir), 'opened\n')
})

test('V9 a batch is one commit: its entries in order, one checkpoint, readable at once and after opening again', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  const receipt = await vault.append([
    { compartment: 'registry', changes: [NOTE, { type: 'test.second', list: [1, null, 'ب'] }] },
    { compartment: 'evidence', changes: [{ type: 'test.other' }] },
  ])
  assert.deepEqual(receipt.entries, [`${vault.device.logId}:7`, `${vault.device.logId}:8`])
  assert.equal(receipt.size, 9)
  assert.equal(vault.checkpoint().split('\n')[1], '9')
  const seen = await listOf(vault.entries('registry'))
  vault.close()
  const again = await unlock(t, dir)
  assert.deepEqual(await listOf(again.entries('registry')), seen)
  assert.deepEqual(
    seen.map(({ index, compartment, changes }) => [index, compartment, changes.length]),
    [[7, 'registry', 2]],
  )
  assert.deepEqual(await listOf(again.entries('registry', { sizes: again.position(), claimed: {} })), [])
})

test('V9 what cannot be kept refuses the whole batch: nothing of it is there', async (t) => {
  const vault = await freshVault(t)
  const before = vault.checkpoint()
  const large = { type: 'test.large', text: 'x'.repeat(70_000) }
  for (const [changes, code] of [
    [[large], 'ENTRY_TOO_LARGE'],
    [[{ type: 'test.number', value: Number.NaN }], 'ENTRY_INVALID'],
    [[{ type: 'test.half', value: '\uD800' }], 'ENTRY_INVALID'],
  ] as const) {
    await assert.rejects(
      vault.append([
        { compartment: 'registry', changes: [NOTE] },
        { compartment: 'registry', changes: [...changes] },
      ]),
      withCode(code),
    )
  }
  assert.equal(vault.checkpoint(), before)
  assert.deepEqual(await listOf(vault.entries('registry')), [])
  await vault.append([{ compartment: 'registry', changes: [NOTE] }])
  assert.equal((await listOf(vault.entries('registry'))).length, 1)
  assert.deepEqual(await vault.append([]), { entries: [], size: 8 })
})

test('V9 an entry carries the time of the injected clock, as a claim', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase: PASSPHRASE, now: () => new Date('2001-02-03T04:05:06.007Z') })
  t.after(() => {
    vault.close()
  })
  await vault.append([{ compartment: 'assistance', changes: [NOTE] }])
  assert.deepEqual(
    (await listOf(vault.entries('assistance'))).map(({ at }) => at),
    ['2001-02-03T04:05:06.007Z'],
  )
})

test('V11 the device signs texts, but none that could be taken for a checkpoint', async (t) => {
  const vault = await freshVault(t)
  const note = vault.sign('package of four items\n')
  assert.equal(verifyNote(note, [parseVkey(vault.device.vkey)]).text, 'package of four items\n')
  const [origin] = vault.checkpoint().split('\n')
  assert.throws(() => vault.sign(`${origin ?? ''}\n3\nAAAA\n`), withCode('SIGN_REFUSED'))
  assert.throws(() => vault.sign('homeward/log/'), withCode('SIGN_REFUSED'))
})

test('V5 the proof of an entry verifies with nothing but the device key, and its key opens that entry only', async (t) => {
  const vault = await freshVault(t)
  const { entries } = await vault.append([
    { compartment: 'testimony', changes: [NOTE] },
    { compartment: 'testimony', changes: [{ type: 'test.secret' }] },
  ])
  for (let more = 0; more < 300; more += 100) {
    await vault.append(Array.from({ length: 100 }, () => ({ compartment: 'registry' as const, changes: [NOTE] })))
  }
  const [first, second] = entries.map((ref) => vault.proof(ref))
  assert.ok(first !== undefined && second !== undefined)
  const { index, checkpoint } = verifyTlogProof(first.tlogProof, leafHash(first.entry), parseVkey(vault.device.vkey))
  assert.deepEqual([index, checkpoint.size], [7n, 309n])
  const place = { logId: Buffer.from(vault.device.logId, 'hex'), messageKey: Buffer.from(first.messageKeyHex, 'hex') }
  assert.deepEqual(openEntry({ ...place, entry: first.entry, index: 7 }).changes, [NOTE])
  assert.throws(() => openEntry({ ...place, entry: second.entry, index: 8 }), /does not open/u)
  for (const ref of [`${vault.device.logId}:309`, 'aa:0', '', `${vault.device.logId}:-1`, vault.device.logId]) {
    assert.throws(() => vault.proof(ref), withCode('ENTRY_NOT_FOUND'), ref)
  }
  assert.throws(() => vault.proof(`${vault.device.logId}:0`), withCode('COMPARTMENT_CLOSED'))
})

test('V15 the log page tells kind, compartment, time and types, page by page', async (t) => {
  const vault = await freshVault(t)
  await vault.append(Array.from({ length: 5 }, () => ({ compartment: 'registry' as const, changes: [NOTE, NOTE] })))
  const first = vault.log({ limit: 8 })
  const rest = vault.log({ after: 7, limit: 8 })
  assert.deepEqual(
    [...first, ...rest].map(({ index }) => index),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  )
  assert.deepEqual(rest[0]?.types, ['test.note', 'test.note'])
  assert.match(rest[0]?.at ?? '', /^\d{4}-/u)
})

test('V16 a closed vault answers every call with VAULT_CLOSED, and closing twice is nothing', async (t) => {
  const vault = await freshVault(t)
  const sealed = await vault.sealBytes('evidence', Uint8Array.of(1))
  const reader = vault.entries('roster')[Symbol.asyncIterator]()
  vault.close()
  vault.close()
  const closed = withCode('VAULT_CLOSED')
  await assert.rejects(vault.append([{ compartment: 'registry', changes: [NOTE] }]), closed)
  await assert.rejects(vault.sealBytes('evidence', Uint8Array.of(1)), closed)
  await assert.rejects(vault.sealFiles('evidence', []), closed)
  await assert.rejects(vault.openBlob('evidence', sealed.blob), closed)
  await assert.rejects(vault.verify(), closed)
  await assert.rejects(reader.next(), closed)
  for (const call of [
    () => vault.entries('roster'),
    () => vault.position(),
    () => vault.index('registry'),
    () => {
      vault.dropIndex('registry')
    },
    () => vault.proof(`${vault.device.logId}:1`),
    () => vault.checkpoint(),
    () => vault.sign('x\n'),
    () => vault.log({ limit: 1 }),
    () => vault.blobs(),
  ]) {
    assert.throws(call, closed)
  }
})
