import type { NameForms, NameScript, Heritage } from './name-table.ts'
import { families, females, males, namesFor, nameScripts, places } from './name-table.ts'
import { circumstances, consentPurposes } from './people-texts.ts'
import { spell, spellPlainly } from './spelling.ts'
import type { Stream } from './stream.ts'
import { createStream } from './stream.ts'
import type { AgeBand, FamilyPhoto, Person, Sex } from './world-types.ts'

type Role = 'child' | 'father' | 'mother'

type Member = { role: Role; sex: Sex; parts: NameForms[]; mother: NameForms; birthYear: number }

type Household = {
  id: string
  heritage: Heritage
  script: NameScript
  origin: NameForms
  lastSeenPlace: NameForms
  lastSeenDate: string
  members: Member[]
}

/** Ages are counted at the end of this year, in which the invented families wrote their file. */
const registerYear = 2016

const ageBand = (birthYear: number): AgeBand => {
  const age = registerYear - birthYear
  if (age < 15) return 'child'
  return age < 58 ? 'adult' : 'elder'
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** A day, now and then only a month or a year, as families remember it. */
const writeDate = (stream: Stream): string => {
  const year = stream.between(2012, 2015)
  if (stream.chance(0.06)) return String(year)
  const month = stream.between(1, 12)
  if (stream.chance(0.12)) return `${year}-${twoDigits(month)}`
  return `${year}-${twoDigits(month)}-${twoDigits(stream.between(1, 28))}`
}

const planHousehold = (seed: string, index: number): Household => {
  const stream = createStream(seed, `family/${index}`)
  const heritage: Heritage = stream.chance(0.65) ? 'kurdish' : 'arabic'
  const menNames = stream.shuffle(namesFor(males, heritage))
  const womenNames = stream.shuffle(namesFor(females, heritage))
  const [father, grandfather, greatGrandfather, motherFather, motherGrandfather] = menNames.splice(0, 5) as [
    NameForms,
    NameForms,
    NameForms,
    NameForms,
    NameForms,
  ]
  const [mother, fatherMother, motherMother] = womenNames.splice(0, 3) as [NameForms, NameForms, NameForms]
  const laqab = stream.chance(0.35) ? [stream.pick(namesFor(families, heritage))] : []
  const fatherBirth = stream.between(1942, 1986)

  const size = stream.pick([1, 1, 1, 2, 2, 2, 3, 3, 4, 5])
  const roles: Role[] = Array.from({ length: size }, () => 'child')
  if (size > 2 && stream.chance(0.5)) roles[0] = stream.chance(0.5) ? 'father' : 'mother'
  if (size === 1 && stream.chance(0.3)) roles[0] = stream.chance(0.5) ? 'father' : 'mother'
  if (size > 3 && stream.chance(0.4)) {
    roles[0] = 'father'
    roles[1] = 'mother'
  }

  const members = roles.map((role): Member => {
    if (role === 'father') {
      const parts = [father, grandfather, greatGrandfather, ...laqab]
      return { role, sex: 'male', parts, mother: fatherMother, birthYear: fatherBirth }
    }
    if (role === 'mother') {
      // A married woman keeps the names of her own father and grandfather.
      const parts = [mother, motherFather, motherGrandfather]
      return { role, sex: 'female', parts, mother: motherMother, birthYear: fatherBirth + stream.between(-3, 8) }
    }
    const sex: Sex = stream.chance(0.5) ? 'female' : 'male'
    // Children are often named after the grandfather.
    const given =
      sex === 'female' ? womenNames.pop() : stream.chance(0.08) ? grandfather : (menNames.pop() ?? grandfather)
    const birthYear = Math.min(fatherBirth + stream.between(19, 38), 2012)
    return { role, sex, parts: [given ?? mother, father, grandfather, ...laqab], mother, birthYear }
  })

  const script = stream.pick<NameScript>(
    heritage === 'kurdish'
      ? ['sorani', 'sorani', 'kurmanji', 'kurmanji', 'arabic', 'arabic', 'arabic', 'latin', 'latin']
      : ['arabic', 'arabic', 'arabic', 'latin'],
  )
  return {
    id: `F${String(index + 1).padStart(4, '0')}`,
    heritage,
    script,
    origin: stream.pick(namesFor(places, heritage)),
    lastSeenPlace: stream.pick(places),
    lastSeenDate: writeDate(stream),
    members,
  }
}

const relationTo = (me: Member, other: Member): string => {
  const words: Record<Role, Record<Role, readonly [female: string, male: string]>> = {
    child: { child: ['sister', 'brother'], father: ['father', 'father'], mother: ['mother', 'mother'] },
    father: { child: ['daughter', 'son'], father: ['', ''], mother: ['wife', 'wife'] },
    mother: { child: ['daughter', 'son'], father: ['husband', 'husband'], mother: ['', ''] },
  }
  const pair = words[me.role][other.role]
  return other.sex === 'female' ? pair[0] : pair[1]
}

const spellingsOf = (parts: readonly NameForms[], stream: Stream): Record<NameScript, string[]> => {
  const found: Record<NameScript, string[]> = { arabic: [], sorani: [], kurmanji: [], latin: [] }
  for (const script of nameScripts) {
    const ways = new Set([spellPlainly(parts, script)])
    for (let attempt = 0; attempt < (script === 'latin' ? 5 : 3); attempt += 1) ways.add(spell(parts, script, stream))
    found[script] = [...ways]
  }
  return found
}

const planPhoto = (id: string, member: Member, stream: Stream): FamilyPhoto => {
  const long = stream.between(860, 1200)
  const short = Math.round(long * stream.pick([0.72, 0.75, 0.8, 1]))
  const upright = stream.chance(0.8)
  const drawing = {
    kind: 'portrait',
    key: `portrait/${id}`,
    sex: member.sex,
    ageBand: ageBand(member.birthYear),
  } as const
  return {
    file: `families/photos/${id}.jpg`,
    width: upright ? short : long,
    height: upright ? long : short,
    quality: stream.between(90, 95),
    drawing,
    copyOf: null,
  }
}

const registerMember = (
  home: Household,
  member: Member,
  id: string,
  kin: Person['kin'],
  stream: Stream,
  script: NameScript,
): Person => {
  // In daily life the last part is often left out.
  const parts = member.parts.length > 2 && stream.chance(0.2) ? member.parts.slice(0, -1) : member.parts
  const one = (forms: NameForms): string => spell([forms], script, stream)
  const photo = stream.chance(0.25) ? null : planPhoto(id, member, stream)
  const sorani = home.heritage === 'kurdish' && script !== 'sorani' && stream.chance(0.6)
  return {
    id,
    family: home.id,
    heritage: home.heritage,
    samePersonAs: null,
    sex: member.sex,
    birthYear: member.birthYear,
    birthYearTo: stream.chance(0.3) ? member.birthYear + stream.between(1, 3) : null,
    name: spell(parts, script, stream),
    script,
    spellings: spellingsOf(member.parts, stream),
    written: {
      arabic: script !== 'arabic' && stream.chance(0.75) ? spell(member.parts, 'arabic', stream) : '',
      sorani: sorani ? spell(member.parts, 'sorani', stream) : '',
      latinOther: stream.chance(0.7) ? spell(member.parts, 'latin', stream) : '',
    },
    father: one(member.parts[1] as NameForms),
    grandfather: one(member.parts[2] as NameForms),
    mother: one(member.mother),
    origin: one(home.origin),
    lastSeenPlace: one(home.lastSeenPlace),
    lastSeenDate: home.lastSeenDate,
    circumstances: stream.pick(circumstances),
    kin,
    consent: stream.chance(0.12)
      ? []
      : consentPurposes.filter((purpose) => purpose === 'tracing' || stream.chance(0.7)),
    photo,
  }
}

/** The same member registered again by another relative: other script, other spelling, a year off, perhaps a copied photo. */
const registerAgain = (home: Household, member: Member, first: Person, id: string, stream: Stream): Person => {
  const script = stream.pick(nameScripts.filter((other) => other !== first.script))
  const again = registerMember(home, member, id, [], stream, script)
  const copied = first.photo !== null && stream.chance(0.5)
  const scale = stream.pick([0.5, 0.6, 0.75])
  const copy: FamilyPhoto | null =
    copied && first.photo !== null
      ? {
          ...first.photo,
          file: `families/photos/${id}.jpg`,
          width: Math.round(first.photo.width * scale),
          height: Math.round(first.photo.height * scale),
          quality: stream.between(60, 80),
          copyOf: first.id,
        }
      : null
  const birthYear = member.birthYear + stream.between(-1, 1)
  return { ...again, samePersonAs: first.id, birthYear, birthYearTo: null, photo: copy }
}

/** Every ninth family registers one of its members twice. */
const registersTwice = (index: number): boolean => index % 9 === 4

/**
 * Invents `count` rows of the families' file, family by family. A smaller count gives the beginning of a larger one,
 * except that kin who were cut off are not named.
 */
export const inventPeople = (seed: string, count: number): Person[] => {
  const people: Person[] = []
  for (let index = 0; people.length < count; index += 1) {
    const home = planHousehold(seed, index)
    const firstNumber = people.length + 1
    const idOf = (position: number): string => `P${String(firstNumber + position).padStart(4, '0')}`
    home.members.forEach((member, position) => {
      const kin = home.members.flatMap((other, otherPosition) =>
        other === member || firstNumber + otherPosition > count
          ? []
          : [{ relation: relationTo(member, other), person: idOf(otherPosition) }],
      )
      const stream = createStream(seed, `person/${home.id}/${position}`)
      people.push(registerMember(home, member, idOf(position), kin, stream, home.script))
    })
    if (registersTwice(index)) {
      const stream = createStream(seed, `again/${home.id}`)
      const position = stream.below(home.members.length)
      const first = people[firstNumber - 1 + position] as Person
      const member = home.members[position] as Member
      people.push(registerAgain(home, member, first, idOf(home.members.length), stream))
    }
  }
  return people.slice(0, count)
}
