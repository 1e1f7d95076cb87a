import { openRecords, uncompared, underived, type Records } from '@homeward/records'
import { openVault, VaultError, type CompartmentName, type Vault } from '@homeward/vault'
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
export function withRecords<T>(
  context: Context,
  needs: readonly CompartmentName[],
  work: (records: Records) => Promise<T> | T,
): Promise<T> {
  return withVault(context, (vault) => withRecordsOf(vault, context, { needs, work }))
}

/** Those of the compartments with an index that are closed to this member. */
export function closedTo(vault: Vault): CompartmentName[] {
  return (['registry', 'evidence'] as const).filter((name) => !vault.compartments.includes(name))
}

/**
 * The records of an open vault, caught up with its log, and what an interrupted import left unread derived (rule X9). `needs`:
 * the compartments without which the answer would be a false one; of others that are closed it is said that nothing of them is
 * in the answer (rule X22).
 * @throws VaultError COMPARTMENT_CLOSED naming the part; and what `work` throws
 */
export async function withRecordsOf<T>(
  vault: Vault,
  context: Context,
  { needs, work }: { needs: readonly CompartmentName[]; work: (records: Records) => Promise<T> | T },
): Promise<T> {
  const closed = closedTo(vault)
  const missing = needs.find((name) => !vault.compartments.includes(name))
  if (missing !== undefined)
    throw new VaultError(
      'COMPARTMENT_CLOSED',
      `This command needs the compartment “${missing}”, which is closed to you. Ask a coordinator.`,
    )
  for (const name of closed)
    context.note(`The compartment “${name}” is closed to you: nothing of it is in this answer.`)
  const records = await openRecords(vault)
  if (underived(records).length > 0 || uncompared(records)) {
    context.note('Reading what was sealed but not read yet …')
    // Loaded only when it is needed: most commands read the index alone.
    const { deriveMissing } = await import('@homeward/intake')
    await deriveMissing(records, runOptions(context))
  }
  return work(records)
}
