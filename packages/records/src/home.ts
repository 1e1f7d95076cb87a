import type { Database, Vault } from '@homeward/vault'
import { isWaiting } from './challenge-rows.ts'
import { disagreeingCount } from './disagreements.ts'
import { isHead } from './joined.ts'
import { leadCounts } from './leads.ts'
import type { Records } from './records.ts'
import type { Home } from './types.ts'

/** What waits for a decision, and how much there is of everything. */
export function homeOf(records: Records): Home {
  const { vault, registry, evidence } = records
  return {
    vault: { id: vault.id, name: vault.name },
    member: { id: vault.member.id, name: vault.member.name },
    people: count(registry, `SELECT count(*) AS n FROM person WHERE ${isHead}`),
    sources: count(evidence, 'SELECT count(*) AS n FROM source'),
    items: count(evidence, 'SELECT count(*) AS n FROM item'),
    messages: count(evidence, 'SELECT coalesce(sum(messages), 0) AS n FROM chat'),
    leads: leadCounts(records),
    packages: count(evidence, 'SELECT count(*) AS n FROM package'),
    disagreeing: disagreeingCount(registry),
    overdue: count(registry, 'SELECT count(*) AS n FROM overdue'),
    challenges: count(
      registry,
      `SELECT count(*) AS n FROM challenge WHERE ${isWaiting} AND person IN (SELECT id FROM person)`,
    ),
    unreadablePhotos:
      count(evidence, "SELECT count(*) AS n FROM photo WHERE state = 'unreadable'") +
      count(registry, "SELECT count(*) AS n FROM person_photo_hash WHERE state = 'unreadable'"),
    logs: Object.keys(vault.position()).length,
    logSize: logSizeOf(vault),
    rehearsed: vault.rehearsed,
  }
}

/** How many entries are in all logs of the vault: it grows with everything that anybody writes. Throws what the vault throws. */
export function logSizeOf(vault: Pick<Vault, 'position'>): number {
  return Object.values(vault.position()).reduce((sum, size) => sum + size, 0)
}

function count(db: Database, sql: string): number {
  return (db.prepare(sql).get() as { n: number }).n
}
