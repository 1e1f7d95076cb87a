import { openRecords, underived, type Records } from '@homeward/records'
import { openVault, VaultError, type Vault } from '@homeward/vault'
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

/** As `withVault`, with the records of the vault: see `withRecordsOf`. */
export function withRecords<T>(context: Context, work: (records: Records) => Promise<T> | T): Promise<T> {
  return withVault(context, (vault) => withRecordsOf(vault, context, work))
}

/** The records of an open vault, caught up with its log, and what an interrupted import left unread derived (rule X9). */
export async function withRecordsOf<T>(
  vault: Vault,
  context: Context,
  work: (records: Records) => Promise<T> | T,
): Promise<T> {
  // The index of a closed compartment is empty, and “nobody is registered” would be a false answer.
  const closed = (['registry', 'evidence'] as const).find((name) => !vault.compartments.includes(name))
  if (closed !== undefined)
    throw new VaultError(
      'COMPARTMENT_CLOSED',
      `This command needs the compartment “${closed}”, which is closed to you. Ask a coordinator, or work in the browser: homeward serve.`,
    )
  const records = await openRecords(vault)
  if (underived(records).length > 0) {
    context.note('Reading what was sealed but not read yet …')
    // Loaded only when it is needed: most commands read the index alone.
    const { deriveMissing } = await import('@homeward/intake')
    await deriveMissing(records, runOptions(context))
  }
  return work(records)
}
