import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { DIR_MODE, FILE_MODE } from './durable-file.ts'
import { soundCheck } from './examine-report.ts'
import type { Check } from './examine-report.ts'
import { DEFAULT_KDF, isKdfAtLeast } from './kdf.ts'
import type { KdfParams } from './kdf.ts'
import { readKeyFiles } from './key-file.ts'
import type { VaultFile } from './vault-file.ts'

/** The folder of a vault and everything below it. */
const everything = (dir: string): { path: string; mode: number; isFolder: boolean }[] =>
  [dir, ...readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => join(dir, name))].map((path) => {
    const stats = statSync(path)
    return { path, mode: stats.mode, isFolder: stats.isDirectory() }
  })

/** Whether other accounts of this computer may read or write in the vault. With `mend` they may not afterwards. */
export const checkPermissions = (dir: string, mend: boolean): Check => {
  if (process.platform === 'win32') {
    return soundCheck('permissions', 'Not looked at: Windows keeps permissions in another way.')
  }
  const open = everything(dir).filter(({ mode }) => (mode & 0o077) !== 0)
  if (open.length === 0) {
    return soundCheck('permissions', 'Files and folders are readable by this account only.')
  }
  const found = `${open.length} files or folders can be read or written by other accounts of this computer`
  if (!mend) {
    return { check: 'permissions', state: 'fault', found: `${found}.`, todo: 'Run this again with --mend.' }
  }
  for (const { path, isFolder } of open) {
    chmodSync(path, isFolder ? DIR_MODE : FILE_MODE)
  }
  return { check: 'permissions', state: 'mended', found: `${found}; they were closed to them.` }
}

/** Files that a crash left: parts of sealed files, and replaced files that never got their name. */
export const countLeftovers = (dir: string): number => {
  const folder = join(dir, 'blobs', 'tmp')
  const tmp = existsSync(folder) ? readdirSync(folder).length : 0
  const unfinished = ['', 'keys'].flatMap((name) =>
    readdirSync(join(dir, name)).filter((file) => file.endsWith('.new')),
  )
  return tmp + unfinished.length
}

const costs = ({ memoryKiB, passes, lanes }: KdfParams): string =>
  `${Math.round(memoryKiB / 1024)} MiB, ${passes} passes, ${lanes} lanes`

/** What it costs to guess a passphrase, for each key file. */
export const checkKdf = (dir: string, file: VaultFile): Check => {
  const wraps = readKeyFiles(dir, file).flatMap(({ passphrase, duress }) => [
    passphrase.kdf,
    duress?.kdf ?? passphrase.kdf,
  ])
  const found = `Guessing a passphrase costs Argon2id with ${[...new Set(wraps.map(costs))].join(' and ')}.`
  if (file.kdfBelowFloor) {
    return {
      check: 'passphrase-costs',
      state: 'warning',
      found: `${found} This vault was made for tests: its passphrase is cheap to guess.`,
      todo: 'Keep nothing real in it.',
    }
  }
  return wraps.every((kdf) => isKdfAtLeast(kdf, DEFAULT_KDF))
    ? soundCheck('passphrase-costs', found)
    : { check: 'passphrase-costs', state: 'warning', found, todo: 'Set a new passphrase: it gets the costs of today.' }
}
