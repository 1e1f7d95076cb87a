import assert from 'node:assert/strict'
import { once as onceEmitted } from 'node:events'
import { readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { writeFiles } from './test-seal-files.ts'
import { freshVault, patternBytes, testDir, unlock, withCode } from './test-vault.ts'

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
