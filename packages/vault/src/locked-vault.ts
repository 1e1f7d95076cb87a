import { DEFAULT_KDF, isKdfAtLeast, isUsableKdf } from './kdf.ts'
import type { KdfParams } from './kdf.ts'
import { openVaultDb } from './vault-db.ts'
import { VaultError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultFile } from './vault-file.ts'

/** Runs `work` while nobody else can open the vault. */
export const whileLocked = async <Result>(
  dir: string,
  work: (vault: VaultFile) => Promise<Result>,
): Promise<Result> => {
  const vault = readVaultFile(dir)
  const db = openVaultDb(dir)
  try {
    return await work(vault)
  } finally {
    db.close()
  }
}

/** Costs for a new wrap: what the caller asks for, never what a file on the disk suggests (rule K3). */
export const chooseKdf = (vault: VaultFile, asked: KdfParams | undefined): KdfParams => {
  const kdf = asked ?? DEFAULT_KDF
  if (!isUsableKdf(kdf) || !isKdfAtLeast(kdf, vault.kdf) || (!vault.kdfBelowFloor && !isKdfAtLeast(kdf))) {
    throw new VaultError('KDF_TOO_WEAK', 'These costs for the passphrase are below those that the vault asks for.')
  }
  return kdf
}
