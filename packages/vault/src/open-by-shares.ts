import { equalBytes } from '@homeward/format'
import { readKeyFiles, unwrapByRecoveryKey } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import { joinRecoveryKey } from './recovery-share.ts'
import { VaultError } from './vault-error.ts'
import type { VaultFile } from './vault-file.ts'

/**
 * The key file and seed that recovery shares open. The seed is the caller's to wipe.
 * @throws VaultError RECOVERY_SHARE_INVALID, RECOVERY_FAILED, VAULT_DAMAGED, IO_ERROR
 */
export const openByShares = async (
  dir: string,
  vault: VaultFile,
  shares: readonly string[],
): Promise<{ file: KeyFile; seed: Uint8Array }> => {
  const { recoveryKey, setBytes } = await joinRecoveryKey(shares)
  try {
    const file = readKeyFiles(dir, vault).find(({ recovery }) => equalBytes(recovery.setBytes, setBytes))
    if (file === undefined) {
      throw new VaultError('RECOVERY_SHARE_INVALID', 'These recovery shares belong to another vault or another member.')
    }
    const seed = unwrapByRecoveryKey(file, recoveryKey)
    if (seed === null) {
      throw new VaultError(
        'RECOVERY_FAILED',
        'These recovery shares do not open the key file. Try the third share, or put back a copy of the folder keys.',
      )
    }
    return { file, seed }
  } finally {
    recoveryKey.fill(0)
  }
}
