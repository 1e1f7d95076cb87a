import type { OpenedEntry } from '@homeward/vault'
import type { ChangeOf } from './changes.ts'
import { fromColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import { newId } from './ids.ts'
import { catchUp, commit, type Records } from './records.ts'
import type { Origin } from './types.ts'

/** The organisation's own certificate authority as it is kept: two certificates, the key of the second, and what it may name. */
export type NewAuthority = Omit<ChangeOf<'authority.made'>, 'type' | 'authority'>
export type StoredAuthority = NewAuthority & Origin & { id: string }

/**
 * Keeps an authority for the phones of the organisation (rule R46) and destroys the keys of those that were there: what it was made
 * for serves under the new one alone. Returns its id. Throws `RecordsError` ROLE_FORBIDS unless a coordinator or founder asks, and
 * what `commit` and the vault's `erase` throw.
 */
export async function keepAuthority(records: Records, made: NewAuthority): Promise<string> {
  const { vault } = records
  if (vault.member.role !== 'coordinator' && vault.member.role !== 'founder')
    throw new RecordsError('ROLE_FORBIDS', 'Certificates for phones are made by coordinators. Ask one of them.')
  const before = storedAuthorities(records)
  const id = newId('authority')
  await commit(records, [
    { compartment: 'registry', subject: id, changes: [{ type: 'authority.made', authority: id, ...made }] },
  ])
  if (before.length > 0) {
    vault.erase({
      erasure: newId('erasure'),
      subjects: before.map((one) => ({ compartment: 'registry' as const, subject: one.id })),
      blobs: [],
      authority: 'group',
      act: null,
    })
    await catchUp(records)
  }
  return id
}

/** The authority that serves, null where none was made or the registry is closed: of several that were made apart, the last in fold order. */
export function currentAuthority(records: Records): StoredAuthority | null {
  return storedAuthorities(records).at(-1) ?? null
}

function storedAuthorities(records: Records): StoredAuthority[] {
  const rows = records.registry
    .prepare('SELECT id, made, entry, at, member FROM authority ORDER BY rowid')
    .all() as unknown as (Origin & { id: string; made: string })[]
  return rows.map(({ made, ...row }) => ({ ...fromColumn<NewAuthority>(made), ...row }))
}

/** An entry without keys in it: for whoever writes entries out in the clear. */
export function withoutSecrets<T extends Pick<OpenedEntry, 'changes'>>(entry: T): T {
  if (!entry.changes.some(({ type }) => type === 'authority.made')) return entry
  return {
    ...entry,
    changes: entry.changes.map((change) =>
      change.type === 'authority.made' ? { ...change, issuerKeyB64: 'left out' } : change,
    ),
  }
}
