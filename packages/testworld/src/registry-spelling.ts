import type { NameScript } from './name-table.ts'
import { spellArabic } from './registry-arabic.ts'
import { spellKurmanji, spellSorani } from './registry-kurdish.ts'
import { latinSystems, spellLatin, spellLatinFamily, type LatinSystem } from './registry-latin.ts'
import type { RegistryName } from './registry-identity.ts'
import type { Stream } from './stream.ts'

/** One hand that writes names: a script and, in Latin, a system. */
export type Hand = { script: NameScript; system: LatinSystem }

/** Draws a hand; English habits are the most common in Latin, standards and chat are rare. */
export const drawHand = (script: NameScript, stream: Stream): Hand => ({
  script,
  system: stream.pick([
    'english',
    'english',
    'english',
    'english',
    'german',
    'french',
    'turkish',
    stream.pick(latinSystems),
  ] as const),
})

/** Spells one name by a hand. */
export const spellOne = (name: RegistryName, hand: Hand, stream: Stream): string => {
  if (hand.script === 'arabic') return spellArabic(name, stream)
  if (hand.script === 'sorani') return spellSorani(name)
  return hand.script === 'kurmanji' ? spellKurmanji(name) : spellLatin(name, hand.system, stream)
}

/** Spells the parts of a name in their order, and the family name after them, by one hand. */
export const spellName = (
  parts: readonly RegistryName[],
  family: RegistryName | null,
  hand: Hand,
  stream: Stream,
): string => {
  const spelled = parts.map((part) => spellOne(part, hand, stream))
  if (family !== null) {
    if (hand.script === 'latin') spelled.push(spellLatinFamily(family, hand.system, stream))
    else {
      const text = spellOne(family, hand, stream)
      spelled.push(hand.script === 'arabic' && family.heritage === 'arabic' ? `ال${text.replace(/^[أإ]/u, 'ا')}` : text)
    }
  }
  return spelled.join(' ')
}
