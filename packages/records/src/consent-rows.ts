import type { Database } from '@homeward/vault'
import { fromColumn } from './column.ts'
import type { Capacity, Consent, ConsentScope, ConsentText, Purpose, Refusal } from './consent-types.ts'
import type { Origin } from './types.ts'

type Row = Record<string, string | number | null>

/** All consents about one person, withdrawn ones too, in the order in which they were written down. */
export function consentsOf(db: Database, person: string): Consent[] {
  const rows = db.prepare('SELECT * FROM consent WHERE person = ? ORDER BY at, id').all<Row>([person])
  if (rows.length === 0) return []
  const refusals = refusalsOf(db, person)
  const seen = new Set(
    db
      .prepare('SELECT consent, refusal FROM refusal_seen WHERE consent IN (SELECT id FROM consent WHERE person = ?)')
      .all<{ consent: string; refusal: string }>([person])
      .map(({ consent, refusal }) => `${consent} ${refusal}`),
  )
  return rows.map((row) => {
    const consent = consentOf(db, row)
    const stopping = refusals.filter((refusal) => stops(refusal, consent, seen.has(`${consent.id} ${refusal.id}`)))
    const refused = consent.purposes.filter((purpose) => stopping.some(({ purposes }) => purposes.includes(purpose)))
    return { ...consent, refused }
  })
}

/**
 * Whether a no stops a yes (rule R42): one that was not seen when the yes was written down does, whoever was first. Seen, it is
 * lifted by the yes; but what somebody says about themself is neither lifted nor stopped by others.
 */
function stops(refusal: Refusal, consent: Omit<Consent, 'refused'>, wasSeen: boolean): boolean {
  if (refusal.capacity === 'self') return !(wasSeen && consent.capacity === 'self')
  return !wasSeen && consent.capacity !== 'self'
}

function consentOf(db: Database, row: Row): Omit<Consent, 'refused'> {
  const id = String(row['id'])
  const withdrawn = db
    .prepare(
      'SELECT by_whom AS by, capacity, reason, entry, at, member FROM consent_withdrawal WHERE consent = ? ORDER BY at, entry LIMIT 1',
    )
    .get<Record<keyof Origin, string> & Record<'by' | 'capacity' | 'reason', string | null>>([id])
  return {
    id,
    person: String(row['person']),
    givenBy: String(row['given_by']),
    ...maybe('capacity', row['capacity'] as Capacity | null),
    ...maybe('text', textOf(row)),
    scopes: fromColumn<ConsentScope[]>(String(row['scopes'])),
    purposes: fromColumn<Purpose[]>(String(row['purposes'])),
    recipients: fromColumn<string[]>(String(row['recipients'])),
    ...maybe('until', row['until'] as string | null),
    ...maybe('note', row['note'] as string | null),
    entry: String(row['entry']),
    at: String(row['at']),
    member: String(row['member']),
    ...(withdrawn === undefined
      ? {}
      : {
          withdrawn: {
            entry: withdrawn.entry,
            at: withdrawn.at,
            member: withdrawn.member,
            ...maybe('by', withdrawn.by),
            ...maybe('capacity', withdrawn.capacity as Capacity | null),
            ...maybe('reason', withdrawn.reason),
          },
        }),
  }
}

/** All refusals about one person, in the order in which they were written down. */
export function refusalsOf(db: Database, person: string): Refusal[] {
  return db
    .prepare('SELECT * FROM consent_refusal WHERE person = ? ORDER BY at, id')
    .all<Row>([person])
    .map((row) => ({
      id: String(row['id']),
      person,
      givenBy: String(row['given_by']),
      capacity: String(row['capacity']) as Capacity,
      purposes: fromColumn<Purpose[]>(String(row['purposes'])),
      ...maybe('text', textOf(row)),
      ...maybe('note', row['note'] as string | null),
      entry: `${row['log']}:${row['position']}`,
      at: String(row['at']),
      member: String(row['member']),
    }))
}

function textOf(row: Row): ConsentText | null {
  return row['text'] === null ? null : fromColumn<ConsentText>(String(row['text']))
}

function maybe<K extends string, T>(key: K, value: T | null): { [P in K]?: T } {
  return value === null ? {} : ({ [key]: value } as { [P in K]?: T })
}
