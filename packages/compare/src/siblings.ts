import { wordDistance } from './name-distance.ts'
import type { FoldedWord } from './name-fold.ts'
import { classFormsOf } from './name-keys.ts'
import { roleOf } from './name-why.ts'
import { identifierKey, type IndexedPerson, type PersonEntry } from './person-entry.ts'
import { pairKey } from './duplicates.ts'

/** What two people have in common who may be brothers or sisters; of an event what was said of it. */
export type SiblingPart = { field: 'father' | 'mother' | 'place' | 'event'; a: string; b: string }

/** Two people who may be brothers or sisters. People decide (H4). */
export type SiblingProposal = { a: string; b: string; parts: SiblingPart[] }

/** People who are compared as brothers and sisters; numbers are the caller's, each greater than the one before. */
export interface Siblings {
  readonly add: (number: number, entry: PersonEntry) => void
  /** Proposals for one person with those whose numbers are greater; `isCut`: more share both names than are compared. */
  readonly proposalsFor: (
    number: number,
    refused: ReadonlySet<string>,
  ) => { proposals: SiblingProposal[]; isCut: boolean }
}

/** Of people who share the names of father and mother so many are compared with one. */
const mostPerKey = 200
/** Names this far apart are taken for spellings of one. */
const oneName = 0.22
/** Given names nearer than this may be one person's: that is no matter of brothers and sisters. */
const otherName = 0.3

const strictFor = (a: FoldedWord, b: FoldedWord): boolean =>
  a.script === 'arabic' && b.script === 'arabic' && !a.sorani && !b.sorani

const isNear = (a: FoldedWord, b: FoldedWord, most: number): boolean => wordDistance(a, b, strictFor(a, b)) < most

const firstWords = (entry: PersonEntry, field: 'mother' | 'place'): FoldedWord[] =>
  entry.rows.filter((row) => row.field === field).flatMap(({ folded }) => folded.words.slice(0, 1))

const namesOf = (entry: PersonEntry, at: 0 | 1): FoldedWord[] =>
  entry.rows
    .filter((row) => row.field === 'name')
    .flatMap(({ folded }) => {
      const word = folded.words[at]
      return word === undefined || (at === 1 && roleOf(word, 1) !== 'father') ? [] : [word]
    })

function keysOf(entry: PersonEntry): Set<string> {
  const mothers = firstWords(entry, 'mother').flatMap(classFormsOf)
  return new Set(
    namesOf(entry, 1).flatMap((father) =>
      classFormsOf(father).flatMap((form) => mothers.map((mother) => `${form}|${mother}`)),
    ),
  )
}

/** Makes an empty set of people. */
export function createSiblings(): Siblings {
  const entries = new Map<number, PersonEntry>()
  const numbersByKey = new Map<string, number[]>()
  return {
    add(number, entry) {
      entries.set(number, entry)
      for (const key of keysOf(entry)) {
        const sharing = numbersByKey.get(key)
        if (sharing === undefined) numbersByKey.set(key, [number])
        else sharing.push(number)
      }
    },
    proposalsFor(number, refused) {
      const entry = entries.get(number)
      const others = new Set<number>()
      let isCut = false
      for (const key of entry === undefined ? [] : keysOf(entry)) {
        const behind = (numbersByKey.get(key) ?? []).filter((other) => other > number)
        isCut ||= behind.length > mostPerKey
        for (const other of behind.slice(0, mostPerKey)) others.add(other)
      }
      const proposals: SiblingProposal[] = []
      for (const other of others) {
        const second = entries.get(other) as PersonEntry
        if (entry === undefined || refused.has(pairKey(entry.id, second.id))) continue
        const parts = inCommon(entry, second)
        if (parts !== undefined) proposals.push({ a: entry.id, b: second.id, parts })
      }
      return { proposals, isCut }
    },
  }
}

type Pair = [FoldedWord, FoldedWord] | undefined

function nearest(left: FoldedWord[], right: FoldedWord[]): Pair {
  for (const a of left) for (const b of right) if (isNear(a, b, oneName)) return [a, b]
  return undefined
}

/** What two people have in common if they have everything that brothers and sisters have, and other given names. */
function inCommon(a: PersonEntry, b: PersonEntry): SiblingPart[] | undefined {
  const given = [namesOf(a, 0), namesOf(b, 0)] as const
  if (given.some((words) => words.length === 0)) return undefined
  if (given[0].some((one) => given[1].some((other) => isNear(one, other, otherName)))) return undefined
  const father = nearest(namesOf(a, 1), namesOf(b, 1))
  const mother = nearest(firstWords(a, 'mother'), firstWords(b, 'mother'))
  const place = nearest(firstWords(a, 'place'), firstWords(b, 'place'))
  const event = sameEvent(a.events, b.events)
  if (father === undefined || mother === undefined || place === undefined || event === undefined) return undefined
  const told = (field: SiblingPart['field'], pair: [FoldedWord, FoldedWord]): SiblingPart => ({
    field,
    a: pair[0].raw,
    b: pair[1].raw,
  })
  return [told('father', father), told('mother', mother), told('place', place), { field: 'event', ...event }]
}

type Events = NonNullable<IndexedPerson['events']>

/** The two events that are one: their days overlap, or the same was said of them, and nothing that both say differs. */
function sameEvent(left: Events, right: Events): { a: string; b: string } | undefined {
  for (const one of left)
    for (const other of right) {
      const words = [one.what, other.what].map((what) => identifierKey(what ?? ''))
      const hasWords = words[0] !== '' && words[1] !== ''
      const isSame =
        one.days === undefined || other.days === undefined
          ? hasWords && words[0] === words[1]
          : one.days.from <= other.days.to && other.days.from <= one.days.to
      if (isSame) return { a: eventText(one), b: eventText(other) }
    }
  return undefined
}

function eventText({ what, days }: Events[number]): string {
  const when = days === undefined ? undefined : days.from === days.to ? days.from : `${days.from} – ${days.to}`
  return [what, when].filter((part) => part !== undefined).join(', ')
}
