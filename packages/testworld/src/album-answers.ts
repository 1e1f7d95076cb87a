import { parentsWords } from './people-texts.ts'
import type { NameScript } from './name-table.ts'
import { createStream } from './stream.ts'
import type { AlbumAnswer, Person } from './world-types.ts'

/** Whose parents are hardly alive to be asked are older than this. */
const bornSince = 1970

/** The language in which a family is asked, by the script in which it writes names. */
const languageOf = { arabic: 'ar', sorani: 'ckb', kurmanji: 'kmr', latin: 'en' } as const satisfies Record<
  NameScript,
  AlbumAnswer['language']
>

/**
 * What parents answered who were asked whether their children may be shown in an album, family by family: most said yes, some no, and
 * many were not asked yet. Of a family one parent answers, one who is not missing too; nobody answers for a parent, and nobody twice for
 * one person. Rule TW16.
 */
export const inventAlbumAnswers = (seed: string, people: readonly Person[]): AlbumAnswer[] => {
  const families = new Map<string, Person[]>()
  for (const person of people) families.set(person.family, [...(families.get(person.family) ?? []), person])
  return [...families].flatMap(([family, members]) => {
    const stream = createStream(seed, `album/${family}`)
    const wasAsked = stream.chance(0.85)
    const answer = stream.chance(0.85) ? 'yes' : 'no'
    const usual = stream.chance(0.6) ? 'mother' : 'father'
    const isMissing = (parent: 'father' | 'mother'): boolean =>
      members.some(({ kin }) => kin.some(({ relation }) => relation === parent))
    const parents = usual === 'mother' ? (['mother', 'father'] as const) : (['father', 'mother'] as const)
    const asked = parents.find((parent) => !isMissing(parent))
    if (!wasAsked || asked === undefined) return []
    return members
      .filter(({ birthYear, samePersonAs, kin }) => {
        const isParent = kin.some(({ relation }) => relation === 'daughter' || relation === 'son')
        return birthYear >= bornSince && samePersonAs === null && !isParent
      })
      .map((child) => ({
        person: child.id,
        givenBy: `${parentsWords[asked][child.sex]}, ${child[asked]}`,
        language: languageOf[child.script],
        answer,
      }))
  })
}
