import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'

import { destroyKeys } from './destroy-keys.ts'
import type { Duress } from './duress-slot.ts'
import { identityFromSeed } from './identity.ts'
import { readKeyFiles } from './key-file.ts'
import { passphraseWrong } from './try-passphrase.ts'
import type { Opened } from './try-passphrase.ts'
import { VaultError } from './vault-error.ts'
import type { VaultFile } from './vault-file.ts'

/** The way from the folder of one vault to another's, both without links, with slashes on every system. */
export const wayTo = (dir: string, second: string): string =>
  relative(realpathSync(dir), realpathSync(second)).replaceAll(sep, '/')

/** Whether a way stays in the folder that it begins in. */
export const staysInside = (way: string): boolean =>
  way === '' || (way !== '..' && !way.startsWith('../') && !isAbsolute(way))

/** The folder of the second vault. */
export const secondDir = (dir: string, { opens }: Pick<Duress, 'opens'>): string => resolve(realpathSync(dir), opens)

/**
 * The member of the second vault by the seed that the slot holds. The identity is the caller's to wipe.
 * @throws VaultError NOT_A_MEMBER when their key file is not there any more; as `readKeyFiles` does
 */
export const openSecond = (dir: string, vault: VaultFile, { memberHex, seed }: Duress): Opened => {
  const file = readKeyFiles(dir, vault).find((one) => one.memberHex === memberHex)
  if (file === undefined) {
    throw new VaultError('NOT_A_MEMBER', 'You are no longer a member of this vault. Ask a coordinator.')
  }
  return { file, identity: identityFromSeed(Uint8Array.from(seed)) }
}

const isInUse = (error: unknown): boolean => error instanceof VaultError && error.code === 'VAULT_IN_USE'

/**
 * Does what a passphrase asks for that opened duress slots of a vault which nobody else has open: destroys what else opens it,
 * if a slot says so, and lets `enter` open the second vault. With several slots the first whose second vault opens counts.
 * The seeds are zeroed afterwards.
 * @param enter calls `entered` when it opened; what goes wrong from then on is told as it is.
 * @throws VaultError PASSPHRASE_WRONG whatever keeps the second vault from opening, so that nothing tells that there is to be
 *   one; VAULT_IN_USE as for any vault
 */
export const followDuress = async <Result, Slot extends Duress>(
  { dir }: { dir: string },
  vault: VaultFile,
  duress: readonly Slot[],
  enter: (second: string, slot: Slot, entered: () => void) => Promise<Result>,
): Promise<Result> => {
  try {
    if (duress.some(({ destroys }) => destroys)) {
      destroyKeys(dir, vault)
    }
    for (const slot of duress) {
      let isEntered = false
      try {
        return await enter(secondDir(dir, slot), slot, () => {
          isEntered = true
        })
      } catch (error) {
        if (isEntered || isInUse(error)) {
          throw error
        }
      }
    }
    throw passphraseWrong()
  } finally {
    for (const { seed } of duress) {
      seed.fill(0)
    }
  }
}
