import { nameScripts } from './name-table.ts'
import { drawGiven, drawHousehold, type Identity, type RegistryName } from './registry-identity.ts'
import { latinSystems } from './registry-latin.ts'
import { drawHand, spellName, type Hand } from './registry-spelling.ts'
import { inHaste, withSlip } from './registry-slips.ts'
import { isVowel } from './registry-sounds.ts'
import { createStream, type Stream } from './stream.ts'

/** Two names that are one person's, written by two hands, or two persons'. */
export type NamePair = { a: string; b: string; same: boolean; kind: string }

const writeHastily = (
  parts: readonly RegistryName[],
  family: RegistryName | null,
  hand: Hand,
  stream: Stream,
): string => inHaste(spellName(parts, family, hand, stream), hand.script, stream)

const hands = (stream: Stream): [Hand, Hand] => [
  drawHand(stream.pick(nameScripts), stream),
  drawHand(stream.pick(nameScripts), stream),
]

/** What tells two names apart however they are spelled: their consonants, near sounds levelled. */
const bones = (name: RegistryName): string =>
  `${name.compound}${name.sounds
    .filter((sound, at, all) => !isVowel(sound) && sound !== "'" && sound !== '3' && sound !== all[at - 1])
    .join('')}`
    .replaceAll(/th|[sS]/gu, 's')
    .replaceAll(/dh|[zZD]/gu, 'z')
    .replaceAll('T', 't')
    .replaceAll(/[hH]/gu, 'h')
    .replaceAll(/[vwf]/gu, 'w')
    .replaceAll(/[gqkG]/gu, 'k')
    .replaceAll(/[jJc]/gu, 'j')
    .replaceAll('p', 'b')

const otherName = (name: RegistryName, identity: Identity, stream: Stream, sex = identity.sex): RegistryName => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const other = drawGiven(identity.heritage, sex, stream)
    if (bones(other) !== bones(name)) return other
  }
  throw new RangeError('No other name was found.')
}

/** Arabic and Kurmanji writings of the habits that have a name of their own. */
const sameKinds = {
  'two hands': hands,
  'two Latin systems': (stream: Stream): [Hand, Hand] => [
    { script: 'latin', system: stream.pick(latinSystems) },
    { script: 'latin', system: stream.pick(latinSystems) },
  ],
  'Arabic and chat': (): [Hand, Hand] => [
    { script: 'arabic', system: 'english' },
    { script: 'latin', system: 'chat' },
  ],
  'Arabic and a standard': (stream: Stream): [Hand, Hand] => [
    { script: 'arabic', system: 'english' },
    { script: 'latin', system: stream.pick(['library', 'map'] as const) },
  ],
  'Arabic and French': (): [Hand, Hand] => [
    { script: 'arabic', system: 'english' },
    { script: 'latin', system: 'french' },
  ],
  'Arabic and German': (): [Hand, Hand] => [
    { script: 'arabic', system: 'english' },
    { script: 'latin', system: 'german' },
  ],
  'Arabic and Turkish': (): [Hand, Hand] => [
    { script: 'arabic', system: 'english' },
    { script: 'latin', system: 'turkish' },
  ],
  'Sorani and Kurmanji': (): [Hand, Hand] => [
    { script: 'sorani', system: 'english' },
    { script: 'kurmanji', system: 'english' },
  ],
  'Sorani and Arabic': (): [Hand, Hand] => [
    { script: 'sorani', system: 'english' },
    { script: 'arabic', system: 'english' },
  ],
} as const

const nameOf = (identity: Identity, stream: Stream): readonly RegistryName[] =>
  stream.chance(0.35) ? identity.parts.slice(0, 2) : identity.parts

const samePair = (kind: string, identity: Identity, hand: [Hand, Hand], stream: Stream): NamePair => {
  const a = writeHastily(identity.parts, stream.chance(0.5) ? identity.family : null, hand[0], stream)
  const b = writeHastily(nameOf(identity, stream), stream.chance(0.5) ? identity.family : null, hand[1], stream)
  return { a, b, same: true, kind }
}

const particle: Record<string, readonly [string, string]> = {
  arabic: ['بن', 'بنت'],
  sorani: ['کوڕی', 'کچی'],
  kurmanji: ['kurê', 'keça'],
  latin: ['bin', 'bint'],
}

/** Chains with particles, a family name first with a comma, one slip. */
const damagedPair = (kind: string, identity: Identity, stream: Stream): NamePair => {
  const hand = hands(stream)
  const pair = samePair(kind, identity, hand, stream)
  if (kind === 'one slip') return { ...pair, b: withSlip(pair.b, stream) }
  if (kind === 'chain with particles') {
    const [son = '', daughter = ''] = particle[hand[1].script] ?? []
    const link = identity.sex === 'female' ? daughter : son
    const words = identity.parts.map((part) => writeHastily([part], null, hand[1], stream))
    return { ...pair, b: `${words[0] ?? ''} ${link} ${words[1] ?? ''} ${son} ${words[2] ?? ''}` }
  }
  const family = identity.family ?? identity.parts[2]
  const last = writeHastily([], family, hand[1], stream)
  return {
    ...pair,
    a: writeHastily(identity.parts.slice(0, 2), family, hand[0], stream),
    b: `${last}, ${writeHastily(identity.parts.slice(0, 2), null, hand[1], stream)}`,
  }
}

const otherKinds = {
  sibling: (identity, stream) => [otherName(identity.parts[0], identity, stream), identity.parts[1], identity.parts[2]],
  'father and son': (identity, stream) => {
    const [, father, grandfather] = identity.parts
    return [father, grandfather, otherName(grandfather, identity, stream, 'male')]
  },
  'other father': (identity, stream) => [
    identity.parts[0],
    otherName(identity.parts[1], identity, stream, 'male'),
    identity.parts[2],
  ],
  swapped: ({ parts }) => [parts[1], parts[0], parts[2]],
  namesake: (identity, stream) => [
    identity.parts[0],
    otherName(identity.parts[1], identity, stream, 'male'),
    otherName(identity.parts[2], identity, stream, 'male'),
  ],
} as const satisfies Record<string, (identity: Identity, stream: Stream) => RegistryName[]>

const otherPair = (kind: keyof typeof otherKinds, identity: Identity, stream: Stream): NamePair | null => {
  const [left, right] = hands(stream)
  const [given, father] = identity.parts
  if (kind === 'swapped' && bones(given) === bones(father)) return null
  if (kind === 'father and son' && bones(given) === bones(father)) return null
  const other = otherKinds[kind](identity, stream)
  return {
    a: writeHastily(identity.parts, stream.chance(0.5) ? identity.family : null, left, stream),
    b: writeHastily(stream.chance(0.35) ? other.slice(0, 2) : other, null, right, stream),
    same: false,
    kind,
  }
}

/**
 * Invents labelled pairs of names: `count` of one person by two hands (systems of romanisation, two alphabets of one language, chains with particles, slips) and as
 * many of two people (siblings, father and son, swapped parts, namesakes). Two people's names always differ in a consonant that no spelling levels.
 */
export const inventNamePairs = (seed: number | string, count: number): NamePair[] => {
  const pairs: NamePair[] = []
  const kinds = [...Object.keys(sameKinds), 'one slip', 'chain with particles', 'family name first']
  const others = Object.keys(otherKinds) as (keyof typeof otherKinds)[]
  for (let at = 0; pairs.length < 2 * count; at += 1) {
    const stream = createStream(seed, `pair/${at}`)
    const identity = drawHousehold(stream)[0] as Identity
    const kind = kinds[at % kinds.length] ?? ''
    const pick = sameKinds[kind as keyof typeof sameKinds]
    pairs.push(
      pick === undefined ? damagedPair(kind, identity, stream) : samePair(kind, identity, pick(stream), stream),
    )
    const other = otherPair(others[at % others.length] ?? 'sibling', identity, stream)
    if (other !== null) pairs.push(other)
  }
  return pairs.slice(0, 2 * count)
}
