import { joinVault, openVault, type CompartmentName, type Role } from '@homeward/vault'
import { passphrase, type ServedVault } from './served-vault.ts'

/** Lets one more member into the vault of a server where nobody has it open. Returns their id. */
export async function admit(
  { dir }: ServedVault,
  { phrase, name, role, grants }: { phrase: string; name: string; role: Role; grants: CompartmentName[] },
): Promise<string> {
  const { code } = await joinVault({ dir, passphrase: phrase, kdf: { memoryKiB: 64, passes: 1, lanes: 1 } })
  const vault = await openVault({ dir, passphrase })
  try {
    return vault.admit(code, { name, role, grants }).id
  } finally {
    vault.close()
  }
}
