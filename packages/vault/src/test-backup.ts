/** What the tests of backups share: a vault with something in it, and a restore that is looked at. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

import type { BackupReceipt } from './backup-report.ts'
import { verifyVault } from './open-vault.ts'
import { restoreVault } from './restore-vault.ts'
import type { RestoreReceipt } from './restore-vault.ts'
import { PASSPHRASE, patternBytes, testDir } from './test-vault.ts'
import type { Vault } from './vault.ts'

/** The program that is killed, or whose disk fails. */
export const CHILD = fileURLToPath(new URL('torture-child.js', import.meta.url))
/** A name that must stand nowhere in the clear. */
export const NAME = 'Rojîn of the lantern street'

/** One entry with a name, one blob in `vault.db`, two files. */
export const fill = async (vault: Vault, seed = 1): Promise<string[]> => {
  await vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: `${NAME} ${seed}` }] }])
  const sizes = [500, 40_000, 150_000]
  const blobs = await Promise.all(
    sizes.map((size) => vault.sealBytes('evidence', patternBytes(size, seed * 10 + (size % 7)))),
  )
  return blobs.map(({ blob }) => blob)
}

/** Every sealed file is counted once. */
export const assertSum = ({ blobs }: BackupReceipt): void => {
  assert.equal(blobs.in, blobs.there + blobs.written + blobs.repaired + blobs.refused.length)
}

/** Restores a backup, or an archive with its key, into a new folder. */
export const restore = (t: TestContext, src: string, identity?: string): Promise<RestoreReceipt & { dir: string }> => {
  const dir = join(testDir(t), 'restored')
  return restoreVault({ src, dir, passphrase: PASSPHRASE, ...(identity === undefined ? {} : { identity }) }).then(
    (receipt) => ({ ...receipt, dir }),
  )
}

/** A backup restores this many entries and sealed files, and no fault. */
export const assertRestores = async (t: TestContext, dest: string, entries: number, blobs: number): Promise<void> => {
  const receipt = await restore(t, dest)
  assert.deepEqual(
    [receipt.entries, receipt.blobs.stored, receipt.blobs.refused, receipt.faults],
    [entries, blobs, [], []],
  )
}

/** Rows of a restored vault, without its device key, as the check gives them. */
export const checked = (dir: string) => verifyVault({ dir, passphrase: PASSPHRASE, deep: true })
