import { commitDeed } from './act-deeds.ts'
import { fromColumn } from './column.ts'
import type { ChangeOf } from './changes.ts'
import { consentHolds, type DisclosureRequest } from './consent-rules.ts'
import { discloseOf } from './disclosure.ts'
import { RecordsError } from './errors.ts'
import { overdueIds } from './follow-days.ts'
import type { ItemBytes } from './item-bytes.ts'
import { commit, type Records, type Write } from './records.ts'
import type { Act } from './act-types.ts'
import type { PackageRecord } from './evidence-types.ts'
import type { PackagePurpose } from './consent-types.ts'

/** What is written down about a package. */
export type PackageToRecord = Omit<ChangeOf<'package.made'>, 'type'>

/**
 * Writes down that a package was handed out: to whom, what for, what was in it and how much was withheld. `allowed` is the act of
 * two persons that it needed; it is used up in the same commit. Throws as `commitDeed`.
 */
export async function recordPackage(
  records: Records,
  made: PackageToRecord,
  allowed: { act: Act; now: Date } | null,
): Promise<void> {
  const write: Write = { compartment: 'evidence', changes: [{ type: 'package.made', ...made }] }
  if (allowed === null) await commit(records, [write])
  else await commitDeed(records, { act: allowed.act, writes: [write] }, allowed.now)
}

/**
 * Opens the bytes of a package that was made. Throws `RecordsError` NOT_FOUND, and CONSENT_MISSING when a consent under
 * which something in it was disclosed was withdrawn or ended since, or a record of the same person forbids all that it covers: to hand it out again would be a new disclosure (H7).
 * OVERDUE when a record in it may not be kept any longer (rule R109).
 */
export async function openPackage(
  records: Records,
  id: string,
  today: string,
): Promise<ItemBytes & { sha256: string; form: PackageRecord['form'] }> {
  const row = records.evidence
    .prepare('SELECT blob, sha256, purpose, recipient, consents, persons, erased, form FROM package WHERE id = ?')
    .get([id]) as
    | {
        blob: string
        sha256: string
        purpose: PackagePurpose
        recipient: string
        consents: string
        persons: string
        erased: number
        form: PackageRecord['form']
      }
    | undefined
  if (row === undefined) throw new RecordsError('NOT_FOUND', `There is no package with the id ${id}.`)
  if (row.erased === 1)
    throw new RecordsError(
      'NOT_FOUND',
      'The copy of this package in the vault was destroyed when somebody in it was erased. Whoever was given it still has theirs.',
    )
  const overdue = new Set(overdueIds(records.registry))
  if (fromColumn<string[]>(row.persons).some((person) => overdue.has(person)))
    throw new RecordsError(
      'OVERDUE',
      'A record in this package may not be kept any longer. Ask the recipient for the package back; Home leads to what can be done with the record.',
    )
  for (const consent of fromColumn<string[]>(row.consents))
    if (
      !consentHolds(records.registry, consent, today, row.purpose) ||
      !isStillAllowed(records, consent, { purpose: row.purpose, recipient: row.recipient, today })
    )
      throw new RecordsError(
        'CONSENT_MISSING',
        'A consent for something in this package was withdrawn, was refused or has ended since it was made. Make a new package: it will hold what is still allowed.',
      )
  return { ...(await records.vault.openBlob('evidence', row.blob)), sha256: row.sha256, form: row.form }
}

/**
 * The bytes of this vault's own copy of a package, to look up what left with it: never to hand it out, which `openPackage` is for. No
 * consent is looked at. Null where the copy was destroyed, or there is no such package.
 */
export function ownCopyOf(records: Records, id: string): Promise<ItemBytes | null> {
  const row = records.evidence
    .prepare('SELECT blob FROM package WHERE id = ? AND erased = 0')
    .get<{ blob: string }>([id])
  return row === undefined ? Promise.resolve(null) : records.vault.openBlob('evidence', row.blob)
}

/** Whether any part that a consent covers may still go there: another record of the same person may forbid it since (rule R54). */
function isStillAllowed(records: Records, id: string, request: DisclosureRequest): boolean {
  const row = records.registry
    .prepare('SELECT person, scopes FROM consent WHERE id = ?')
    .get<{ person: string; scopes: string }>([id])
  if (row === undefined) return false
  const scopes = fromColumn<string[]>(row.scopes)
  return discloseOf(records, row.person, request).allowed.some(({ scope }) => scopes.includes(scope))
}

/** All packages handed out, newest first. */
export function listPackages(records: Records): PackageRecord[] {
  const rows = records.evidence.prepare('SELECT * FROM package ORDER BY rowid DESC').all() as Record<
    string,
    string | number
  >[]
  return rows.map((row) => ({
    id: String(row['id']),
    recipient: String(row['recipient']),
    purpose: String(row['purpose']) as PackageRecord['purpose'],
    sha256: String(row['sha256']),
    size: Number(row['size']),
    items: fromColumn<string[]>(String(row['items'])),
    persons: fromColumn<string[]>(String(row['persons'])),
    withheld: Number(row['withheld']),
    form: row['form'] === 'pfif' ? 'pfif' : 'package',
    entry: String(row['entry']),
    at: String(row['at']),
    member: String(row['member']),
  }))
}
