import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once as onceEmitted } from 'node:events'
import {
  chmodSync,
  closeSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { ageRecipient, decryptAge, sha256, toHex } from '@homeward/format'
import type { FileToSeal, SealOutcome } from './seal-files.ts'
import { createReadAheadMemory } from './read-ahead.ts'
import { sealPath } from './seal-source.ts'
import type { SealTarget } from './seal-source.ts'
import { createSealWatch } from './seal-watch.ts'
import { collect, freshVault, patternBytes, testDir, unlock, withCode } from './test-vault.ts'
import type { Vault } from './vault.ts'

const isRoot = process.getuid?.() === 0

const writeFiles = (dir: string, sizes: readonly number[]): { path: string; bytes: Uint8Array }[] =>
  sizes.map((size, place) => {
    const file = { path: join(dir, `file-${place}`), bytes: patternBytes(size, place + 1) }
    writeFileSync(file.path, file.bytes)
    return file
  })

const assertSealed = async (vault: Vault, outcome: SealOutcome | undefined, bytes: Uint8Array): Promise<void> => {
  assert.ok(outcome !== undefined && 'blob' in outcome, JSON.stringify(outcome))
  assert.deepEqual([outcome.size, outcome.sha256], [bytes.length, toHex(sha256(bytes))])
  const reader = await vault.openBlob('evidence', outcome.blob)
  assert.equal(Buffer.compare(await collect(reader.stream()), bytes), 0)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* [bytes]
  await Promise.resolve()
}

async function* wrongMember(): AsyncGenerator<Uint8Array> {
  yield patternBytes(1_000_000)
  await Promise.resolve()
  throw new Error('The checksum of this member is wrong.')
}

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

test('B9 what is no plain file, is gone or may not be read is refused with a reason, and the others go on', async (t) => {
  const vault = await freshVault(t)
  const dir = testDir(t)
  const [good] = writeFiles(dir, [100])
  mkdirSync(join(dir, 'folder'))
  symlinkSync(good!.path, join(dir, 'link'))
  symlinkSync(join(dir, 'nowhere'), join(dir, 'broken-link'))
  writeFileSync(join(dir, 'secret'), 'x')
  chmodSync(join(dir, 'secret'), 0)
  const hasPipe = spawnSync('mkfifo', [join(dir, 'pipe')]).status === 0
  const cases: [string, RegExp][] = [
    [join(dir, 'gone'), /no longer there/u],
    [join(good!.path, 'below-a-file'), /no longer there/u],
    [join(dir, 'folder'), /folder, not a file/u],
    [join(dir, 'link'), /link to somewhere else/u],
    [join(dir, 'broken-link'), /link to somewhere else/u],
    [join(dir, 'x'.repeat(300)), /name of the file is too long/u],
    [`${dir}/nul\0name`, /character that no file name can have/u],
    ...(hasPipe ? ([[join(dir, 'pipe'), /not a file with content/u]] as [string, RegExp][]) : []),
    ...(isRoot ? [] : ([[join(dir, 'secret'), /may not read/u]] as [string, RegExp][])),
  ]
  const outcomes = await vault.sealFiles('evidence', [...cases.map(([path]) => ({ path })), { path: good!.path }])
  for (const [place, [path, reason]] of cases.entries()) {
    const outcome = outcomes[place]!
    assert.ok('refused' in outcome, path)
    assert.match(outcome.refused, reason)
  }
  await assertSealed(vault, outcomes.at(-1), good!.bytes)
})

test('B9 a file that grows, shrinks or is rewritten while it is read is refused, and nothing of it is left', async (t) => {
  const dir = testDir(t)
  const path = join(dir, 'changing')
  const original = patternBytes(2_500_000)
  const changedBytes: [string, Uint8Array | null][] = [
    ['nothing happens', null],
    ['grows', patternBytes(2_500_001)],
    ['shrinks', patternBytes(1000)],
    ['is rewritten in the same size', patternBytes(2_500_000, 9)],
  ]
  for (const [name, bytes] of changedBytes) {
    writeFileSync(path, original)
    const target: SealTarget = {
      tmpDir: dir,
      watch: createSealWatch(),
      // Asked for after the file was looked at and before it is read: the change falls between.
      get recipient() {
        if (bytes !== null) {
          writeFileSync(path, bytes)
        }
        return ageRecipient(new Uint8Array(32).fill(1))
      },
    }
    const outcome = await sealPath(path, target, createReadAheadMemory())
    assert.equal('refused' in outcome && outcome.refused.includes('changed while it was read'), bytes !== null, name)
    if ('place' in outcome && 'handle' in outcome.place) {
      closeSync(outcome.place.handle)
      rmSync(outcome.place.path)
    }
    assert.deepEqual(readdirSync(dir), ['changing'])
  }
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

test('B9 a large file that is cut off while two threads read it is refused', async (t) => {
  const vault = await freshVault(t)
  const path = join(testDir(t), 'large')
  writeFileSync(path, '')
  truncateSync(path, 1_500_000_000)
  const [outcome] = await vault.sealFiles('evidence', [{ path }], {
    onProgress: ({ bytes }) => {
      if (bytes > 0) {
        truncateSync(path, 1000)
      }
    },
  })
  assert.match(JSON.stringify(outcome), /changed while it was read/u)
  assert.deepEqual([...vault.blobs()], [])
})

test('B9 an archive that fails in the middle refuses that member with its reason, and the others go on', async (t) => {
  const vault = await freshVault(t)
  const outcomes = await vault.sealFiles('evidence', [
    { open: () => once(patternBytes(9)) },
    {
      open: wrongMember,
    },
    {
      open: () => {
        throw new Error('This member is encrypted.')
      },
    },
    { open: () => once(patternBytes(11)) },
  ])
  assert.deepEqual(
    outcomes.map((outcome) => ('refused' in outcome ? outcome.refused : outcome.size)),
    [9, 'The checksum of this member is wrong.', 'This member is encrypted.', 11],
  )
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
})

test('B11 a run that is cancelled stops; what was told is kept and is used again; nothing else is left', async (t) => {
  const vault = await freshVault(t)
  const files = writeFiles(
    testDir(t),
    Array.from({ length: 250 }, () => 50_000),
  )
  const told: string[] = []
  const controller = new AbortController()
  // However fast the others are, this one is not there before the run is cancelled.
  const held = {
    open: async function* open() {
      if (!controller.signal.aborted) {
        await onceEmitted(controller.signal, 'abort')
        throw new Error('It was held back.')
      }
      yield patternBytes(50_000, 9999)
    },
  }
  const list = [...files.map(({ path }) => ({ path })), held]
  const run = vault.sealFiles('evidence', list, {
    signal: controller.signal,
    onSealed: (_, outcome) => {
      if ('blob' in outcome) {
        told.push(outcome.blob)
      }
      controller.abort()
    },
  })
  await assert.rejects(run, withCode('CANCELLED'))
  assert.ok(told.length > 0 && told.length < list.length, String(told.length))
  const stored = new Set([...vault.blobs()].map(({ blob }) => blob))
  assert.ok(told.every((blob) => stored.has(blob)))
  const outcomes = await vault.sealFiles('evidence', list)
  assert.equal(outcomes.filter((outcome) => 'duplicate' in outcome && outcome.duplicate).length, stored.size)
  await assert.rejects(vault.sealFiles('evidence', list, { signal: controller.signal }), withCode('CANCELLED'))
  assert.deepEqual(readdirSync(join(vault.dir, 'blobs', 'tmp')), ['sealing'])
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
})

test('B11 cancelling stops in the middle of a large file', async (t) => {
  const vault = await freshVault(t)
  const path = join(testDir(t), 'large')
  writeFileSync(path, '')
  truncateSync(path, 2_000_000_000)
  const controller = new AbortController()
  const read: number[] = []
  const run = vault.sealFiles('evidence', [{ path }], {
    signal: controller.signal,
    onProgress: ({ bytes }) => {
      read.push(bytes)
      controller.abort()
    },
  })
  await assert.rejects(run, withCode('CANCELLED'))
  assert.ok(read.at(-1)! < 2_000_000_000)
  assert.deepEqual([...vault.blobs()], [])
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

test('B11 locking the vault while files are sealed ends the run with VAULT_CLOSED and leaves a vault that is sound', async (t) => {
  const vault = await freshVault(t)
  const files = writeFiles(testDir(t), [...Array.from({ length: 40 }, () => 60_000), 30_000_000])
  const run = vault.sealFiles(
    'evidence',
    files.map(({ path }) => ({ path })),
    {
      onSealed: () => {
        vault.close()
      },
    },
  )
  await assert.rejects(run, withCode('VAULT_CLOSED'))
  const again = await unlock(t, vault.dir)
  assert.deepEqual((await again.verify({ deep: true })).faults, [])
  const outcomes = await again.sealFiles(
    'evidence',
    files.map(({ path }) => ({ path })),
  )
  assert.ok(outcomes.some((outcome) => 'duplicate' in outcome && outcome.duplicate))
})

test('B9 a file that is removed between two runs is refused in the second', async (t) => {
  const vault = await freshVault(t)
  const [file] = writeFiles(testDir(t), [50])
  await vault.sealFiles('evidence', [{ path: file!.path }])
  rmSync(file!.path)
  const [outcome] = await vault.sealFiles('evidence', [{ path: file!.path }])
  assert.deepEqual(outcome, { refused: 'The file is no longer there.' })
})
