import {
  motherEvidence,
  nameBits,
  nameEvidence,
  oddsOf,
  placeEvidence,
  priorEvidence,
  sexEvidence,
  yearEvidence,
  yearsBetween,
  type Evidence,
  type NameBits,
} from './duplicate-weights.ts'
import { pairKeysOf } from './duplicate-keys.ts'
import type { FieldFrequencies } from './field-counts.ts'
import { compareNames } from './name-match.ts'
import type { NamePart } from './name-why.ts'
import type { FieldRow, PersonEntry, WordField } from './person-entry.ts'

/**
 * `same`: most probably one person; `perhaps`: rather one person than two, somebody should look; `faint`: rather two, often relatives, for whoever has the
 * time. What is none of these is not proposed. People decide (H4).
 */
export type DuplicateBand = 'same' | 'perhaps' | 'faint'

/** What one field says about two records being one person's. */
export type DuplicatePart = {
  field: WordField | 'birthYear' | 'sex'
  /** The values that were compared, as written. */
  a: string
  b: string
  /** For or against one person, in bits. */
  bits: number
  /** Of names, mothers and places: word by word. */
  words: NamePart[]
  /** Of birth years: how many lie between. */
  years: number | null
}

/** Two records that may be one person's. */
export type DuplicateProposal = {
  a: string
  b: string
  band: DuplicateBand
  /** log2 of the odds for one person, all parts and the size of the registry taken together. */
  odds: number
  /** What speaks for it and against, by part; what either record does not say is not listed. */
  parts: DuplicatePart[]
  /** They look rather like close relatives. */
  relatives: boolean
}

export type DuplicateOptions = {
  /** Pairs that people have refused (`pairKey`): never proposed again. */
  refused?: ReadonlySet<string>
}

/** The odds, in bits, from which on a pair is proposed. */
export const duplicateBands: Record<DuplicateBand, number> = { same: 3, perhaps: 0, faint: -2 }
/** Of people who share one key at most so many are compared with somebody: those who share rarer keys come first. */
const mostPerKey = 300
/** No person is compared with more others than this. */
const mostCompared = 5000

/** The key of two records, whichever is named first. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}\n${b}` : `${b}\n${a}`
}

/** People who are compared with each other; numbers are the caller's, each greater than the one before. */
export interface Pairing {
  readonly add: (number: number, entry: PersonEntry) => void
  readonly remove: (number: number) => void
  /** Proposals for one person among all; `above` leaves out numbers up to this one, so that no pair is asked twice. */
  readonly proposalsFor: (number: number, options?: DuplicateOptions & { above?: number }) => DuplicateProposal[]
  /** Why a person was not compared with everybody who could be meant (rule M20): nothing to compare them by, or too many who share a key. */
  readonly leftOut: (number: number, above?: number) => 'nothing' | 'crowded' | null
}

/** Makes an empty pairing over counts of words that the caller keeps. */
export function createPairing(frequencies: FieldFrequencies): Pairing {
  const entries = new Map<number, PersonEntry>()
  const keysByNumber = new Map<number, readonly string[]>()
  const numbersByKey = new Map<string, number[]>()

  function candidates(number: number, above: number): Set<number> {
    const found = new Set<number>()
    for (const { sharing, first } of sharingWith(number, above)) {
      for (let at = first; at < Math.min(sharing.length, first + mostPerKey); at += 1) {
        if (found.size >= mostCompared) return found
        const other = sharing[at] as number
        if (other !== number) found.add(other)
      }
    }
    return found
  }

  /** Those who share a key and come behind, in the order of the keys' rarity. */
  function sharingWith(number: number, above: number): { behind: number; sharing: number[]; first: number }[] {
    return (keysByNumber.get(number) ?? [])
      .map((key) => numbersByKey.get(key) ?? [])
      .toSorted((a, b) => a.length - b.length)
      .map((sharing) => {
        const first = placeBehind(sharing, above)
        return { sharing, first, behind: sharing.length - first }
      })
  }

  return {
    add(number, entry) {
      entries.set(number, entry)
      const keys = pairKeysOf(entry)
      keysByNumber.set(number, keys)
      for (const key of keys) {
        const sharing = numbersByKey.get(key)
        if (sharing === undefined) numbersByKey.set(key, [number])
        else sharing.push(number)
      }
    },
    remove(number) {
      for (const key of keysByNumber.get(number) ?? []) {
        const left = (numbersByKey.get(key) ?? []).filter((other) => other !== number)
        if (left.length > 0) numbersByKey.set(key, left)
        else numbersByKey.delete(key)
      }
      keysByNumber.delete(number)
      entries.delete(number)
    },
    proposalsFor(number, { refused, above = -1 } = {}) {
      const entry = entries.get(number)
      if (entry === undefined) return []
      const proposals: DuplicateProposal[] = []
      for (const other of candidates(number, above)) {
        const second = entries.get(other) as PersonEntry
        if (refused?.has(pairKey(entry.id, second.id)) === true) continue
        const proposal = propose(entry, second, frequencies)
        if (proposal !== undefined) proposals.push(proposal)
      }
      return proposals.toSorted((a, b) => b.odds - a.odds)
    },
    leftOut(number, above = -1) {
      if ((keysByNumber.get(number) ?? []).length === 0) return 'nothing'
      const isCut = sharingWith(number, above).some(({ behind }) => behind > mostPerKey)
      return isCut || candidates(number, above).size >= mostCompared ? 'crowded' : null
    },
  }
}

/** The first place in ascending numbers whose number is greater than `above`. */
function placeBehind(numbers: readonly number[], above: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? 0) <= above) low = middle + 1
    else high = middle
  }
  return low
}

type Best = { a: FieldRow; b: FieldRow; bits: NameBits }

/** The two values of a field that agree best; undefined if either has none. */
function bestOf(field: WordField, a: PersonEntry, b: PersonEntry, frequencies: FieldFrequencies): Best | undefined {
  let best: Best | undefined
  for (const left of a.rows) {
    if (left.field !== field) continue
    for (const right of b.rows) {
      if (right.field !== field) continue
      const bits = nameBits(left.folded, right.folded, frequencies[field])
      if (best === undefined || bits.given + bits.rest > best.bits.given + best.bits.rest)
        best = { a: left, b: right, bits }
    }
  }
  return best
}

const evidenceOf: Record<WordField, (bits: NameBits) => Evidence> = {
  name: nameEvidence,
  mother: motherEvidence,
  place: placeEvidence,
}
/** A pair whose names say less than this is not looked at further. */
const hopeless = -4

function propose(a: PersonEntry, b: PersonEntry, frequencies: FieldFrequencies): DuplicateProposal | undefined {
  const names = bestOf('name', a, b, frequencies)
  if (names === undefined || names.bits.given < hopeless || names.bits.given + names.bits.rest < hopeless)
    return undefined
  const sum = priorEvidence(frequencies.name.persons)
  const heard: { field: DuplicatePart['field']; best?: Best; evidence: Evidence }[] = []
  const hear = (field: DuplicatePart['field'], evidence: Evidence, best?: Best): void => {
    sum.same += evidence.same
    sum.kin += evidence.kin
    heard.push({ field, evidence, ...(best === undefined ? {} : { best }) })
  }
  for (const field of ['name', 'mother', 'place'] as const) {
    const best = field === 'name' ? names : bestOf(field, a, b, frequencies)
    if (best !== undefined) hear(field, evidenceOf[field](best.bits), best)
  }
  if (a.birthYear !== null && b.birthYear !== null) hear('birthYear', yearEvidence(a.birthYear, b.birthYear))
  if (a.sex !== null && b.sex !== null) hear('sex', sexEvidence[a.sex === b.sex ? 'same' : 'other'])
  const odds = oddsOf(sum)
  if (odds < duplicateBands.faint) return undefined
  return {
    a: a.id,
    b: b.id,
    band: odds >= duplicateBands.same ? 'same' : odds >= duplicateBands.perhaps ? 'perhaps' : 'faint',
    odds,
    parts: heard.map(({ field, evidence, best }) => partOf(field, evidence.same, best, a, b, frequencies)),
    relatives: sum.kin > sum.same,
  }
}

function partOf(
  field: DuplicatePart['field'],
  bits: number,
  best: Best | undefined,
  a: PersonEntry,
  b: PersonEntry,
  frequencies: FieldFrequencies,
): DuplicatePart {
  if (best !== undefined) {
    const { parts } = compareNames(best.a.text, best.b.text, { frequencies: frequencies[best.a.field] })
    return { field, a: best.a.text, b: best.b.text, bits, words: parts, years: null }
  }
  if (field === 'birthYear' && a.birthYear !== null && b.birthYear !== null)
    return {
      field,
      a: yearsText(a.birthYear),
      b: yearsText(b.birthYear),
      bits,
      words: [],
      years: yearsBetween(a.birthYear, b.birthYear),
    }
  return { field, a: a.sex ?? '', b: b.sex ?? '', bits, words: [], years: null }
}

function yearsText({ from, to }: { from: number; to: number }): string {
  return from === to ? String(from) : `${from}–${to}`
}
