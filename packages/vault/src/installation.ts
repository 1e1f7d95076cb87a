import { resolve } from 'node:path'

import { joinBeside, joinVault } from './joining.ts'
import type { JoinOptions, Joined } from './joining.ts'
import { readKeyFiles } from './key-file.ts'
import { enterVault } from './open-vault.ts'
import type { OpenIdentity, OpenOptions } from './open-vault.ts'
import { openByPasskey } from './passkeys.ts'
import { changePassphraseBeside } from './recover-vault.ts'
import type { PassphraseChange } from './recover-vault.ts'
import { openShared } from './shared-vault.ts'
import type { SharedVault } from './shared-vault.ts'
import { openByPassphrase } from './try-passphrase.ts'
import { createTurns } from './turns.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault-from-state.ts'
import type { Vault } from './vault.ts'

/** What somebody has who wants to open a vault. */
export type UnlockBy = { passphrase: string } | { prfBytes: Uint8Array }

/** A vault folder that several members open at the same time in this process (rule V30). */
export interface Installation {
  /**
   * Opens the vault for the member whose keys this passphrase or this passkey (by what its PRF gave) opens; each has a `Vault`
   * with keys of their own, and closes it alone. Who has it open gets the same `Vault` again. One try at a time.
   * @throws VaultError as `openVault` does; PASSKEY_UNKNOWN; REOPEN_NEEDED after an error of the disk, until everybody closed it
   */
  unlock: (by: UnlockBy) => Promise<Vault>
  /** Makes the keys of somebody who joins, whether others have the vault open here or not. @throws VaultError as `joinVault` does */
  join: (options: JoinOptions) => Promise<Joined>
  /** Replaces the passphrase of a member who has the vault open here. @throws VaultError as `changePassphraseBeside` does */
  changePassphrase: (change: PassphraseChange & { member: string }) => Promise<void>
}

const openBy = (by: UnlockBy, vault: VaultFile, dir: string): ReturnType<OpenIdentity> =>
  'prfBytes' in by
    ? Promise.resolve(openByPasskey(readKeyFiles(dir, vault), by.prfBytes))
    : openByPassphrase(dir, vault, by.passphrase)

/** The vault in `dir` for whoever unlocks it; nothing is opened before somebody does. */
export const createInstallation = (options: Omit<OpenOptions, 'passphrase'>): Installation => {
  const dir = resolve(options.dir)
  const inTurn = createTurns()
  const vaults = new WeakMap<VaultState, Vault>()
  let shared: SharedVault | null = null

  /** The folder of the vault that is open, and that in `options` when none is. */
  const openDir = (): string => (shared === null || shared.isClosed ? dir : shared.dir)
  const vaultOf = (state: VaultState): Vault => {
    const vault = vaults.get(state) ?? vaultFromState(state, options.after)
    vaults.set(state, vault)
    return vault
  }
  return {
    unlock: (by) =>
      inTurn(async () => {
        const file = readVaultFile(openDir())
        if (shared === null || shared.isClosed) {
          shared = openShared(dir)
        }
        const at = shared.dir
        const state = await enterVault(
          shared,
          { ...options, file },
          { rescue: false, unlock: (vault) => openBy(by, vault, at) },
        )
        // Until everybody has left the second vault, it is the one that is here (rule DU7).
        ;({ shared } = state)
        return vaultOf(state)
      }),
    join: (joining) =>
      inTurn(() =>
        shared === null || shared.isClosed ? joinVault({ dir, ...joining }) : joinBeside(shared.dir, joining),
      ),
    changePassphrase: (change) => inTurn(() => changePassphraseBeside({ dir: openDir(), first: dir }, change)),
  }
}
