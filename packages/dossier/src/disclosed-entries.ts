import {
  fromHex,
  openEntry,
  parseEntryHeader,
  readMemberChain,
  toHex,
  type ChainEntry,
  type DisclosedEntry,
} from '@homeward/format'
import type { Records } from '@homeward/records'
import { DossierError } from './errors.ts'

/**
 * The entries that a package discloses: those asked for, and those that show whose logs these are (rule P18). Throws
 * `DossierError` CHAIN_INCOMPLETE where the recipient could not follow that, or would learn a name; and `VaultError`
 * ENTRY_NOT_ACCEPTED for what somebody wrote after they were removed (rule P20).
 */
export function disclosedEntries({ vault }: Records, refs: readonly string[]): DisclosedEntry[] {
  const disclosed = vault.prove(refs)
  const opened = disclosed.map(openDisclosed)
  const { problems, logs } = readMemberChain(opened)
  const unknown = opened.filter(({ log }) => !logs.has(log)).map(({ ref }) => `${ref}: nobody's log`)
  const faults = [...problems.map(({ ref, what }) => `${ref ?? 'package'}: ${what}`), ...unknown]
  if (faults.length > 0)
    throw new DossierError(
      'CHAIN_INCOMPLETE',
      `The log does not show who was entitled to write what this package needs (${faults.join(' ')}). Run a check of the vault, and ask a founder to make the package.`,
    )
  if (opened.some(tellsName))
    throw new DossierError(
      'CHAIN_INCOMPLETE',
      'To show who wrote this, the package would have to tell the name of a member, so it was not made. Bring the files in again under the name of another member.',
    )
  return disclosed.map(({ logHex, index, entry, messageKeyHex, tlogProof }) => ({
    logHex,
    index,
    entry,
    messageKeyHex,
    tlogProof,
  }))
}

/**
 * Those of these entries that may be disclosed without a member's note on a decision. Once a note stood in the same entry
 * as its decision; such a decision is told and not proven (rule R40). Throws `VaultError` ENTRY_NOT_ACCEPTED.
 */
export function withoutNote({ vault }: Records, refs: readonly string[]): Set<string> {
  if (refs.length === 0) return new Set()
  const kept = new Set(refs)
  for (const { ref, changes } of vault.prove(refs).map(openDisclosed))
    if (changes.some((change) => change.type.startsWith('lead.') && 'note' in change)) kept.delete(ref)
  return kept
}

function openDisclosed({ logHex, index, entry, messageKeyHex }: DisclosedEntry): ChainEntry {
  const { seen, changes } = openEntry({ entry, messageKey: fromHex(messageKeyHex), logId: fromHex(logHex), index })
  const compartmentHex = toHex(parseEntryHeader(entry).header.compartmentId)
  return { ref: `${logHex}:${index}`, log: logHex, index, compartmentHex, seen, changes }
}

function tellsName({ changes }: ChainEntry): boolean {
  return changes.some(
    (change) => change.type === 'vault.named' || (change.type === 'member.changed' && 'name' in change),
  )
}
