import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { sha256, toHex } from '@homeward/format'
import { checked, restore } from './test-backup.ts'
import { createInstallation } from './installation.ts'
import { EVERYTHING, SECOND, withMember } from './test-joined.ts'
import {
  PASSPHRASE,
  allFiles,
  collect,
  freshVault,
  makeVault,
  patternBytes,
  testDir,
  unlock,
  withCode,
} from './test-vault.ts'
import type { Vault } from './vault.ts'

const LARGE = 90_000
const SMALL = 3000
const held = withCode('QUARANTINED')

/** A large and a small file in quarantine, and two others. */
const fillFour = async (vault: Vault) => {
  const contents = [LARGE, SMALL, LARGE, SMALL].map((size, seed) => patternBytes(size, seed + 1))
  const sealed = await Promise.all(contents.map((bytes) => vault.sealBytes('evidence', bytes)))
  const [large, small, ...others] = sealed
  return {
    contents,
    others: others.map(({ blob }) => blob),
    request: {
      quarantine: 'quarantine-1',
      blobs: [large!, small!].map(({ blob }) => ({ compartment: 'evidence' as const, blob })),
      sha256s: [large!.sha256, small!.sha256],
    },
  }
}

test('QU1 QU2 what is in quarantine is opened by nobody, in no compartment, and not kept a second time', async (t) => {
  const vault = await freshVault(t)
  const { contents, others, request } = await fillFour(vault)
  const twin = await vault.sealBytes('registry', contents[0]!)
  const before = await vault.openBlob('evidence', request.blobs[0]!.blob)
  vault.quarantine(request)
  for (const { blob } of request.blobs) {
    await assert.rejects(vault.openBlob('evidence', blob), held)
    assert.equal(vault.isQuarantined(blob), true)
  }
  await assert.rejects(vault.openBlob('registry', twin.blob), held)
  await assert.rejects(before.read(0, 10), held)
  await assert.rejects(collect(before.stream()), held)
  await assert.rejects(vault.sealBytes('testimony', contents[1]!), held)
  const [outcome] = await vault.sealFiles('evidence', [
    {
      open: async function* once() {
        await Promise.resolve()
        yield contents[0]!
      },
    },
  ])
  assert.match(JSON.stringify(outcome), /in quarantine/u)
  assert.deepEqual(
    readdirSync(join(vault.dir, 'blobs', 'tmp')).filter((name) => name !== 'sealing'),
    [],
  )
  for (const [place, blob] of others.entries()) {
    assert.deepEqual(await collect((await vault.openBlob('evidence', blob)).stream()), contents[place + 2])
  }
  const report = await vault.verify({ deep: true })
  assert.deepEqual([report.faults, report.quarantined, report.blobs], [[], 3, 5])
})

test('QU1 a contributor puts in quarantine, a reader does not, and every session knows it at once', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  await withMember(dir, { role: 'contributor', grants: EVERYTHING })
  await withMember(dir, { role: 'reader', grants: EVERYTHING, passphrase: 'a reader of many books' })
  const installation = createInstallation({ dir })
  const [founder, contributor, reader] = await Promise.all(
    [PASSPHRASE, SECOND, 'a reader of many books'].map(async (passphrase) => {
      const vault = await installation.unlock({ passphrase })
      t.after(() => {
        vault.close()
      })
      return vault
    }),
  )
  assert.ok(founder && contributor && reader)
  const { request } = await fillFour(founder)
  assert.throws(() => {
    reader.quarantine(request)
  }, withCode('ROLE_FORBIDS'))
  contributor.quarantine(request)
  for (const vault of [founder, contributor, reader]) {
    await assert.rejects(vault.openBlob('evidence', request.blobs[0]!.blob), held)
    assert.equal(vault.quarantines()[0]?.member, contributor.member.id)
  }
  assert.throws(() => {
    contributor.release({ quarantine: 'quarantine-1', act: 'act-1' })
  }, withCode('ROLE_FORBIDS'))
  founder.release({ quarantine: 'quarantine-1', act: 'act-1' })
  assert.equal((await reader.openBlob('evidence', request.blobs[0]!.blob)).size, LARGE)
  assert.equal(founder.quarantines()[0]?.released?.act, 'act-1')
})

test('QU3 a backup has nothing of it, the next run takes it out of one that had, and what is left restores', async (t) => {
  const vault = await freshVault(t)
  const { others, request } = await fillFour(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  const [large, small] = request.blobs.map(({ blob }) => blob)
  const file = (blob: string): string => join(dest, 'blobs', blob.slice(0, 2), `${blob}.age`)
  const bytesOf = (blob: string) => readFileSync(join(vault.dir, 'blobs', blob.slice(0, 2), `${blob}.age`))
  const marks = [bytesOf(large!).subarray(20_000, 20_064), Buffer.from(small!, 'hex')]
  const holds = (): boolean[] => marks.map((mark) => allFiles(dest).some(({ bytes }) => bytes.includes(mark)))
  assert.deepEqual([existsSync(file(large!)), holds()], [true, [true, true]])
  vault.quarantine(request)
  const receipt = await vault.backup({ dest, deep: true })
  assert.deepEqual([receipt.blobs.in, receipt.blobs.refused, receipt.quarantined], [2, [], 2])
  assert.deepEqual([existsSync(file(large!)), holds()], [false, [false, false]])
  const archive = join(testDir(t), 'vault.age')
  assert.equal((await vault.backupArchive({ file: archive })).quarantined, 2)
  for (const src of [dest, archive]) {
    const { dir, faults, blobs } = await restore(t, src)
    assert.deepEqual([faults, blobs.stored], [[], 2])
    assert.deepEqual((await checked(dir)).faults, [])
    const restored = await unlock(t, dir)
    await assert.rejects(restored.openBlob('evidence', large!), held)
    assert.equal((await restored.openBlob('evidence', others[0]!)).size, LARGE)
    restored.close()
  }
})

test('QU5 destroyed it stays in quarantine: its bytes are gone, and the same bytes are not taken again', async (t) => {
  const vault = await freshVault(t)
  const { contents, request } = await fillFour(vault)
  vault.quarantine(request)
  const receipt = vault.erase({
    erasure: 'erasure-1',
    subjects: [],
    blobs: request.blobs,
    authority: 'law',
    act: 'act-1',
  })
  assert.deepEqual([receipt.blobs, receipt.overwritten], [2, 1])
  await assert.rejects(vault.openBlob('evidence', request.blobs[0]!.blob), held)
  await assert.rejects(vault.sealBytes('evidence', contents[0]!), held)
  const report = await vault.verify({ deep: true })
  assert.deepEqual([report.faults, report.quarantined], [[], 0])
  assert.equal(vault.quarantines()[0]?.sha256s[0], toHex(sha256(contents[0]!)))
})

test('QU1 the bytes of sealed files leave the vault in the places that were looked at, and no other', () => {
  const src = fileURLToPath(new URL('../src', import.meta.url))
  const users = (word: RegExp): string[] =>
    readdirSync(src)
      .filter((name) => name.endsWith('.ts') && !/^test-|\.test\.ts$|^torture/u.test(name))
      .filter((name) => word.test(readFileSync(join(src, name), 'utf8')))
  // blob-recovery looks for the key of a file that no row names; verify-blobs leaves out what is in quarantine.
  assert.deepEqual(users(/\bopenBlobRow\b/u), ['blob-reader.ts', 'blob-recovery.ts', 'verify-blobs.ts'])
  // backup-deep reads what the backup holds: never what is in quarantine.
  assert.deepEqual(users(/\bcheckContent\b/u), ['backup-deep.ts', 'verify-blobs.ts'])
  // Sealed bytes as they are: the backups take their list from blobHeads, which leaves out what is in quarantine.
  assert.deepEqual(users(/\bblobPath\b/u), [
    'backup-archive.ts',
    'backup-blobs.ts',
    'blob-reader.ts',
    'blob-store.ts',
    'erase.ts',
  ])
  assert.deepEqual(users(/\bblobHeads\b/u), ['backup-archive.ts', 'backup-blobs.ts', 'backup-rows.ts'])
})
