import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before as beforeAll, test } from 'node:test'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

import { openVault } from './open-vault.ts'
import { listOf, PASSPHRASE, makeVault, patternBytes, testDir, unlock, withCode } from './test-vault.ts'
import type { Vault } from './vault.ts'

const CHILD = fileURLToPath(new URL('torture-child.js', import.meta.url))
const NO_STRACE = 'strace is not installed or not allowed here (Debian: apt install strace): no faults were injected.'
const NO_MOUNT = 'A small disk cannot be mounted here (that needs root): a full disk was not tried for real.'

/** A fault and when it comes: at the n-th call of a thread. */
interface Fault {
  call: string
  what: 'signal=KILL' | 'error=EIO' | 'error=ENOSPC'
  at: number
}

/** What a child left: its vault, and the lines that it printed. */
interface Run {
  dir: string
  lines: string[]
}

const faults = (what: Fault['what'], call: string, ...places: number[]): Fault[] =>
  places.map((at) => ({ call, what, at }))

let baseDir = ''
let filesDir = ''
let hasStrace = false

beforeAll(async (t) => {
  baseDir = testDir(t as TestContext)
  filesDir = testDir(t as TestContext)
  await makeVault(baseDir)
  for (const [place, size] of [100, 30_000, 60_000, 60_001, 90_000, 5_000_000].entries()) {
    writeFileSync(join(filesDir, `file-${place}`), patternBytes(size, place + 1))
  }
  hasStrace = spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=none', 'true']).status === 0
})

const copyBase = (t: TestContext): string => {
  const dir = join(testDir(t), 'vault')
  cpSync(baseDir, dir, { recursive: true })
  return dir
}

/** Runs the child in a copy of the base vault under a fault; gives back where, and the lines that it printed. */
const runWith = (t: TestContext, mode: 'append' | 'seal', fault: Fault, folder = filesDir): Run => {
  const dir = copyBase(t)
  const inject = `inject=${fault.call}:${fault.what}:when=${fault.at}`
  const { stdout } = spawnSync(
    'strace',
    ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', inject, process.execPath, CHILD, mode, dir, folder],
    { timeout: 60_000 },
  )
  return { dir, lines: stdout.toString().split('\n').filter(Boolean) }
}

const acknowledged = (lines: readonly string[], word: string): string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).flatMap((line) => line.split(' ').slice(1))

/** Errors must be sentences of ours, and nothing acknowledged may be missing in a vault that has no faults. */
const assertNothingLost = async (
  { dir, lines }: Run,
  { mode, name }: { mode: 'append' | 'seal'; name: string },
): Promise<void> => {
  for (const code of acknowledged(lines, 'error')) {
    assert.match(code, /^(?:DISK_FULL|IO_ERROR|REOPEN_NEEDED|VAULT_DAMAGED)$/u, name)
  }
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  try {
    const refs = new Set((await listOf(vault.entries('registry'))).map(({ log, index }) => `${log}:${index}`))
    for (const ref of acknowledged(lines, 'entries')) {
      assert.ok(refs.has(ref), `${name}: ${ref} was acknowledged`)
    }
    const blobs = new Set([...vault.blobs()].map(({ blob }) => blob))
    for (const [place, word] of acknowledged(lines, 'blob').entries()) {
      assert.ok(place % 2 === 1 || blobs.has(word), `${name}: ${word} was acknowledged`)
    }
    assert.deepEqual((await vault.verify()).faults, [], name)
    if (mode === 'seal') {
      const files = readdirSync(filesDir).map((file) => ({ path: join(filesDir, file) }))
      const outcomes = await vault.sealFiles('evidence', files)
      const again = outcomes.filter((outcome) => 'duplicate' in outcome && outcome.duplicate)
      assert.equal(again.length, blobs.size, `${name}: what was sealed is used again`)
    }
    await vault.append([{ compartment: 'registry', changes: [{ type: 'test.after' }] }])
    assert.deepEqual((await vault.verify({ deep: true })).faults, [], name)
  } finally {
    vault.close()
  }
}

const tortureAll = async (t: TestContext, mode: 'append' | 'seal', list: readonly Fault[]): Promise<void> => {
  if (!hasStrace) {
    t.skip(NO_STRACE)
    return
  }
  let disturbed = 0
  for (const fault of list) {
    const run = runWith(t, mode, fault)
    const { lines } = run
    disturbed += lines.includes('closed') && !lines.some((line) => line.startsWith('error')) ? 0 : 1
    await assertNothingLost(run, { mode, name: `${mode} with ${fault.what} at ${fault.call} ${fault.at}` })
  }
  assert.ok(disturbed > list.length / 2, `only ${disturbed} of ${list.length} faults met anything`)
}

test('V9 a process that is killed while it appends loses nothing that it had acknowledged', (t) =>
  tortureAll(t, 'append', [...faults('signal=KILL', 'pwrite64', 4, 62, 120), ...faults('signal=KILL', 'fsync', 3, 6)]))

test('V9 errors of the disk while appending are told, and leave a vault that is whole', (t) =>
  tortureAll(t, 'append', [
    ...faults('error=EIO', 'fsync', 3),
    ...faults('error=EIO', 'pwrite64', 40),
    ...faults('error=ENOSPC', 'pwrite64', 30),
  ]))

test('B8 a process that is killed while it seals loses nothing, and what it had finished is used again', (t) =>
  tortureAll(t, 'seal', [
    ...faults('signal=KILL', 'rename', 2),
    ...faults('signal=KILL', 'fsync', 1, 5),
    ...faults('signal=KILL', 'mkdir', 2),
    ...faults('signal=KILL', 'writev', 3),
    ...faults('signal=KILL', 'pwrite64', 12),
  ]))

test('B10 errors of the disk while sealing stop the run, are told, and leave what was sealed before', (t) =>
  tortureAll(t, 'seal', [
    ...faults('error=EIO', 'fsync', 2),
    ...faults('error=EIO', 'rename', 2),
    ...faults('error=ENOSPC', 'writev', 1),
    ...faults('error=ENOSPC', 'mkdir', 2),
  ]))

test('B10 a large file whose early sync or late write fails is not acknowledged, and nothing of it is left', (t) => {
  if (!hasStrace) {
    t.skip(NO_STRACE)
    return
  }
  const folder = testDir(t)
  writeFileSync(join(folder, 'large'), '')
  truncateSync(join(folder, 'large'), 80_000_000)
  for (const [fault, code] of [
    [{ call: 'fdatasync', what: 'error=EIO', at: 1 }, 'IO_ERROR'],
    [{ call: 'pwritev', what: 'error=EIO', at: 5 }, 'IO_ERROR'],
    [{ call: 'pwritev', what: 'error=ENOSPC', at: 3 }, 'DISK_FULL'],
  ] as [Fault, string][]) {
    const { dir, lines } = runWith(t, 'seal', fault, folder)
    assert.deepEqual(lines, ['open', `error ${code}`])
    assert.deepEqual(readdirSync(join(dir, 'blobs')), ['tmp'])
    assert.deepEqual(readdirSync(join(dir, 'blobs', 'tmp')), [])
  }
})

test('B6 a blob is synced, renamed, its folder synced and its row committed, in this order, before it is told', (t) => {
  if (!hasStrace) {
    t.skip(NO_STRACE)
    return
  }
  const dir = copyBase(t)
  const trace = join(testDir(t), 'trace')
  const calls = 'trace=fsync,fdatasync,rename,write'
  const options = ['-f', '--seccomp-bpf', '-qq', '-y', '-s', '200', '-o', trace, '-e', calls]
  spawnSync('strace', [...options, process.execPath, CHILD, 'seal', dir, filesDir])
  const lines = readFileSync(trace, 'utf8').split('\n')
  const startedByThread = new Map<string, string>()
  /** Each call at the line where it ended. */
  const ended = lines.map((line) => {
    const thread = line.split(' ', 1)[0] ?? ''
    if (line.includes('<unfinished')) {
      startedByThread.set(thread, line)
      return ''
    }
    return line.includes(' resumed>') ? (startedByThread.get(thread) ?? '') : line
  })
  const lineOf = (from: number, ...words: string[]): number =>
    ended.findIndex((line, place) => place > from && words.every((word) => line.includes(word)))
  let told = 0
  for (const [renameLine, line] of ended.entries()) {
    const [, part, blob] = /rename\("([^"]+\.part)", "[^"]+\/([\da-f]{64})\.age"/u.exec(line) ?? []
    if (part !== undefined && blob !== undefined) {
      const synced = lineOf(-1, 'fsync(', part)
      const folderSynced = lineOf(renameLine, 'fsync(', `/blobs/${blob.slice(0, 2)}>`)
      const committed = lineOf(folderSynced, 'sync(', 'vault.db-wal>')
      const toldLine = lineOf(-1, 'write(1', `blob ${blob}`)
      const order = [synced, renameLine, folderSynced, committed, toldLine]
      assert.ok(!order.includes(-1), `${blob}: ${order.join(' ')}`)
      assert.deepEqual(
        order,
        order.toSorted((left, right) => left - right),
      )
      told += 1
    }
  }
  // Of the six files two are small enough for vault.db.
  assert.equal(told, 4)
})

/** A vault on a disk of some megabytes, or null when none can be mounted. */
const vaultOnSmallDisk = async (t: TestContext, megabytes: number): Promise<Vault | null> => {
  const disk = mkdtempSync(join(tmpdir(), 'homeward-disk-'))
  t.after(() => {
    spawnSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
  })
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]).status !== 0) {
    return null
  }
  const dir = join(disk, 'vault')
  await makeVault(dir)
  return unlock(t, dir)
}

test('V9 a full disk refuses the commit, keeps the log as it was, and the same handle goes on once there is space', async (t) => {
  const vault = await vaultOnSmallDisk(t, 3)
  if (vault === null) {
    t.skip(NO_MOUNT)
    return
  }
  const draft = { compartment: 'registry' as const, changes: [{ type: 'test.note', text: 'word '.repeat(8000) }] }
  const filler = join(vault.dir, '..', 'filler')
  writeFileSync(filler, new Uint8Array(1_000_000))
  let commits = 0
  await assert.rejects(async () => {
    for (;;) {
      await vault.append([draft])
      commits += 1
    }
  }, withCode('DISK_FULL'))
  assert.ok(commits > 5)
  assert.equal((await listOf(vault.entries('registry'))).length, commits)
  assert.equal(vault.checkpoint().split('\n')[1], String(7 + commits))
  await assert.rejects(vault.append([draft]), withCode('DISK_FULL'))
  rmSync(filler)
  await vault.append([draft])
  assert.equal((await listOf(vault.entries('registry'))).length, commits + 1)
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
})

test('B10 a full disk stops sealing with DISK_FULL; what was told is kept, and the next run uses it', async (t) => {
  // Room for four megabytes at first. The second run needs six, and what the write-ahead log takes, which depends on timing.
  const vault = await vaultOnSmallDisk(t, 16)
  if (vault === null) {
    t.skip(NO_MOUNT)
    return
  }
  const source = testDir(t)
  const files = Array.from({ length: 30 }, (_, place) => ({ path: join(source, `file-${place}`) }))
  for (const [place, { path }] of files.entries()) {
    writeFileSync(path, patternBytes(300_000, place + 1))
  }
  const filler = join(vault.dir, '..', 'filler')
  writeFileSync(filler, new Uint8Array(12_000_000))
  const told: string[] = []
  const run = vault.sealFiles('evidence', files.slice(0, 20), {
    onSealed: (_, outcome) => {
      told.push('blob' in outcome ? outcome.blob : '')
    },
  })
  await assert.rejects(run, withCode('DISK_FULL'))
  assert.ok(told.length > 0 && told.length < 20, String(told.length))
  assert.deepEqual(new Set([...vault.blobs()].map(({ blob }) => blob)), new Set(told), 'what was not told is not there')
  assert.equal(readdirSync(join(vault.dir, 'blobs', 'tmp')).filter((name) => name !== 'sealing').length, 0)
  rmSync(filler)
  const outcomes = await vault.sealFiles('evidence', files.slice(0, 20))
  assert.equal(outcomes.filter((outcome) => 'duplicate' in outcome && outcome.duplicate).length, told.length)
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
})

test('B13 memory stays the same however large the file: sealing 400 MB grows it by less than 150 MB', async (t) => {
  const vault = await unlock(t, copyBase(t))
  const path = join(testDir(t), 'large')
  writeFileSync(path, '')
  truncateSync(path, 400_000_000)
  const before = process.memoryUsage().rss
  let most = 0
  const [outcome] = await vault.sealFiles('evidence', [{ path }], {
    onProgress: () => {
      most = Math.max(most, process.memoryUsage().rss)
    },
  })
  assert.ok(outcome !== undefined && 'size' in outcome && outcome.size === 400_000_000)
  assert.ok(most - before < 150_000_000, `${Math.round((most - before) / 1e6)} MB`)
})
