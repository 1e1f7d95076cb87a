import { openRecords, underived, type Records } from '@homeward/records'
import { openVault, type Vault } from '@homeward/vault'
import type { Context } from './context.ts'
import { runOptions } from './run-options.ts'
import { currentSource, readPassphrase } from './passphrase.ts'
import { vaultDir } from './vault-dir.ts'

/** Unlocks the vault, does the work and locks it again, whatever happens. @throws VaultError and what `work` throws */
export async function withVault<T>(context: Context, work: (vault: Vault) => Promise<T> | T): Promise<T> {
  const dir = vaultDir(context.options)
  const passphrase = await readPassphrase(currentSource(context.options))
  const vault = await openVault({ dir, passphrase })
  try {
    return await work(vault)
  } finally {
    vault.close()
  }
}

/** As `withVault`, with the records of the vault caught up with its log, and what an interrupted import left unread derived (rule X9). */
export function withRecords<T>(context: Context, work: (records: Records) => Promise<T> | T): Promise<T> {
  return withVault(context, async (vault) => {
    const records = await openRecords(vault)
    if (underived(records).length > 0) {
      context.note('Reading what was sealed but not read yet …')
      // Loaded only when it is needed: most commands read the index alone.
      const { deriveMissing } = await import('@homeward/intake')
      await deriveMissing(records, runOptions(context))
    }
    return work(records)
  })
}
