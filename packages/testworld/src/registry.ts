import { nameScripts, type NameScript } from './name-table.ts'
import { drawHousehold, type Identity, type RegistryName } from './registry-identity.ts'
import { drawHand, spellName, spellOne, type Hand } from './registry-spelling.ts'
import { inHaste, withSlip } from './registry-slips.ts'
import { createStream, type Stream } from './stream.ts'
import type { Sex } from './world-types.ts'

/** One record of a large registry as somebody wrote it. What nobody knew is null. */
export type RegistryRecord = {
  id: string
  script: NameScript
  name: string
  sex: Sex
  mother: string | null
  birthYear: number | null
  place: string | null
  identifier: string
  /** The person behind the record; two records of one person have the same. For measuring only. */
  person: number
  /** The same parts of the name spelled carefully by other hands. For measuring only. */
  spellings: Readonly<Record<NameScript, string>>
  /** The sounds of the parts that the record has. For measuring only. */
  sounds: readonly string[]
}

export type Registry = {
  records: RegistryRecord[]
  /** The places in `records` of each two that are one person. */
  duplicates: (readonly [number, number])[]
}

export type RegistryOptions = {
  seed: number | string
  records: number
  /** The share of people who are registered twice; 0.08 unless told. */
  twice?: number
  /** Birth year, mother and place are in every record. */
  complete?: boolean
}

/** How often each script is used. */
const drawScript = (identity: Identity, stream: Stream): NameScript =>
  stream.pick(
    identity.heritage === 'kurdish'
      ? (['sorani', 'kurmanji', 'arabic', 'arabic', 'latin', 'latin'] as const)
      : (['arabic', 'arabic', 'arabic', 'latin', 'latin'] as const),
  )

const writeRecord = (
  identity: Identity,
  person: number,
  script: NameScript,
  stream: Stream,
  { complete = false }: RegistryOptions,
): RegistryRecord => {
  const hand = drawHand(script, stream)
  const parts = stream.chance(0.25) ? identity.parts.slice(0, 2) : identity.parts
  const family = stream.chance(0.55) ? identity.family : null
  const written = (text: string): string => {
    const hasty = inHaste(text, script, stream)
    return stream.chance(0.07) ? withSlip(hasty, stream) : hasty
  }
  const known = (chance: number): boolean => complete || stream.chance(chance)
  const birthYear = identity.birthYear + stream.pick([0, 0, 0, 0, 0, 0, 0, 1, -1, 1, -1, 2, -2, 3])
  const mother = stream.chance(0.3) ? [identity.mother, identity.motherFather] : [identity.mother]
  const spelled = (by: Hand): string => spellName(parts, family, by, stream)
  const spellings = Object.fromEntries(nameScripts.map((other) => [other, spelled(drawHand(other, stream))])) as Record<
    NameScript,
    string
  >
  return {
    id: '',
    script,
    name: written(spelled(hand)),
    sex: identity.sex,
    mother: known(0.7) ? written(spellName(mother, null, hand, stream)) : null,
    birthYear: known(0.8) ? birthYear : null,
    place: known(0.75) ? written(spellOne(identity.place, hand, stream)) : null,
    identifier: '',
    person,
    spellings,
    sounds: [...parts, ...(family === null ? [] : [family])].map((part: RegistryName) => part.notation),
  }
}

/**
 * Invents a registry of so many records in four writings, household by household. Some people are registered twice: by another hand, usually in another
 * script, with parts left out, slips, and a birth year that is off. The spellers and their tables belong to this package alone
 * (registry-sounds.ts), so what is measured with it is not measured by its own tables. Equal seeds give equal registries.
 */
export const inventRegistry = (options: RegistryOptions): Registry => {
  const { seed, records: count, twice = 0.08 } = options
  const records: RegistryRecord[] = []
  const duplicates: [number, number][] = []
  let person = 0
  for (let house = 0; records.length < count; house += 1) {
    const stream = createStream(seed, `registry/${house}`)
    for (const identity of drawHousehold(stream)) {
      person += 1
      const first = writeRecord(identity, person, drawScript(identity, stream), stream, options)
      records.push(first)
      if (!stream.chance(twice)) continue
      const others = nameScripts.filter((script) => script !== first.script)
      const script = stream.chance(0.75) ? stream.pick(others) : first.script
      records.push(writeRecord(identity, person, script, stream, options))
      duplicates.push([records.length - 2, records.length - 1])
    }
  }
  const kept = records.slice(0, count)
  for (const [at, record] of kept.entries()) {
    record.id = `R${String(at + 1).padStart(5, '0')}`
    record.identifier = `${record.sex === 'female' ? 'F' : 'M'}-${String((at * 7919 + 104_729) % 1_000_000).padStart(6, '0')}`
  }
  return { records: kept, duplicates: duplicates.filter(([, second]) => second < kept.length) }
}
