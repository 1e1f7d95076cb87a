import { resolve } from 'node:path'

import { wipeIdentity } from './identity.ts'
import { whileLocked } from './locked-vault.ts'
import { followDuress, openSecond } from './second-vault.ts'
import { openByPassphrase } from './try-passphrase.ts'
import type { Opened, OpenedDuress } from './try-passphrase.ts'
import type { VaultFile } from './vault-file.ts'

/** A member's keys in a vault that nobody has open meanwhile. */
export interface OwnKeys extends Opened {
  dir: string
  vault: VaultFile
  /** When this is a second vault: the slot that led here, and the vault that it is in. */
  by: { dir: string; vault: VaultFile; slot: OpenedDuress } | null
}

/**
 * Runs `work` with the keys that a passphrase opens, of this vault or of the second one, while nobody else can open it. They
 * are wiped afterwards. Without `mayDestroy` nothing is destroyed, whatever a duress slot says.
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY, KDF_TOO_WEAK, VAULT_IN_USE, VAULT_NOT_FOUND, VAULT_DAMAGED
 */
export const withOwnKeys = <Result>(
  folder: string,
  passphrase: string,
  work: (keys: OwnKeys) => Promise<Result>,
  { mayDestroy = true }: { mayDestroy?: boolean } = {},
): Promise<Result> => {
  const dir = resolve(folder)
  const wiped = async (keys: OwnKeys): Promise<Result> => {
    try {
      return await work(keys)
    } finally {
      wipeIdentity(keys.identity)
    }
  }
  return whileLocked(dir, async (vault) => {
    const opened = await openByPassphrase(dir, vault, passphrase)
    if (!('duress' in opened)) {
      return wiped({ dir, vault, ...opened, by: null })
    }
    const slots = mayDestroy ? opened.duress : opened.duress.map((slot) => ({ ...slot, destroys: false }))
    return followDuress({ dir }, vault, slots, (second, slot, entered) =>
      whileLocked(second, (secondVault) => {
        const keys = { dir: second, vault: secondVault, ...openSecond(second, secondVault, slot) }
        entered()
        return wiped({ ...keys, by: { dir, vault, slot } })
      }),
    )
  })
}
