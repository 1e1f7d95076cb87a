import { partWords } from '@homeward/compare'
import { listPeople, searchPeople, type PersonMatch, type PersonSummary } from '@homeward/records'
import { Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { count, wholeNumber } from '../numbers.ts'
import { clip, foreign, table } from '../terminal-text.ts'
import { closedTo, withRecords } from '../with-vault.ts'

type ListedPerson = Omit<PersonSummary, 'openLeads'> & { openLeads: number | null }

interface ListOptions {
  limit: number
  offset: number
  disagreeing?: true
  challenged?: true
  place?: string
}

const noneText = {
  disagreeing: 'Nobody has values that disagree.',
  challenged: 'No challenge waits for an answer.',
  there: 'Nobody with a place in this one is registered. Words that no place was chosen for are not looked at.',
  registered: 'Nobody is registered yet. Bring in a table with: homeward people import FILE.csv',
} as const

/** `homeward people list` and `homeward people search NAME`. */
export function addPeopleLists(people: Command, act: Act): void {
  people
    .command('list')
    .description('everybody who is registered')
    .option('--limit <number>', 'show at most this many', wholeNumber(1, 100_000), 100)
    .option('--offset <number>', 'leave out this many', wholeNumber(0, 1_000_000_000), 0)
    .option('--disagreeing', 'those alone of whom two values of one field disagree')
    .addOption(
      new Option('--challenged', 'those alone of whom a challenge waits for an answer').conflicts('disagreeing'),
    )
    .option('--place <id>', 'those alone of whom a place in this one is known (its id: homeward places search NAME)')
    .action(
      act((context, { disagreeing, challenged, ...page }: ListOptions) =>
        withRecords(context, ['registry'], (records) => {
          const only = disagreeing ? 'disagreeing' : challenged ? 'challenged' : undefined
          const listed = listPeople(records, { ...page, ...(only === undefined ? {} : { only }) })
          const found =
            closedTo(records.vault).length === 0 ? listed : { ...listed, people: listed.people.map(leadless) }
          records.vault.noteCustody({ compartment: 'registry', did: 'listed', of: 'people' })
          const shown = found.people.length < found.total ? `, ${found.people.length} shown` : ''
          return {
            json: found,
            text:
              found.total === 0
                ? noneText[only ?? (page.place === undefined ? 'registered' : 'there')]
                : `${peopleTable(found.people)}\n${count(found.total, 'person', 'people')}${shown}.`,
          }
        }),
      ),
    )
  people
    .command('search <name>')
    .description('people whose name, mother, place or number sounds like this, in any script')
    .option('--limit <number>', 'show at most this many', wholeNumber(1, 1000), 20)
    .option('--offset <number>', 'leave out this many', wholeNumber(0, 1_000_000_000), 0)
    .option('--place <id>', 'among those alone of whom a place in this one is known')
    .action(
      act((context, name: string, page: { limit: number; offset: number; place?: string }) =>
        withRecords(context, ['registry'], async (records) => {
          const { total, people: matches } = await searchPeople(records, name, page)
          const searched = page.place === undefined ? name : `${name} · ${page.place}`
          records.vault.noteCustody({ compartment: 'registry', did: 'searched', of: 'people', text: searched })
          const shown = matches.length < total ? `, ${matches.length} shown` : ''
          return {
            json: {
              total,
              people: matches.map(({ id, names, score, found, parts, swapped }) => ({
                id,
                names,
                score,
                why: whyWords(parts, swapped),
                found,
                parts,
                swapped,
              })),
            },
            text:
              total === 0
                ? 'Nobody who is registered fits.'
                : `${matchTable(matches)}\n${count(total, 'person fits', 'people fit')}${shown}.`,
          }
        }),
      ),
    )
}

const fieldWords = { name: '', mother: 'the mother: ', place: 'a place: ' } as const

/** Which word of the question met what, in words. */
function whyWords(parts: PersonMatch['parts'], swapped: boolean): string {
  const words = parts.map((part) => {
    if (part.field === 'identifier') return `${part.a ?? ''} – ${part.b ?? ''}: an identifier`
    return part.b === null ? `${part.a ?? ''}: met nothing` : `${fieldWords[part.field]}${partWords(part)}`
  })
  return [...words, ...(swapped ? ['the words stand in another order'] : [])].join('; ')
}

function matchTable(matches: readonly PersonMatch[]): string {
  return table(
    ['person', 'fits', 'names', 'why'],
    matches.map(({ id, score, names, parts, swapped }) => [
      id,
      score.toFixed(2),
      clip(names.join(' · '), 60),
      foreign(whyWords(parts, swapped)),
    ]),
  )
}

/** Without the number of leads, where none could be counted: nothing known is not nothing there. */
function leadless({ openLeads: _uncounted, ...person }: PersonSummary): ListedPerson {
  return { ...person, openLeads: null }
}

function peopleTable(people: readonly ListedPerson[]): string {
  return table(
    ['person', 'names', 'sex', 'born', 'origin', 'photos', 'statements', 'open leads'],
    people.map(({ id, names, sex, birth, origin, photos, statements, openLeads }) => [
      id,
      clip(names.join(' · '), 48),
      sex,
      birth === null ? '–' : birth.earliest === birth.latest ? birth.earliest : `${birth.earliest}–${birth.latest}`,
      clip(origin ?? '–', 20),
      photos,
      statements,
      openLeads ?? '–',
    ]),
  )
}
