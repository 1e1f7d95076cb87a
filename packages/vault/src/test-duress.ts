/** Two vaults side by side for the tests of a duress passphrase (rules DU…). */
import { cpSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { createVault } from './create-vault.ts'
import { setDuress } from './duress.ts'
import { joinVault } from './joining.ts'
import { PASSPHRASE, TEST_KDF, during, makeVault, patternBytes, testDir } from './test-vault.ts'

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
