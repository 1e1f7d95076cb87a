import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  createReadStream,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { ageRecipient } from '@homeward/format'
import { createReadAheadMemory } from './read-ahead.ts'
import { sealWords } from './seal-refusals.ts'
import { sealPath } from './seal-source.ts'
import type { SealTarget } from './seal-source.ts'
import { createSealWatch } from './seal-watch.ts'
import { assertSealed, writeFiles } from './test-seal-files.ts'
import { freshVault, patternBytes, testDir } from './test-vault.ts'

const isRoot = process.getuid?.() === 0

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* [bytes]
  await Promise.resolve()
}

const reading = (path: string) => ({ open: () => createReadStream(path) as AsyncIterable<Uint8Array> })

async function* wrongMember(): AsyncGenerator<Uint8Array> {
  yield patternBytes(1_000_000)
  await Promise.resolve()
  throw new Error('The checksum of this member is wrong.')
}

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

test('B14 a source of bytes that fails is refused by its code alone, and the others go on', async (t) => {
  const vault = await freshVault(t)
  const dir = testDir(t)
  symlinkSync('loop', join(dir, 'loop'))
  const pulledOut = join(dir, 'pulled-out')
  mkdirSync(pulledOut)
  writeFileSync(join(pulledOut, 'chat.txt'), 'x')
  rmSync(pulledOut, { recursive: true })
  const outcomes = await vault.sealFiles('evidence', [
    { open: () => once(patternBytes(9)) },
    reading(join(pulledOut, 'chat.txt')),
    reading(join(dir, 'loop')),
    reading(dir),
    reading(join(dir, 'x'.repeat(300))),
    { open: wrongMember },
    {
      open: () => {
        throw Object.assign(new Error(`EPROTO: protocol error, read '${dir}'`), { code: 'EPROTO' })
      },
    },
    { open: () => once(patternBytes(11)) },
  ])
  const said = outcomes.map((outcome) => ('refused' in outcome ? sealWords.read(outcome.refused).code : outcome.size))
  assert.deepEqual(said, [9, 'gone', 'link-not-file', 'folder', 'name-too-long', 'not-read-at-all', 'not-read', 11])
  assert.ok(!JSON.stringify(outcomes).includes(dir))
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
})

test('B9 a file that is removed between two runs is refused in the second', async (t) => {
  const vault = await freshVault(t)
  const [file] = writeFiles(testDir(t), [50])
  await vault.sealFiles('evidence', [{ path: file!.path }])
  rmSync(file!.path)
  const [outcome] = await vault.sealFiles('evidence', [{ path: file!.path }])
  assert.deepEqual(outcome, { refused: 'The file is no longer there.' })
})
