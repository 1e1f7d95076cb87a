import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before as beforeAll, test } from 'node:test'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

import type { EraseRequest } from './erase.ts'
import { openState, openVault } from './open-vault.ts'
import { subjectRows } from './subject-keys.ts'
import { PASSPHRASE, allFiles, listOf, makeVault, patternBytes, testDir } from './test-vault.ts'
import { vaultFromState } from './vault-from-state.ts'
import type { Vault } from './vault.ts'

const CHILD = fileURLToPath(new URL('torture-child.js', import.meta.url))
const NO_STRACE = 'strace is not installed or not allowed here (Debian: apt install strace): no faults were injected.'

let baseDir = ''
let requestFile = ''
let request: EraseRequest
let hasStrace = false
/** The sealed key of the person who is erased, and a piece of their small file as it lies in `vault.db`. */
const secrets: Buffer[] = []

beforeAll(async (t) => {
  baseDir = testDir(t as TestContext)
  requestFile = join(testDir(t as TestContext), 'request.json')
  await makeVault(baseDir)
  const state = await openState({ dir: baseDir, passphrase: PASSPHRASE }, { rescue: false })
  const vault = vaultFromState(state)
  await vault.append([
    { compartment: 'registry', subject: 'person-a', changes: [{ type: 'test.note', text: 'about a' }] },
  ])
  secrets.push(...[...subjectRows(state.db)].map(({ sealed }) => Buffer.from(sealed)))
  await vault.append([
    { compartment: 'registry', subject: 'person-b', changes: [{ type: 'test.note', text: 'about b' }] },
  ])
  const blobs = []
  for (const [place, size] of [3000, 90_000, 70_000].entries()) {
    blobs.push(await vault.sealBytes('registry', patternBytes(size, place + 1)))
  }
  const [small] = state.db.prepare('SELECT bytes FROM blob WHERE bytes IS NOT NULL').all([])
  secrets.push(Buffer.from(small?.['bytes'] as Uint8Array).subarray(1000, 1064))
  await vault.sealBytes('registry', patternBytes(80_000, 9))
  vault.close()
  request = {
    erasure: 'erasure-1',
    subjects: [{ compartment: 'registry', subject: 'person-a' }],
    blobs: blobs.map(({ blob }) => ({ compartment: 'registry', blob })),
    authority: 'person',
    act: null,
  }
  writeFileSync(requestFile, JSON.stringify(request))
  hasStrace = spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=none', 'true']).status === 0
})

interface Fault {
  call: string
  what: string
  at: number
}

const eraseUnder = (t: TestContext, { call, what, at }: Fault): { dir: string; lines: string[] } => {
  const dir = join(testDir(t), 'vault')
  cpSync(baseDir, dir, { recursive: true })
  const inject = `inject=${call}:${what}:when=${at}`
  const strace = ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', inject]
  const child = [process.execPath, CHILD, 'erase', dir, requestFile]
  const { stdout } = spawnSync('strace', [...strace, ...child], { timeout: 60_000 })
  return { dir, lines: stdout.toString().split('\n').filter(Boolean) }
}

const isBlobThere = (dir: string, blob: string): boolean =>
  existsSync(join(dir, 'blobs', blob.slice(0, 2), `${blob}.age`))

const assertAllOrNothing = async (dir: string, vault: Vault, name: string): Promise<'all' | 'nothing'> => {
  const texts = (await listOf(vault.entries('registry'))).map(({ changes, isErased }) =>
    isErased ? null : changes[0]?.['text'],
  )
  const isDone = vault.erasures().length > 0
  assert.deepEqual(texts, [isDone ? null : 'about a', 'about b'], name)
  for (const { blob } of request.blobs.slice(1)) {
    assert.equal(isBlobThere(dir, blob), !isDone, name)
  }
  const report = await vault.verify({ deep: true })
  assert.deepEqual([report.faults, report.erased, report.blobs], [[], isDone ? 1 : 0, isDone ? 1 : 4], name)
  return isDone ? 'all' : 'nothing'
}

/** Erases under each fault, opens the vault again, and wants the erasure to be there whole or not at all. */
const torture = async (t: TestContext, faults: readonly Fault[]): Promise<void> => {
  if (!hasStrace) {
    t.skip(NO_STRACE)
    return
  }
  const seen = { all: 0, nothing: 0, stopped: 0 }
  for (const fault of faults) {
    const name = `${fault.what} at ${fault.call} ${fault.at}`
    const { dir, lines } = eraseUnder(t, fault)
    const wasSaid = lines.some((line) => line.startsWith('erased '))
    seen.stopped += wasSaid ? 0 : 1
    const vault = await openVault({ dir, passphrase: PASSPHRASE })
    try {
      const how = await assertAllOrNothing(dir, vault, name)
      seen[how] += 1
      assert.ok(how === 'all' || !wasSaid, `${name}: it was acknowledged and is not there`)
    } finally {
      vault.close()
    }
    if (seen.all > 0 && (await isErased(dir))) {
      for (const { path, bytes } of allFiles(dir)) {
        for (const secret of secrets) {
          assert.equal(bytes.includes(secret), false, `${name}: ${path}`)
        }
      }
    }
  }
  assert.ok(seen.stopped > faults.length / 3, `only ${seen.stopped} of ${faults.length} faults met anything`)
  assert.ok(seen.all > 0, 'no fault came after the entry')
}

const isErased = async (dir: string): Promise<boolean> => {
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  const erased = vault.erasures().length > 0
  vault.close()
  return erased
}

const at = (what: string, call: string, ...places: number[]): Fault[] =>
  places.map((place) => ({ what, call, at: place }))

test('ER6 a process that is killed anywhere while it erases has erased all or nothing when the vault is opened', (t) =>
  torture(t, [
    ...at('signal=KILL', 'pwrite64', 1, 8, 16, 24, 32, 40),
    ...at('signal=KILL', 'fsync', 1, 2, 3, 4, 5, 6),
    ...at('signal=KILL', 'fdatasync', 1, 2, 3, 4, 5, 6),
    ...at('signal=KILL', 'unlink', 1, 2, 3),
    ...at('signal=KILL', 'ftruncate', 1, 2),
  ]))

test('ER6 an error of the disk or a full one while erasing is made up for when the vault is opened', (t) =>
  torture(t, [
    ...at('error=EIO', 'fsync', 1, 2, 3, 4, 5),
    ...at('error=EIO', 'fdatasync', 1, 2, 3, 4),
    ...at('error=ENOSPC', 'pwrite64', 2, 14, 26, 32),
    ...at('error=EIO', 'unlink', 1, 2),
  ]))
