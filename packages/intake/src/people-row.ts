import type { Kin, Mark, NewConsent, NewPerson, Whereabouts, YearRange } from '@homeward/records'
import { consentOf } from './consent-cell.ts'
import type { PeopleField } from './people-fields.ts'
import { tableWords } from './table-words.ts'

/** One row of a table of people, read. What could not be read stands in `problems` and, in its own words, in the person's note. */
export interface PeopleRow {
  person: NewPerson
  photo: string | null
  consent: NewConsent | null
  problems: string[]
}

const nameKinds = {
  name: 'full',
  'name.given': 'given',
  'name.father': 'father',
  'name.grandfather': 'grandfather',
  'name.mother': 'mother',
  'name.family': 'family',
  'name.nickname': 'nickname',
  'name.imposed': 'imposed',
} as const

/**
 * Turns the cells of one row into a person. `cells` are pairs of field and text in the order of the columns; the same
 * field may come several times. `registry` names the table in references. Never throws: what cannot be read is a problem
 * in words, and the characters as they stood go into the note, so that nothing is lost (H2).
 */
export function readPeopleRow(
  cells: readonly { field: PeopleField; column: string; text: string }[],
  registry: string,
): PeopleRow {
  const row: PeopleRow = { person: { names: [] }, photo: null, consent: null, problems: [] }
  const notes: string[] = []
  const keep = (column: string, text: string, problem: 'no-purpose' | 'not-a-sex' | 'not-a-year'): void => {
    row.problems.push(tableWords.say(problem, { column, text }).text)
    notes.push(`${column}: ${text}`)
  }
  const years: { from?: YearRange; to?: number } = {}
  const kin: Kin[] = []
  for (const { field, column, text } of cells) {
    if (text === '') continue
    if (field in nameKinds)
      row.person.names.push({ text: text.slice(0, 500), kind: nameKinds[field as keyof typeof nameKinds] })
    else if (field === 'sex') {
      const sex = sexOf(text)
      if (sex === null) keep(column, text, 'not-a-sex')
      else row.person.sex = sex
    } else if (field === 'birth.year' || field === 'birth.date') {
      const range = yearsOf(text)
      if (range === null) keep(column, text, 'not-a-year')
      else years.from = range
    } else if (field === 'birth.yearTo') {
      const range = yearsOf(text)
      if (range === null) keep(column, text, 'not-a-year')
      else years.to = range.latest
    } else if (field === 'origin') row.person.origin = text.slice(0, 500)
    else if (field === 'lastSeen.place') row.person.lastSeen = { ...row.person.lastSeen, place: text.slice(0, 500) }
    else if (field === 'lastSeen.date') row.person.lastSeen = { ...row.person.lastSeen, date: text.slice(0, 500) }
    else if (field === 'event.what') row.person.event = { ...row.person.event, what: text.slice(0, 500) }
    else if (field === 'event.place') row.person.event = { ...row.person.event, place: text.slice(0, 500) }
    else if (field === 'event.date') row.person.event = { ...row.person.event, date: text.slice(0, 500) }
    else if (field === 'whereabouts') row.person.whereabouts = whereaboutsOf(text)
    else if (field === 'mark') row.person.marks = [...(row.person.marks ?? []), markOf(column, text)]
    else if (field === 'said.by') row.person.said = { by: text.slice(0, 500) }
    else if (field === 'circumstances') row.person.circumstances = text.slice(0, 20_000)
    else if (field === 'kin') kin.push(...kinOf(text))
    else if (field === 'photo') row.photo = text
    else if (field === 'consent') {
      row.consent = consentOf(text, registry)
      if (row.consent === null) keep(column, text, 'no-purpose')
    } else if (field === 'reference')
      row.person.references = [...(row.person.references ?? []), { registry, id: text.slice(0, 500) }]
    else notes.push(text)
  }
  const birth = birthOf(years)
  if (birth !== null) row.person.birth = birth
  if (kin.length > 0) row.person.kin = kin
  if (notes.length > 0) row.person.note = notes.join('\n').slice(0, 20_000)
  return row
}

function birthOf({ from, to }: { from?: YearRange; to?: number }): YearRange | null {
  if (from === undefined)
    return to === undefined ? null : { earliest: Math.max(1850, to - 5), latest: to, basis: 'estimated' }
  if (to === undefined || to <= from.latest) return from
  return { ...from, latest: to }
}

const unknownWords = /^(?:\?|-|unknown|not known|غير معروف|مجهول|nenas|نەزانراو)$/iu

/** A place is somebody's report of one; a word for “not known” is the answer that it is not known. */
function whereaboutsOf(text: string): Whereabouts {
  return unknownWords.test(text.trim()) ? { state: 'unknown' } : { state: 'reported', place: text.slice(0, 500) }
}

const markKinds: [Mark['kind'], RegExp][] = [
  ['scar', /scar|ندب/iu],
  ['tattoo', /tattoo|وشم/iu],
  ['birthmark', /birthmark|mole|وحم|شام/iu],
  ['teeth', /tooth|teeth|dental|سن|أسنان/iu],
  ['injury', /injur|wound|إصاب|جرح/iu],
]

const markKindIn = (words: string): Mark['kind'] | undefined => markKinds.find(([, known]) => known.test(words))?.[0]

/** A mark, whose kind the text says, or else the heading of its column. */
function markOf(column: string, text: string): Mark {
  return { kind: markKindIn(text) ?? markKindIn(column) ?? 'other', text: text.slice(0, 2000) }
}

function sexOf(text: string): 'female' | 'male' | 'unknown' | null {
  const folded = text.trim().toLocaleLowerCase('en')
  if (['f', 'female', 'woman', 'girl', 'أنثى', 'انثى', 'مێ', 'jin', 'mê'].includes(folded)) return 'female'
  if (['m', 'male', 'man', 'boy', 'ذكر', 'نێر', 'mêr', 'nêr'].includes(folded)) return 'male'
  return ['u', 'unknown', '?', 'x', 'غير معروف'].includes(folded) ? 'unknown' : null
}

/**
 * Reads years from text: `1998`, `1996-1999`, `~1998`, `1998?`, `1.7.1998`, `1998-01-01`, with Arabic or Persian digits.
 * 1 January and 1 July are placeholders in the registers of the region and count as the year alone (names.md §5).
 */
function yearsOf(text: string): YearRange | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
  const years = [...plain.matchAll(/(?<!\d)\d{4}(?!\d)/gu)]
    .map((match) => Number(match[0]))
    .filter((year) => year >= 1850 && year <= 2200)
  const [first, second] = years
  if (first === undefined) return null
  const earliest = Math.min(first, second ?? first)
  const latest = Math.max(first, second ?? first)
  if (/[~?≈]|circa|about|approx|حوالي|تقريب/iu.test(plain))
    return { earliest: earliest - 2, latest: latest + 2, basis: 'estimated' }
  const placeholder = /(?<!\d)0?1[./-]0?[17](?!\d)|(?<!\d)0?7[./-]0?1(?!\d)/u.test(
    plain.replaceAll(/(?<!\d)\d{4}(?!\d)/gu, ''),
  )
  return { earliest, latest, basis: placeholder ? 'year-only' : 'stated' }
}

const relations: [Kin['relation'], RegExp][] = [
  ['grandparent', /grand(?:mother|father|parent)|جد/iu],
  ['mother', /mother|أم|ام|والدة/iu],
  ['father', /father|أب|والد/iu],
  ['sibling', /sister|brother|sibling|أخ|اخ|شقيق/iu],
  ['child', /son|daughter|child|ابن|بنت/iu],
  ['spouse', /wife|husband|spouse|زوج/iu],
  ['taken-together', /taken|together|مع/iu],
]

/** Reads `mother: Name; sibling: Name` and plain lists of names. */
function kinOf(text: string): Kin[] {
  return text
    .split(/[;؛\n|]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [before, ...rest] = part.split(/[:：]/u)
      const name = rest.join(':').trim()
      if (name === '') return { relation: 'other', name: part.slice(0, 500) }
      return {
        relation: relations.find(([, words]) => words.test(before ?? ''))?.[0] ?? 'other',
        name: name.slice(0, 500),
      }
    })
}
