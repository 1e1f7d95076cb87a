import { familyNames } from './names-family.ts'
import { femaleNames } from './names-female.ts'
import { maleNames } from './names-male.ts'
import { placeNames } from './names-place.ts'

/** The four ways in which a name is written in this world. */
export const nameScripts = ['arabic', 'sorani', 'kurmanji', 'latin'] as const
export type NameScript = (typeof nameScripts)[number]

/** Whose naming pattern a family follows. */
export type Heritage = 'kurdish' | 'arabic'

/** One name in its scripts; `latin` holds the spellings that people use when they have no rule. */
export type NameForms = {
  used: 'kurdish' | 'arabic' | 'both'
  arabic: string
  sorani: string
  kurmanji: string
  latin: readonly string[]
}

const usedByLetter = new Map<string, NameForms['used']>([
  ['k', 'kurdish'],
  ['a', 'arabic'],
  ['b', 'both'],
])

const readTable = (table: string): NameForms[] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [letter = '', arabic = '', sorani = '', kurmanji = '', latin = ''] = line.replaceAll('_', ' ').split('|')
      const spellings = (line.split('|')[4] ?? '').split(' ').map((word) => word.replaceAll('_', ' '))
      const used = usedByLetter.get(letter)
      if (used === undefined || latin === '') throw new SyntaxError(`a name table has a broken line: ${line}`)
      return { used, arabic, sorani, kurmanji, latin: spellings }
    })

export const males = readTable(maleNames)
export const females = readTable(femaleNames)
export const families = readTable(familyNames)
export const places = readTable(placeNames)

/** The lines of a table that a family of this heritage uses. */
export const namesFor = (table: readonly NameForms[], heritage: Heritage): NameForms[] =>
  table.filter((forms) => forms.used === 'both' || forms.used === heritage)
