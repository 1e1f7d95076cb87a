/** Vaults for the tests of this package: small costs for the passphrase, a folder that goes away. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { createVault } from './create-vault.ts'
import type { CreatedVault } from './create-vault.ts'
import type { KdfParams } from './kdf.ts'
import { openVault } from './open-vault.ts'
import { MIGRATIONS } from './vault-db.ts'
import { VaultError } from './vault-error.ts'
import type { VaultErrorCode } from './vault-error.ts'
import type { Vault } from './vault.ts'

/** The cheapest costs that Argon2 takes. */
export const TEST_KDF: KdfParams = { memoryKiB: 8, passes: 1, lanes: 1 }
/** The passphrase of every test vault. */
export const PASSPHRASE = 'seven quiet lanterns'

/** The migrations of this version and one that is invented: a table that is filled from others, and a column. */
export const NEXT_MIGRATIONS: readonly string[] = [
  ...MIGRATIONS,
  `CREATE TABLE invented (blob BLOB PRIMARY KEY NOT NULL REFERENCES blob (id), size INTEGER NOT NULL) STRICT;
   INSERT INTO invented SELECT id, size FROM blob;
   ALTER TABLE blob ADD COLUMN invented TEXT;`,
]

/** A new folder that is removed after the test. */
export const testDir = (test: TestContext): string => {
  const dir = mkdtempSync(join(tmpdir(), 'homeward-vault-'))
  test.after(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  return dir
}

/** A new vault in `dir`. */
export const makeVault = (dir: string): Promise<CreatedVault> =>
  createVault({ dir, name: 'Lantern group', memberName: 'First member', passphrase: PASSPHRASE, kdf: TEST_KDF })

/** Opens a test vault and closes it after the test. */
export const unlock = async (test: TestContext, dir: string): Promise<Vault> => {
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  test.after(() => {
    vault.close()
  })
  return vault
}

/** Opens a vault, does `work` and locks it. */
export const during = async <Result>(
  dir: string,
  passphrase: string,
  work: (vault: Vault) => Result,
): Promise<Awaited<Result>> => {
  const vault = await openVault({ dir, passphrase })
  try {
    return await work(vault)
  } finally {
    vault.close()
  }
}

/** A new vault in a new folder, open. */
export const freshVault = async (test: TestContext): Promise<Vault> => {
  const dir = testDir(test)
  await makeVault(dir)
  const vault = await unlock(test, dir)
  return vault
}

/** For `assert.throws` and `assert.rejects`: a VaultError with this code. */
export const withCode =
  (code: VaultErrorCode): ((error: unknown) => boolean) =>
  (error) =>
    error instanceof VaultError && error.code === code

/** `length` bytes that are the same for the same seed and repeat nowhere near. */
export const patternBytes = (length: number, seed = 1): Uint8Array => {
  const bytes = new Uint8Array(length)
  let state = seed * 2_654_435_761
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}

/** All items of an asynchronous source in a list. */
export const listOf = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const list: Item[] = []
  for await (const item of items) {
    list.push(item)
  }
  return list
}

/** All of an asynchronous source in one array. */
export const collect = async (source: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  for await (const part of source) {
    parts.push(Uint8Array.from(part))
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** Every file below `dir`, with its bytes. */
export const allFiles = (dir: string): { path: string; bytes: Buffer; mtimeMs: number; mode: number }[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => {
      const { mtimeMs, mode } = statSync(path)
      return { path, bytes: readFileSync(path), mtimeMs, mode }
    })
