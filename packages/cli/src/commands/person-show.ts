import { getPerson, listLeads, type Lead, type Person } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { foreign } from '../terminal-text.ts'
import { closedTo, withRecords } from '../with-vault.ts'

/** `homeward people show ID`: everything that is known about one person, and who said so. */
export function addPersonShow(people: Command, act: Act): void {
  people
    .command('show <person>')
    .description('everything about one person')
    .action(
      act((context, id: string) =>
        withRecords(context, ['registry'], (records) => {
          const person = getPerson(records, id)
          records.vault.noteCustody({ compartment: 'registry', did: 'opened', of: 'person', id })
          const isWhole = closedTo(records.vault).length === 0
          const leads = isWhole ? listLeads(records, { person: id, limit: 1000 }).leads : null
          return { json: { ...person, leads }, text: personText(person, leads ?? []) }
        }),
      ),
    )
}

function personText(person: Person, leads: readonly Lead[]): string {
  const lines: [what: string, text: string][] = [
    ...person.names.map(({ value }) => lineOf(`name (${value.kind})`, value.text)),
    ...person.sex.map(({ value }) => lineOf('sex', value)),
    ...person.birth.map(({ value }) =>
      lineOf('born', `${value.earliest}${value.latest === value.earliest ? '' : `–${value.latest}`} (${value.basis})`),
    ),
    ...person.origin.map(({ value }) => lineOf('origin', value)),
    ...person.lastSeen.map(({ value }) => lineOf('last seen', [value.place, value.date].filter(Boolean).join(', '))),
    ...person.circumstances.map(({ value }) => lineOf('circumstances', value)),
    ...person.kin.map(({ value }) => lineOf(value.relation, value.name)),
    ...person.photos.map(({ id, value }) => lineOf('photo', `${id} ${value.mediaType} ${value.caption ?? ''}`.trim())),
    ...person.references.map(({ value }) => lineOf('reference', `${value.registry}: ${value.id}`)),
    ...person.note.map(({ value }) => lineOf('note', value)),
    ...person.statements.map(({ kind, text, by, date }) =>
      lineOf(`statement (${kind})`, `${text} – ${by}${date === undefined ? '' : `, ${date}`}`),
    ),
    ...person.consents.map((consent) =>
      lineOf(
        consent.withdrawn === undefined ? 'consent' : 'consent, withdrawn',
        `${consent.id}: ${consent.givenBy} allows ${consent.scopes.join(', ')} for ${consent.purposes.join(', ')} to ${consent.recipients.join(', ') || 'any recipient'}${consent.until === undefined ? '' : ` until ${consent.until}`}`,
      ),
    ),
    ...leads.map(({ id, state, distance }) => lineOf('lead', `${id} ${state}, distance ${distance}`)),
  ]
  const width = Math.max(...lines.map(([what]) => what.length))
  return [person.id, ...lines.map(([what, text]) => `  ${what.padEnd(width)}  ${foreign(text)}`)].join('\n')
}

function lineOf(what: string, text: string): [what: string, text: string] {
  return [what, text]
}
