/** Two vaults side by side for the tests of a duress passphrase (rules DU…). */
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { createVault } from './create-vault.ts'
import { setDuress } from './duress.ts'
import { createInstallation } from './installation.ts'
import { joinVault } from './joining.ts'
import { openVault } from './open-vault.ts'
import { recoverVault } from './recover-vault.ts'
import { PASSPHRASE, TEST_KDF, during, listOf, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'
import { VaultError } from './vault-error.ts'
import type { Vault } from './vault.ts'

/** The passphrase that is said under duress, and the one of another member of the first vault. */
export const UNDER_DURESS = 'nine paper boats'
export const OTHER_MEMBER = 'two grey herons'
/** What the PRF of the first member's passkey gives. */
export const PRF = patternBytes(32, 5)

/** Where the two vaults are. */
export interface TwoVaults {
  root: string
  first: string
  second: string
  /** Recovery shares of the first member of the first vault. */
  recovery: string[]
}

/** A vault with two members and a passkey, and beside it a second vault, whose passphrase is `UNDER_DURESS`. */
export const twoVaults = async (t: TestContext): Promise<TwoVaults> => {
  const root = realpathSync(testDir(t))
  const [first, second] = [join(root, 'first'), join(root, 'second')]
  mkdirSync(first)
  const { recovery } = await makeVault(first)
  const { code } = await joinVault({ dir: first, passphrase: OTHER_MEMBER, kdf: TEST_KDF })
  await during(first, PASSPHRASE, async (vault) => {
    vault.admit(code, { name: 'Second member', role: 'contributor', grants: ['registry'] })
    await vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'in the first vault' }] }])
    await vault.addPasskey({ passphrase: PASSPHRASE, prfBytes: PRF, name: 'key', mark: 'AAAA-AAAA', credential: 'Y3I' })
  })
  await during(first, OTHER_MEMBER, () => null)
  await createVault({
    dir: second,
    name: 'Allotments',
    memberName: 'Gardener',
    passphrase: UNDER_DURESS,
    kdf: TEST_KDF,
  })
  await during(second, UNDER_DURESS, (vault) =>
    vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'in the second vault' }] }]),
  )
  return { root, first, second, recovery }
}

/** `twoVaults` with the duress passphrase set. */
export const withDuress = async (t: TestContext, destroys: boolean): Promise<TwoVaults> => {
  const vaults = await twoVaults(t)
  const { first, second } = vaults
  await setDuress({ dir: first, passphrase: PASSPHRASE, duressPassphrase: UNDER_DURESS, opens: second, destroys })
  return vaults
}

/** A copy of both vaults, moved together. */
export const copyOf = (t: TestContext, { root, recovery }: TwoVaults): TwoVaults => {
  const copy = realpathSync(testDir(t))
  cpSync(root, copy, { recursive: true, preserveTimestamps: true })
  return { root: copy, first: join(copy, 'first'), second: join(copy, 'second'), recovery }
}

interface SlotJson {
  kdf: Record<string, unknown>
  salt: string
  sealed: string
}
/** A key file, as far as these tests look into it. */
export interface KeyJson {
  member: string
  vault: string
  duress: SlotJson
}

/** The key files of a vault. */
export const keyPaths = (dir: string): string[] =>
  readdirSync(join(dir, 'keys'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(dir, 'keys', name))

/** What a key file says. */
export const keyJson = (path: string): KeyJson => JSON.parse(readFileSync(path, 'utf8')) as KeyJson

/** The name of the vault that a passphrase opens. */
export const nameOf = (dir: string, passphrase: string): Promise<string> => during(dir, passphrase, ({ name }) => name)

/** The notes in the registry of an open vault. */
export const notesOf = async (vault: Vault): Promise<unknown[]> =>
  (await listOf(vault.entries('registry'))).map(({ changes }) => changes[0]?.['text'])

/** Sets the duress passphrase of the first member. */
export const setFirst = (
  first: string,
  opens: string,
  destroys = false,
  duressPassphrase = UNDER_DURESS,
): Promise<void> => setDuress({ dir: first, passphrase: PASSPHRASE, duressPassphrase, opens, destroys })

/** Everything about a JSON text but what its base64 and hexadecimal texts say. */
export const shapeOf = (path: string): string =>
  readFileSync(path, 'utf8').replaceAll(/:"[\w+/=-]{8,}"/gu, ({ length }) => `:${length - 3}`)

/** What a call refuses with, whole. */
export const refusalOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof VaultError)
    return { code: error.code, message: error.message, cause: error.cause }
  }
  return assert.fail('it did not refuse')
}

/** Nothing but the duress passphrase opens the first vault any more. */
export const assertDestroyed = async ({ first, recovery }: { first: string; recovery: string[] }): Promise<void> => {
  for (const passphrase of [PASSPHRASE, OTHER_MEMBER]) {
    await assert.rejects(openVault({ dir: first, passphrase }), withCode('PASSPHRASE_WRONG'))
  }
  await assert.rejects(createInstallation({ dir: first }).unlock({ prfBytes: PRF }), withCode('PASSKEY_UNKNOWN'))
  for (const shares of [recovery.slice(0, 2), recovery.slice(1), [recovery[0] ?? '', recovery[2] ?? '']]) {
    const recovering = recoverVault({ dir: first, shares, newPassphrase: 'after', kdf: TEST_KDF })
    await assert.rejects(recovering, withCode('RECOVERY_SHARE_INVALID'))
  }
  assert.equal(await nameOf(first, UNDER_DURESS), 'Allotments')
}
