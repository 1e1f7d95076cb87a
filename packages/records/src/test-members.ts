import { joinVault, openVault, type CompartmentName, type Role } from '@homeward/vault'
import type { TestContext } from 'node:test'
import { openRecords, type Records } from './records.ts'
import { testRecords } from './test-records.ts'

const founderPassphrase = 'a test passphrase'

/** A vault with several members, of whom one at a time has it open: for tests alone. */
export interface TestMembers {
  ids: Record<string, string>
  /** Locks the vault and opens it as somebody else; `founder` is there from the beginning. */
  as: (name: string, now?: Date) => Promise<Records>
}

/** A vault with a founder and these members. `now` at every opening is the clock of that device. */
export async function testMembers(
  t: TestContext,
  others: Record<string, { role: Role; grants?: CompartmentName[] }>,
): Promise<TestMembers> {
  let open = await testRecords(t)
  const { dir } = open.vault
  const ids: Record<string, string> = { founder: open.vault.member.id }
  const everything: CompartmentName[] = ['registry', 'evidence']
  for (const [name, { role, grants = everything }] of Object.entries(others)) {
    open.vault.close()
    const joined = await joinVault({ dir, passphrase: passphraseOf(name), kdf: { memoryKiB: 8, passes: 1, lanes: 1 } })
    open = await openRecords(await openVault({ dir, passphrase: founderPassphrase }))
    ids[name] = open.vault.admit(joined.code, { name, role, grants }).id
  }
  t.after(() => {
    open.vault.close()
  })
  return {
    ids,
    async as(name, now) {
      open.vault.close()
      const passphrase = name === 'founder' ? founderPassphrase : passphraseOf(name)
      open = await openRecords(
        await openVault(now === undefined ? { dir, passphrase } : { dir, passphrase, now: () => now }),
      )
      return open
    },
  }
}

function passphraseOf(name: string): string {
  return `the test passphrase of ${name}`
}
