import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { placeFile } from './backup-copy.ts'
import { openVault } from './open-vault.ts'
import { CHILD, assertRestores, assertSum, fill, restore } from './test-backup.ts'
import { PASSPHRASE, allFiles, freshVault, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'
import { VaultError } from './vault-error.ts'

test('BK3 stopped at any moment, the backup before still restores, and the next run goes on', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  await fill(vault, 2)
  await fill(vault, 3)
  for (let stop = 1; ; stop += 1) {
    const abort = new AbortController()
    const copy = join(testDir(t), 'copy')
    cpSync(dest, copy, { recursive: true, preserveTimestamps: true })
    let calls = 0
    const run = vault.backup({
      dest: copy,
      signal: abort.signal,
      onProgress: () => {
        calls += 1
        if (calls === stop) {
          abort.abort()
        }
      },
    })
    const outcome = await run.then(
      () => 'done',
      (error: unknown) => (error instanceof VaultError ? error.code : String(error)),
    )
    if (outcome === 'done') {
      assert.ok(stop > 8, `${stop} moments`)
      return
    }
    assert.equal(outcome, 'CANCELLED')
    if (stop % 3 === 1) {
      await assertRestores(t, copy, 8, 3)
      const left = allFiles(join(copy, 'blobs')).length
      const next = await vault.backup({ dest: copy })
      assertSum(next)
      assert.equal(next.blobs.there + next.blobs.written, 9)
      assert.ok(next.bytes < 900_000 && left >= 2)
      const { total } = next.entries
      await assertRestores(t, copy, total, 9)
    }
  }
})

test('BK3 stopped in the middle of one large file, nothing of it stays', async (t) => {
  const vault = await freshVault(t)
  await vault.sealBytes('evidence', patternBytes(60_000_000))
  const dest = join(testDir(t), 'backup')
  const abort = new AbortController()
  const onProgress = ({ stage, done }: { stage: string; done: number }): void => {
    if (stage === 'files' && done > 0) {
      abort.abort()
    }
  }
  await assert.rejects(vault.backup({ dest, onProgress, signal: abort.signal }), withCode('CANCELLED'))
  assert.deepEqual([allFiles(join(dest, 'blobs')), allFiles(join(dest, 'tmp'))], [[], []])
  assert.equal((await vault.backup({ dest })).blobs.written, 1)
})

test('BK3 a backup that was never finished is not restored', async (t) => {
  const vault = await freshVault(t)
  await fill(vault)
  const dest = join(testDir(t), 'backup')
  const signal = AbortSignal.abort()
  await assert.rejects(vault.backup({ dest, signal }), withCode('CANCELLED'))
  await assert.rejects(restore(t, dest), withCode('BACKUP_NOT_FOUND'))
  await assert.rejects(restore(t, join(dest, 'nowhere')), withCode('BACKUP_NOT_FOUND'))
  await vault.backup({ dest })
  await assertRestores(t, dest, 8, 3)
})

test('BK3 killed, or with a failing disk, at writes, renames and syncs: nothing that counted is lost', async (t) => {
  if (spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=none', 'true']).status !== 0) {
    t.skip('strace is not installed or not allowed here (Debian: apt install strace): no faults were injected.')
    return
  }
  const dir = join(testDir(t), 'vault')
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  await fill(vault)
  const dest = join(testDir(t), 'backup')
  await vault.backup({ dest })
  await fill(vault, 2)
  vault.close()
  const faults = [
    ['pwrite64', 'signal=KILL', 3],
    ['write', 'signal=KILL', 6],
    ['write', 'error=ENOSPC', 6],
    ['fsync', 'signal=KILL', 9],
    ['fsync', 'error=EIO', 4],
    ['rename', 'signal=KILL', 1],
    ['rename', 'signal=KILL', 3],
    ['rename', 'error=EIO', 2],
  ] as const
  let disturbed = 0
  for (const [call, what, at] of faults) {
    const name = `${what} at ${call} ${at}`
    const [copyOfVault, copy] = [join(testDir(t), 'vault'), join(testDir(t), 'backup')]
    cpSync(dir, copyOfVault, { recursive: true })
    cpSync(dest, copy, { recursive: true })
    const { stdout } = spawnSync(
      'strace',
      ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', `inject=${call}:${what}:when=${at}`].concat([
        process.execPath,
        CHILD,
        'backup',
        copyOfVault,
        copy,
      ]),
      { timeout: 60_000 },
    )
    const isDone = stdout.toString().split('\n').includes('backup done')
    disturbed += isDone ? 0 : 1
    const restored = await restore(t, copy)
    assert.deepEqual(restored.faults, [], name)
    assert.ok([3, 6].includes(restored.blobs.stored), name)
    assert.ok(!isDone || restored.blobs.stored === 6, name)
    const again = await openVault({ dir: copyOfVault, passphrase: PASSPHRASE })
    try {
      assert.equal((await again.backup({ dest: copy })).blobs.refused.length, 0, name)
    } finally {
      again.close()
    }
    assert.equal((await restore(t, copy)).blobs.stored, 6, name)
  }
  assert.ok(disturbed > faults.length / 2, `only ${disturbed} of ${faults.length} faults met anything`)
})

async function* tooLarge(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(patternBytes(1000))
  throw Object.assign(new Error('EFBIG: file too large, write'), { code: 'EFBIG' })
}

test('BK6 a file that is too large for the disk is told in words, and nothing half-written stays', async (t) => {
  const root = testDir(t)
  mkdirSync(join(root, 'tmp'))
  await assert.rejects(placeFile(root, 'blobs/ab/x.age', tooLarge()), withCode('BACKUP_REFUSED'))
  assert.deepEqual(readdirSync(root, { recursive: true }), ['tmp'])
})

test('BK15 a full destination says so, the backup before still restores, and with space the next run goes on', async (t) => {
  const disk = mkdtempSync(join(tmpdir(), 'homeward-disk-'))
  t.after(() => {
    spawnSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
  })
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status !== 0) {
    t.skip('A small disk cannot be mounted here (that needs root): a full disk was not tried for real.')
    return
  }
  const vault = await freshVault(t)
  await fill(vault)
  const dest = join(disk, 'homeward')
  await vault.backup({ dest })
  await vault.sealBytes('evidence', patternBytes(3_000_000))
  await assert.rejects(vault.backup({ dest }), withCode('DISK_FULL'))
  await assertRestores(t, dest, 8, 3)
  await assert.rejects(vault.backupArchive({ file: join(disk, 'archive.age') }), withCode('DISK_FULL'))
  assert.deepEqual(readdirSync(disk), ['homeward'])
  spawnSync('mount', ['-o', 'remount,size=8m', disk])
  assert.equal((await vault.backup({ dest })).blobs.in, 4)
  mkdirSync(join(disk, 'keep'))
  await assertRestores(t, dest, 9, 4)
})

test('BK3 bytes that the disk took and did not keep are noticed, and the file is not in the backup', async (t) => {
  if (spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=none', 'true']).status !== 0) {
    t.skip('strace is not installed or not allowed here (Debian: apt install strace): no faults were injected.')
    return
  }
  const dir = join(testDir(t), 'vault')
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  const { blob } = await vault.sealBytes('evidence', patternBytes(3_000_000))
  vault.close()
  const dest = join(testDir(t), 'backup')
  const part = join(dest, 'tmp', `blobs-${blob.slice(0, 2)}-${blob}.age.part`)
  // The call says that it wrote some bytes, and did nothing: the first of each thread.
  const lie = 'inject=pwrite64:retval=1000:when=1'
  const { stdout } = spawnSync(
    'strace',
    ['-f', '-qq', '-o', '/dev/null', '-P', part, '-e', lie, process.execPath, CHILD, 'backup', dir, dest],
    { timeout: 60_000 },
  )
  assert.deepEqual(stdout.toString().trim().split('\n'), ['open', 'error IO_ERROR'])
  assert.deepEqual([allFiles(join(dest, 'blobs')), allFiles(join(dest, 'tmp'))], [[], []])
})
