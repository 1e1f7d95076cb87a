import { randomBytes } from '@homeward/format'
import { emptyDuressSlot } from './duress-slot.ts'
import { readKeyFiles, writeKeyFile } from './key-file.ts'
import type { VaultFile } from './vault-file.ts'

/**
 * Gives a member's key file of an earlier version the slot that all of this version have (rule DU1). Does nothing when it has
 * one, or when it cannot be written: the vault opens all the same.
 */
export const giveDuressSlot = (dir: string, vault: VaultFile, memberHex: string): void => {
  try {
    const file = readKeyFiles(dir, vault).find((one) => one.memberHex === memberHex)
    if (file?.duress === null) {
      writeKeyFile(dir, { ...file, duress: emptyDuressSlot(file.passphrase.kdf, randomBytes) })
    }
  } catch {
    // On a full disk or one that is read only it is done another time.
  }
}
