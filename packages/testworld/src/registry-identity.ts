import { arabMen, arabWomen, kurdHalves, kurdMen, kurdWomen, lastNames, roots, rootShapes } from './registry-names.ts'
import { soundedName, type SoundedName } from './registry-sounds.ts'
import type { Heritage } from './name-table.ts'
import type { Stream } from './stream.ts'
import type { Sex } from './world-types.ts'

/** A name by its sounds, with its notation, by which the registry knows whether two are one. */
export type RegistryName = SoundedName & { notation: string }

const listOf = (text: string, heritage: Heritage): RegistryName[] =>
  [...new Set(text.trim().split(/\s+/u))].map((notation) => ({ notation, ...soundedName(notation, heritage) }))

const given: Record<Heritage, Record<Sex, readonly RegistryName[]>> = {
  arabic: { male: listOf(arabMen, 'arabic'), female: listOf(arabWomen, 'arabic') },
  kurdish: { male: listOf(kurdMen, 'kurdish'), female: listOf(kurdWomen, 'kurdish') },
}
const families = listOf(lastNames, 'arabic')
const rootList = roots.split(' ')
const shapeList = rootShapes.split(' ')

/** By rank: the first of a list is drawn about ten times as often as the hundredth. */
const drawn = <T>(list: readonly T[], stream: Stream): T => {
  const rank = Math.floor(11 * ((list.length + 11) / 11) ** (stream.uint32() / 0x1_0000_0000)) - 11
  return list[Math.min(rank, list.length - 1)] as T
}

/** A rare name, formed from a root and a shape or from two halves. */
const formed = (heritage: Heritage, sex: Sex, stream: Stream): RegistryName => {
  if (heritage === 'kurdish') {
    const notation = `${stream.pick(kurdHalves.first)}${stream.pick(kurdHalves.second)}${sex === 'female' ? 'a' : ''}`
    return { notation, ...soundedName(notation, heritage) }
  }
  const root = stream.pick(rootList).replace('th', '0')
  const shape = stream.pick(shapeList)
  const notation = `${shape.replaceAll(/[123]/gu, (place) => root.charAt(Number(place) - 1)).replaceAll('0', 'th')}${sex === 'female' ? '@' : ''}`
  return { notation, ...soundedName(notation, heritage) }
}

/** A given name of somebody of this heritage: usually one of the lists, in one of seven a rare one. Kurds bear Arabic names often. */
export const drawGiven = (heritage: Heritage, sex: Sex, stream: Stream): RegistryName => {
  if (stream.chance(0.14)) return formed(heritage, sex, stream)
  const from = heritage === 'kurdish' && stream.chance(0.4) ? 'arabic' : heritage
  return drawn(given[from][sex], stream)
}

/** A family, tribe or place after which people are called. */
const drawFamily = (heritage: Heritage, stream: Stream): RegistryName => ({
  ...stream.pick(families),
  heritage,
})

/** A village or town, invented; there are a few hundred, some much larger than others. */
const drawPlace = (stream: Stream): RegistryName => {
  const first = drawn(kurdHalves.first, stream)
  const second = stream.pick(['AwA', 'gund', 'stAn', 'kAn', 'var', 'tal', 'bEk', 'xAn', 'gir', 'der'])
  const notation = `${first}${second}`
  return { notation, ...soundedName(notation, 'kurdish') }
}

/** Somebody as they are, before anybody writes them down. */
export type Identity = {
  heritage: Heritage
  sex: Sex
  /** Given, father's, grandfather's name. */
  parts: readonly [RegistryName, RegistryName, RegistryName]
  family: RegistryName | null
  mother: RegistryName
  motherFather: RegistryName
  birthYear: number
  place: RegistryName
}

/** A household: brothers and sisters share father, grandfather, mother and place. */
export const drawHousehold = (stream: Stream): Identity[] => {
  const heritage: Heritage = stream.chance(0.6) ? 'kurdish' : 'arabic'
  const father = drawGiven(heritage, 'male', stream)
  const grandfather = drawGiven(heritage, 'male', stream)
  const family = stream.chance(0.45) ? drawFamily(heritage, stream) : null
  const mother = drawGiven(heritage, 'female', stream)
  const motherFather = drawGiven(heritage, 'male', stream)
  const place = drawPlace(stream)
  const first = stream.between(1950, 2008)
  const children: Identity[] = []
  for (let at = stream.pick([1, 1, 1, 2, 2, 3, 4, 5]); at > 0; at -= 1) {
    const sex: Sex = stream.chance(0.5) ? 'female' : 'male'
    const name = drawGiven(heritage, sex, stream)
    // Brothers and sisters are not called alike.
    if (children.some((child) => child.parts[0].notation === name.notation)) continue
    const birthYear = Math.min(2013, first + children.length * 2 + stream.between(0, 1))
    children.push({ heritage, sex, parts: [name, father, grandfather], family, mother, motherFather, birthYear, place })
  }
  return children
}
