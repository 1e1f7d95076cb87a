import { alignWords } from './name-align.ts'
import type { FoldedName } from './name-fold.ts'
import { shareOf, type NameFrequencies } from './name-frequency.ts'
import { bitsOf } from './name-match.ts'

/**
 * [Note: One person, relatives, strangers] Brothers and sisters share father, grandfather, mother and place, so agreement on these says nothing against them. Two
 * records are therefore weighed under three assumptions: one person, close relatives, strangers. Evidence is in bits, log2 of how much likelier it is than among
 * strangers; that of relatives counts father, grandfather, mother and place in full, but neither the given name nor the birth year.
 */
export type Evidence = {
  /** Bits for one person. */
  same: number
  /** Bits for close relatives. */
  kin: number
}

/** The bits of a name: those of the given name and those of all other parts. */
export type NameBits = { given: number; rest: number; fit: number }

/** Evidence of two names, cheaper than comparing them with an explanation. */
export function nameBits(a: FoldedName, b: FoldedName, frequencies: NameFrequencies): NameBits {
  const aligned = alignWords(a, b)
  let given = 0
  let rest = 0
  for (const pair of aligned.parts) {
    const x = a.words[pair.a]
    const y = b.words[pair.b]
    if (x === undefined || y === undefined) continue
    const share = Math.max(shareOf(x, frequencies), shareOf(y, frequencies))
    const bits = bitsOf(pair, share)
    if (pair.a === 0) given = bits
    else rest += bits
  }
  return { given, rest, fit: aligned.fit }
}

/** Two brothers or sisters are hardly ever called alike, and about as different as strangers otherwise. */
const kinCalledAlike = -3

/** What names say: relatives share all but the given name. */
export function nameEvidence({ given, rest }: NameBits): Evidence {
  return { same: given + rest, kin: (given > 0 ? kinCalledAlike : 0) + rest }
}

/** Bits of the years' distance for one person: a year off is common, ten are not. Among strangers each year is as likely as any of about fifty. */
const yearBits = [4.6, 3.2, 2, 0.6, -1, -2, -3] as const
const farYears = -6
/** Relatives are born within about twenty years of each other. */
const kinYears = { same: -0.5, near: 1.2, far: -1 } as const

/** The years between two intervals; 0 if they overlap. */
export function yearsBetween(a: { from: number; to: number }, b: { from: number; to: number }): number {
  return Math.max(0, a.from - b.to, b.from - a.to)
}

/** What birth years say; wide intervals that overlap say less. */
export function yearEvidence(a: { from: number; to: number }, b: { from: number; to: number }): Evidence {
  const apart = yearsBetween(a, b)
  const width = a.to - a.from + (b.to - b.from) + 1
  const bits = yearBits[apart] ?? farYears
  const kin = apart === 0 ? kinYears.same : apart <= 15 ? kinYears.near : kinYears.far
  return { same: bits > 0 ? Math.max(0, bits - Math.log2(width)) : bits, kin }
}

/** Nobody's sex is mistaken often. */
export const sexEvidence = { same: { same: 0.9, kin: 0 }, other: { same: -6, kin: 0 } } as const

/** A mother's name agrees for one person and for brothers and sisters alike; kin in a wider sense have another. */
export function motherEvidence({ given, rest }: NameBits): Evidence {
  const bits = Math.max(-5, Math.min(9, given + rest))
  return { same: bits, kin: bits > 0 ? bits - 0.3 : bits / 2 }
}

/** A place agrees for one person and for relatives; another place says little, as people name where they are from or where they were taken. */
export function placeEvidence({ given, rest }: NameBits): Evidence {
  const bits = given + rest
  const same = bits > 0 ? Math.min(7, bits) : Math.max(-1.5, bits / 2)
  return { same, kin: same > 0 ? same - 0.2 : same / 2 }
}

/** Two records taken at random of a registry of this size: how likely they are one person or relatives, against strangers, in bits. */
export function priorEvidence(persons: number): Evidence {
  const pairs = Math.max(1, persons / 2)
  return { same: Math.log2(0.08 / pairs), kin: Math.log2(1 / pairs) }
}

/** log2 of the odds that two records are one person rather than relatives or strangers. */
export function oddsOf(evidence: Evidence): number {
  return evidence.same - Math.log2(2 ** Math.min(evidence.kin, 500) + 1)
}
