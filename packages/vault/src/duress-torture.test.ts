import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

import { openVault } from './open-vault.ts'
import { recoverVault } from './recover-vault.ts'
import { OTHER_MEMBER, UNDER_DURESS, copyOf, withDuress } from './test-duress.ts'
import type { TwoVaults } from './test-duress.ts'
import { PASSPHRASE, TEST_KDF, during, withCode } from './test-vault.ts'
import { VaultError } from './vault-error.ts'

const CHILD = fileURLToPath(new URL('torture-child.js', import.meta.url))
const NO_STRACE = 'strace is not installed or not allowed here (Debian: apt install strace): no faults were injected.'

const keyNames = (dir: string): string[] => readdirSync(join(dir, 'keys')).toSorted()
const sizes = (dir: string): number[] => keyNames(dir).map((name) => readFileSync(join(dir, 'keys', name)).length)

const doesOpen = async (dir: string, passphrase: string): Promise<boolean> => {
  try {
    return await during(dir, passphrase, ({ name }) => name === 'Lantern group')
  } catch (error) {
    // A device key is only needed by who can open a key file, and those come first.
    assert.ok(error instanceof VaultError && ['PASSPHRASE_WRONG', 'VAULT_DAMAGED'].includes(error.code), String(error))
    return false
  }
}

/** A repeated use finishes what was begun: nothing but the duress passphrase opens the first vault. */
const assertFinished = async ({ first, recovery }: TwoVaults, name: string): Promise<void> => {
  assert.equal(await during(first, UNDER_DURESS, (vault) => vault.name), 'Allotments', name)
  for (const passphrase of [PASSPHRASE, OTHER_MEMBER]) {
    await assert.rejects(openVault({ dir: first, passphrase }), withCode('PASSPHRASE_WRONG'), name)
  }
  const shares = recovery.slice(1)
  const recovering = recoverVault({ dir: first, shares, newPassphrase: 'after', kdf: TEST_KDF })
  await assert.rejects(recovering, withCode('RECOVERY_SHARE_INVALID'), name)
}

interface Fault {
  call: string
  what: string
  /** Which call of a thread, or `1+` for all. */
  at: number | string
}

const faultsAt = (what: string, call: string, ...places: (number | string)[]): Fault[] =>
  places.map((at) => ({ what, call, at }))

const forceUnder = (dir: string, { call, what, at }: Fault): string[] => {
  const inject = `inject=${call}:${what}:when=${at}`
  const strace = ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', inject]
  const { stdout } = spawnSync('strace', [...strace, process.execPath, CHILD, 'duress', dir], { timeout: 60_000 })
  return stdout.toString().split('\n').filter(Boolean)
}

type Left = 'still' | 'between' | 'destroyed'

const torture = async (t: TestContext, faults: readonly Fault[], expected: readonly Left[]): Promise<void> => {
  if (spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=none', 'true']).status !== 0) {
    t.skip(NO_STRACE)
    return
  }
  const vaults = await withDuress(t, true)
  const seen = new Set<Left>()
  for (const fault of faults) {
    const name = `${fault.what} at ${fault.call} ${fault.at}`
    const copy = copyOf(t, vaults)
    const { first } = copy
    const lines = forceUnder(first, fault)
    assert.deepEqual(
      lines.filter(
        (line) => !/^(?:open|inside Allotments|closed|error (?:IO_ERROR|DISK_FULL|PASSPHRASE_WRONG))$/u.test(line),
      ),
      [],
      name,
    )
    const looks = [keyNames(first).filter((file) => !file.endsWith('.new')), sizes(first)]
    assert.deepEqual(looks, [keyNames(vaults.first), sizes(vaults.first)], name)
    const opening = [await doesOpen(first, PASSPHRASE), await doesOpen(first, OTHER_MEMBER)]
    const isOpening = opening.every(Boolean)
    seen.add(!opening.some(Boolean) ? 'destroyed' : isOpening ? 'still' : 'between')
    assert.ok(!lines.includes('open') || fault.what.startsWith('error') || !isOpening, `${name}: it went on too early`)
    await assertFinished(copy, name)
  }
  assert.deepEqual([...seen].toSorted(), [...expected].toSorted())
}

test('DU6 a process that is killed while it destroys leaves files that open or do not, and the next use finishes it', (t) =>
  torture(
    t,
    [...faultsAt('signal=KILL', 'pwrite64', 1, 2, 3, 4), ...faultsAt('signal=KILL', 'fsync', 1, 2, 3, 4)],
    ['still', 'between', 'destroyed'],
  ))

test('DU6 errors of the disk at single places, or at all of one kind, keep nothing back', (t) =>
  torture(
    t,
    [
      ...faultsAt('error=EIO', 'pwrite64', 1, 2, 4, '1+'),
      ...faultsAt('error=ENOSPC', 'fsync', 1, 2),
      ...faultsAt('error=EIO', 'fsync', '1+'),
    ],
    ['destroyed'],
  ))

test('DU6 a disk that refuses all of it is told to nobody; the second vault opens, and the next use makes up for it', (t) =>
  torture(t, faultsAt('error=EROFS', 'pwrite64,fsync', '1+'), ['still']))

test('DU6 a key file that was cut anywhere while it was overwritten is still a key file, and its duress slot still opens', async (t) => {
  const vaults = await withDuress(t, true)
  const { first } = copyOf(t, vaults)
  await during(first, UNDER_DURESS, () => null)
  for (const name of keyNames(first).filter((file) => file.endsWith('.json'))) {
    const [before, after] = [vaults.first, first].map((dir) => readFileSync(join(dir, 'keys', name)))
    assert.ok(before !== undefined && after !== undefined && before.length === after.length)
    for (let cut = 1; cut < before.length; cut += 97) {
      writeFileSync(join(first, 'keys', name), Buffer.concat([after.subarray(0, cut), before.subarray(cut)]))
      // The seeds differ, so which vault opens says which slot did.
      assert.equal(await during(first, UNDER_DURESS, (vault) => vault.name), 'Allotments')
    }
  }
})
