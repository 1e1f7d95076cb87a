import type { Database } from '@homeward/vault'
import type { ChangeOf } from './changes.ts'
import { fromColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import { newId } from './ids.ts'
import { joinedWith } from './joined.ts'
import { requirePerson } from './people.ts'
import { commit, type Records, type Write } from './records.ts'
import { personSubject } from './subjects.ts'
import type { Consent, ConsentScope, Origin, Purpose } from './types.ts'

/** A consent to be written down. */
export type NewConsent = Omit<ChangeOf<'consent.given'>, 'type' | 'consent' | 'person'>

/**
 * Writes down a consent and returns its id. It is written into every record of which people decided that it is the same person's, so that each keeps it
 * when they are taken apart. Throws `RecordsError` NOT_FOUND or INVALID.
 */
export async function giveConsent(records: Records, person: string, consent: NewConsent): Promise<string> {
  requirePerson(records, person)
  const id = newId('consent')
  const others = joinedWith(records.registry, person).filter((other) => other !== person)
  await commit(records, [consentWrite(person, consent, id), ...others.map((other) => consentWrite(other, consent))])
  return id
}

/** The change that writes down a consent, for callers that commit many at once. */
export function consentWrite(person: string, consent: NewConsent, id = newId('consent')): Write {
  return {
    compartment: 'registry',
    subject: personSubject(person, 'consents'),
    changes: [{ type: 'consent.given', consent: id, person, ...consent }],
  }
}

/** Writes down that a consent was withdrawn; from then on nothing is disclosed under it (H7). Throws `RecordsError` NOT_FOUND. */
export async function withdrawConsent(records: Records, consent: string, reason?: string): Promise<void> {
  const person = personOfConsent(records, consent)
  await commit(records, [
    {
      compartment: 'registry',
      subject: personSubject(person, 'consents'),
      changes: [{ type: 'consent.withdrawn', consent, ...(reason === undefined ? {} : { reason }) }],
    },
  ])
}

/** Whom a consent is about. Throws `RecordsError` NOT_FOUND. */
export function personOfConsent(records: Records, consent: string): string {
  const row = records.registry.prepare('SELECT person FROM consent WHERE id = ?').get<{ person: string }>([consent])
  if (row === undefined) throw new RecordsError('NOT_FOUND', `There is no consent with the id ${consent}.`)
  return row.person
}

/** All consents about one person, withdrawn ones too, in the order in which they were written down. */
export function consentsOf(db: Database, person: string): Consent[] {
  const rows = db.prepare('SELECT * FROM consent WHERE person = ? ORDER BY at, id').all([person]) as Record<
    string,
    string | null
  >[]
  return rows.map((row) => {
    const withdrawn = db
      .prepare('SELECT reason, entry, at, member FROM consent_withdrawal WHERE consent = ? ORDER BY at, entry LIMIT 1')
      .get([String(row['id'])]) as (Origin & { reason: string | null }) | undefined
    return {
      id: String(row['id']),
      person,
      givenBy: String(row['given_by']),
      scopes: fromColumn<ConsentScope[]>(String(row['scopes'])),
      purposes: fromColumn<Purpose[]>(String(row['purposes'])),
      recipients: fromColumn<string[]>(String(row['recipients'])),
      ...(row['until'] === null ? {} : { until: String(row['until']) }),
      ...(row['note'] === null ? {} : { note: String(row['note']) }),
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
              ...(withdrawn.reason === null ? {} : { reason: withdrawn.reason }),
            },
          }),
    }
  })
}

/** Whether a consent was given, not withdrawn, and has not ended before `today`. */
export function consentHolds(db: Database, consent: string, today: string): boolean {
  const row = db
    .prepare(
      'SELECT until FROM consent WHERE id = ? AND NOT EXISTS (SELECT 1 FROM consent_withdrawal WHERE consent = consent.id)',
    )
    .get<{ until: string | null }>([consent])
  return row !== undefined && (row.until === null || row.until >= today)
}
