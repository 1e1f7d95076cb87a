/** What the tests of members share: somebody who joins, is admitted, writes and reads. */
import type { TestContext } from 'node:test'

import { joinVault } from './joining.ts'
import { openVault } from './open-vault.ts'
import { PASSPHRASE, TEST_KDF, during, listOf } from './test-vault.ts'
import type { CompartmentName } from './compartment.ts'
import type { Role } from '@homeward/format'
import type { Vault } from './vault.ts'

/** The passphrase of the second member. */
export const SECOND = 'two grey herons'
/** The passphrase of a third one. */
export const THIRD = 'three round stones'
/** All that can be granted. */
export const EVERYTHING: CompartmentName[] = ['registry', 'evidence', 'testimony', 'assistance', 'roster']

/** Opens a vault until the test is over. */
export const opened = async (t: TestContext, dir: string, passphrase = PASSPHRASE): Promise<Vault> => {
  const vault = await openVault({ dir, passphrase })
  t.after(() => {
    vault.close()
  })
  return vault
}

/** Makes the keys of somebody who joins, cheaply. */
export const joined = (dir: string, passphrase: string): ReturnType<typeof joinVault> =>
  joinVault({ dir, passphrase, kdf: TEST_KDF })

/** Admits somebody as this role, and gives their id. */
export const withMember = async (
  dir: string,
  {
    role,
    grants,
    passphrase = SECOND,
    by = PASSPHRASE,
  }: { role: Role; grants: CompartmentName[]; passphrase?: string; by?: string },
): Promise<string> => {
  const { code, member } = await joined(dir, passphrase)
  await during(dir, by, (vault) => vault.admit(code, { name: `Member ${role}`, role, grants }))
  return member
}

/** The notes of a compartment, and whether they are the own ones. */
export const texts = async (vault: Vault, compartment: CompartmentName): Promise<string[]> =>
  (await listOf(vault.entries(compartment))).flatMap(({ changes, member }) =>
    changes
      .filter(({ type }) => type === 'test.note')
      .map(({ text }) => `${member === vault.member.id ? 'own' : 'other'}: ${JSON.stringify(text)}`),
  )

/** Writes a note. */
export const say = (vault: Vault, compartment: CompartmentName, text: string): Promise<unknown> =>
  vault.append([{ compartment, changes: [{ type: 'test.note', text }] }])
