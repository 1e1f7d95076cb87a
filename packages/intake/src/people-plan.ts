import {
  additionsTo,
  endingOf,
  namesToCompare,
  newId,
  peopleByReference,
  peopleOfRow,
  requirePerson,
  RecordsError,
  type Additions,
  type Kin,
  type NewPerson,
  type Records,
} from '@homeward/records'
import { linkKin, settleKin, type RowWithId } from './people-kin.ts'
import type { ReadRow } from './people-rows.ts'
import { tableWords } from './table-words.ts'

/** What a person decided about a row in the dry run, by its number: an id of somebody registered, `new`, or `skip`. */
export type RowDecisions = Readonly<Record<string, string>>

/**
 * What an import would do with one row. `alike`: people who are registered under exactly one of its names, for a person to look at.
 * `about`: whose identifier a row has that may not be taken, and `endings` what is new for them by that (rule R115).
 */
export type RowPlan = { row: number; name: string } & (
  | { outcome: 'new'; person: string; alike: string[] }
  | { outcome: 'adds'; person: string; additions: Additions }
  | { outcome: 'same'; person: string; additions: Additions }
  | { outcome: 'refused'; reason: string; about: string[]; endings: Additions[] }
)

/**
 * Says for each row whether it is about somebody new or somebody who is registered: whom a person chose, about whom the same row said
 * the same before, or who carries the identifier that the list gives. Names never decide it (H4). Writes nothing. Rules R59 and R60.
 */
export function planRows(
  records: Records,
  given: readonly ReadRow[],
  { list, decisions = {} }: { list: string; decisions?: RowDecisions },
): RowPlan[] {
  const byReference = peopleByReference(records, list)
  const byName = namesToCompare(records)
  const taken = new Set<string>()
  const rowOfIdentifier = new Map<string, number>()
  const rows = given.map((row): RowWithId => ({ ...row, id: newId('person') }))
  linkKin(rows, byReference)
  const plan = rows.map((row): RowPlan => {
    const about = { row: row.number, name: row.person.names[0]?.text ?? row.identifiers[0] ?? '' }
    const refuse = (reason: string): RowPlan => ({ ...about, outcome: 'refused', reason, about: [], endings: [] })
    const add = (person: string): RowPlan => {
      const additions = additionsTo(records, person, row.person, row)
      const { values, remark, statements } = additions
      const isSame = values.length === 0 && remark === null && statements.length === 0
      return { ...about, outcome: isSame ? 'same' : 'adds', person, additions }
    }
    const decision = Object.hasOwn(decisions, String(row.number)) ? decisions[String(row.number)] : undefined
    const twice = row.identifiers.find((id) => rowOfIdentifier.has(id))
    const earlier = twice === undefined ? undefined : rowOfIdentifier.get(twice)
    for (const id of row.identifiers) if (!rowOfIdentifier.has(id)) rowOfIdentifier.set(id, row.number)
    if (decision === 'skip') return refuse(tableWords.say('left-out').text)
    if (row.refused !== undefined) return { ...refuse(row.refused), ...endingsOf(records, row, { list, byReference }) }
    if (decision !== undefined && decision !== 'new') {
      requireChosen(records, decision, row.number)
      return add(decision)
    }
    if (decision === undefined) {
      const before = peopleOfRow(records, row.digests).find((person) => row.digests.length > 0 && !taken.has(person))
      if (before !== undefined) {
        taken.add(before)
        return {
          ...about,
          outcome: 'same',
          person: before,
          additions: { person: before, values: [], remark: null, statements: [] },
        }
      }
      if (twice !== undefined) return refuse(tableWords.say('identifier-twice', { id: twice, row: earlier ?? '' }).text)
      const known = [...new Set(row.identifiers.flatMap((id) => byReference.get(id) ?? []))]
      if (known.length > 1)
        return refuse(
          tableWords.say('identifier-of-several', { people: known.length, id: row.identifiers[0] ?? '' }).text,
        )
      if (known[0] !== undefined) return add(known[0])
    }
    if (row.person.names.length === 0) return refuse(tableWords.say('no-name').text)
    return { ...about, outcome: 'new', person: row.id, alike: alikeOf(row.person, byName) }
  })
  settle(rows, plan)
  return plan
}

/** About whom a row is that may not be taken, and what is new for them by it. */
function endingsOf(
  records: Records,
  { identifiers, ending }: ReadRow,
  { list, byReference }: { list: string; byReference: Map<string, string[]> },
): { about: string[]; endings: Additions[] } {
  const [id = ''] = identifiers
  const about = byReference.get(id) ?? []
  if (ending === undefined) return { about, endings: [] }
  const endings = about.map((person) => endingOf(records, person, { registry: list, id, ...ending }))
  return { about, endings: endings.filter((one) => one !== null) }
}

/** Leads relatives to whom the rows turned out to be about. */
function settle(rows: readonly RowWithId[], plan: readonly RowPlan[]): void {
  const settled = new Map(
    rows.map(({ id, identifiers }, at) => {
      const one = plan[at]
      const person = one !== undefined && 'person' in one ? one.person : null
      return [id, { person, identifier: identifiers[0] ?? '' }]
    }),
  )
  for (const [at, { person }] of rows.entries()) {
    const one = plan[at]
    if (person.kin !== undefined) person.kin = person.kin.map((kin) => settleKin(kin, settled))
    if (one !== undefined && 'additions' in one)
      one.additions.values = one.additions.values.map((value) =>
        value.field === 'kin' ? { ...value, value: { ...settleKin(value.value as unknown as Kin, settled) } } : value,
      )
  }
}

function requireChosen(records: Records, person: string, row: number): void {
  try {
    requirePerson(records, person)
  } catch (error) {
    if (!(error instanceof RecordsError)) throw error
    throw new RecordsError('NOT_FOUND', `Row ${row}: ${error.message}`, { cause: error })
  }
}

function alikeOf({ names }: NewPerson, byName: ReturnType<typeof namesToCompare>): string[] {
  return [...new Set(byName.keysOf(names).flatMap((key) => byName.people.get(key) ?? []))].slice(0, 5)
}
