import {
  getPerson,
  listLeads,
  type Between,
  type Capacity,
  type ConsentText,
  type Lead,
  type Located,
  type PastValue,
  type Person,
  type Reference,
  type YearRange,
} from '@homeward/records'
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
    ...person.joined.map((other) => lineOf('same person as', other)),
    ...person.names.map((name) => saidLine(`name (${name.value.kind})`, name.value.text, name)),
    ...person.fate.map((fate) => saidLine('fate', [fate.value.state, fate.value.date, fate.value.basis], fate)),
    ...person.whereabouts.map((where) =>
      saidLine('whereabouts', [where.value.state, where.value.place, ...placeText(where), where.value.date], where),
    ),
    ...person.sex.map((sex) => saidLine('sex', sex.value, sex)),
    ...person.birth.map((birth) => saidLine('born', yearsText(birth.value), birth)),
    ...person.origin.map((origin) => saidLine('origin', [origin.value, ...placeText(origin)], origin)),
    ...person.event.map((event) =>
      saidLine('event', [event.value.what, event.value.place, ...placeText(event), ...daysText(event.value)], event),
    ),
    ...person.lastSeen.map((seen) =>
      saidLine('last seen', [seen.value.place, ...placeText(seen), ...daysText(seen.value)], seen),
    ),
    ...person.circumstances.map((told) => saidLine('circumstances', told.value, told)),
    ...person.marks.map((mark) => saidLine(`mark (${mark.value.kind})`, mark.value.text, mark)),
    ...person.kin.map((kin) =>
      saidLine(kin.value.relation, [kin.value.name ?? kin.linked?.name ?? undefined, kin.linked?.id], kin),
    ),
    ...person.kinFrom.map((kin) =>
      saidLine(`named as ${kin.relation}`, [`by ${kin.name ?? kin.person}`, kin.person], kin),
    ),
    ...person.photos.map((photo) =>
      saidLine('photo', [photo.id, photo.value.mediaType, photo.value.caption, photo.value.taken], photo),
    ),
    ...person.references.map((one) => saidLine('reference', referenceText(one.value), one)),
    ...person.note.map((note) => saidLine('note', note.value, note)),
    ...person.statements.map((statement) =>
      saidLine(`statement (${statement.kind})`, [statement.text, statement.place, ...placeText(statement)], {
        said: statement,
      }),
    ),
    ...person.challenges.map((challenge) =>
      lineOf(
        `challenge (${challenge.state})`,
        `${challenge.field ?? 'whole record'}: ${challenge.text} – ${challenge.by}`,
      ),
    ),
    ...person.consents.map((consent) =>
      lineOf(
        consent.withdrawn === undefined ? 'consent' : 'consent, withdrawn',
        `${consent.id}: ${consent.givenBy}${asWhom(consent)} allows ${consent.scopes.join(', ')} for ${consent.purposes.join(', ')} to ${consent.recipients.join(', ') || 'any recipient'}${consent.until === undefined ? '' : ` until ${consent.until}`}${consent.refused.length === 0 ? '' : `; refused since: ${consent.refused.join(', ')}`}`,
      ),
    ),
    ...person.refusals.map((refusal) =>
      lineOf('refusal', `${refusal.id}: ${refusal.givenBy}${asWhom(refusal)} refuses ${refusal.purposes.join(', ')}`),
    ),
    ...leads.map(({ id, state, distance }) => lineOf('lead', `${id} ${state}, distance ${distance}`)),
  ]
  const width = Math.max(...lines.map(([what]) => what.length))
  return [person.id, ...lines.map(([what, text]) => `  ${what.padEnd(width)}  ${foreign(text)}`)].join('\n')
}

/** In what capacity and on which text somebody answered, as far as it was asked. */
function asWhom({ capacity, text }: { capacity?: Capacity; text?: ConsentText }): string {
  const known = [capacity, text === undefined ? undefined : `text ${text.version}`].filter((one) => one !== undefined)
  return known.length === 0 ? '' : ` (${known.join(', ')})`
}

function lineOf(what: string, text: string): [what: string, text: string] {
  return [what, text]
}

/** A value with who says so, where that is known. */
function saidLine(
  what: string,
  text: string | (string | undefined)[],
  { said }: Pick<PastValue, 'said'>,
): [what: string, text: string] {
  const value = typeof text === 'string' ? text : text.filter((part) => part !== undefined).join(', ')
  const source = said === undefined ? '' : ` – ${[said.by, said.date].filter((part) => part !== undefined).join(', ')}`
  return [what, `${value}${source}`]
}

/** An identifier, and what its list says about how long it may be kept. */
function referenceText({ registry, id, until, ended, kept }: Reference): string[] {
  return [
    `${registry}: ${id}`,
    ...(ended === undefined ? [] : [`ended there on ${ended}${kept === true ? ', kept here' : ''}`]),
    ...(until === undefined || (ended !== undefined && kept !== true) ? [] : [`may be kept until ${until}`]),
  ]
}

function yearsText({ earliest, latest, basis }: YearRange): string {
  return `${earliest}${latest === earliest ? '' : `–${latest}`} (${basis})`
}

/** The place that the words before it are taken to mean. */
function placeText({ located }: { located?: Located }): string[] {
  if (located === undefined) return []
  const { id, precision, label, point } = located
  const exactly = point === undefined ? precision : `point ${point.lat}, ${point.lon}`
  return [`taken to be ${label} [${exactly}, ${id}]`]
}

function daysText({ date, earliest, latest }: Between): (string | undefined)[] {
  const days = [...new Set([earliest, latest])].filter((one) => one !== undefined).join('–')
  return [date, days === '' ? undefined : days]
}
