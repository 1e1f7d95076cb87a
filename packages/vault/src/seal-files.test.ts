import assert from 'node:assert/strict'
import { closeSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { ageRecipient, decryptAge } from '@homeward/format'
import type { FileToSeal, SealOutcome } from './seal-files.ts'
import { createReadAheadMemory } from './read-ahead.ts'
import { sealPath } from './seal-source.ts'
import { createSealWatch } from './seal-watch.ts'
import { assertSealed, writeFiles } from './test-seal-files.ts'
import { freshVault, patternBytes, testDir } from './test-vault.ts'

test('B3 files of every size are sealed as they are, in the order of the list, and found again as duplicates', async (t) => {
  const vault = await freshVault(t)
  // Below and above: in vault.db, one piece, several pieces, the reader thread, two large ones at once.
  const files = writeFiles(
    testDir(t),
    [0, 1, 20_000, 40_000, 1_048_576, 1_048_577, 4_194_303, 4_194_304, 9_000_001, 7_000_000],
  )
  const list: FileToSeal[] = files.map(({ path }) => ({ path }))
  const outcomes = await vault.sealFiles('evidence', list)
  for (const [place, { bytes }] of files.entries()) {
    await assertSealed(vault, outcomes[place], bytes)
  }
  const again = await vault.sealFiles('evidence', list)
  assert.deepEqual(
    again,
    outcomes.map((outcome) => ({ ...outcome, duplicate: true })),
  )
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
})

test('B3 members of archives are sealed like files; pieces of any size, empty ones too', async (t) => {
  const vault = await freshVault(t)
  const contents = [0, 5, 262_144, 262_145, 3_000_000].map((size) => patternBytes(size, size + 3))
  const list = contents.map((bytes): FileToSeal => ({
    open: async function* open() {
      yield new Uint8Array()
      for (let start = 0; start < bytes.length; start += 77_777) {
        yield bytes.subarray(start, start + 77_777)
      }
      await Promise.resolve()
    },
  }))
  const outcomes = await vault.sealFiles('evidence', list)
  for (const [place, bytes] of contents.entries()) {
    await assertSealed(vault, outcomes[place], bytes)
  }
})

test('B3 hundreds of small files, the same ones among them, are each told once when they are durable', async (t) => {
  const vault = await freshVault(t)
  const dir = testDir(t)
  const files = writeFiles(
    dir,
    Array.from({ length: 300 }, (_, place) => (place % 7) * 9000),
  )
  writeFileSync(join(dir, 'file-299'), files[1]!.bytes)
  const told = new Map<number, SealOutcome>()
  const outcomes = await vault.sealFiles(
    'evidence',
    files.map(({ path }) => ({ path })),
    {
      onSealed: (index, outcome) => {
        assert.equal(told.has(index), false)
        told.set(index, outcome)
      },
    },
  )
  assert.deepEqual(
    [...told.keys()].toSorted((left, right) => left - right),
    [...outcomes.keys()],
  )
  for (const [index, outcome] of told) {
    assert.deepEqual(outcome, outcomes[index])
  }
  const ids = outcomes.map((outcome) => ('blob' in outcome ? outcome.blob : ''))
  assert.equal(ids[299], ids[1])
  // 43 empty files, and one content twice.
  assert.equal([...vault.blobs()].length, new Set(ids).size)
})

test('B7 sealing needs nothing but a public key and a folder; only the secret key opens what it wrote', async (t) => {
  const dir = testDir(t)
  const path = join(dir, 'photo')
  writeFileSync(path, patternBytes(100_000))
  const secret = new Uint8Array(32).fill(3)
  const target = { tmpDir: dir, watch: createSealWatch(), recipient: ageRecipient(secret) }
  const outcome = await sealPath(path, target, createReadAheadMemory())
  assert.ok('place' in outcome && 'handle' in outcome.place)
  closeSync(outcome.place.handle)
  const sealed = readFileSync(outcome.place.path)
  assert.equal(Buffer.compare(decryptAge(secret, sealed), patternBytes(100_000)), 0)
  assert.throws(() => decryptAge(new Uint8Array(32).fill(4), sealed), /not encrypted for this key/u)
})

test('B11 progress counts files and bytes up to the end', async (t) => {
  const vault = await freshVault(t)
  const files = writeFiles(testDir(t), [10, 70_000, 5_000_000])
  const seen: { files: number; bytes: number }[] = []
  await vault.sealFiles(
    'evidence',
    files.map(({ path }) => ({ path })),
    {
      onProgress: (progress) => {
        seen.push(progress)
      },
    },
  )
  assert.deepEqual(seen.at(-1), { files: 3, bytes: 5_070_010 })
})
