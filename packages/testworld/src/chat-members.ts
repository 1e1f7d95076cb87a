import type { Heritage } from './name-table.ts'
import { families, females, males, namesFor } from './name-table.ts'
import type { Language } from './sentences.ts'
import { createStream } from './stream.ts'
import { spell } from './spelling.ts'
import type { ChatMember } from './world-types.ts'

const scriptOf = { english: 'latin', arabic: 'arabic', sorani: 'sorani', kurmanji: 'kurmanji' } as const

/** What people add to their name in a chat. */
const signs = ['', '', '', ' 🌿', ' 🐈', ' 📱', ' ☀️', ' 🔧'] as const

/**
 * Invents the people who write in a chat. `languages` are taken in turn; with `deleted`, the last of every eight is a
 * deleted account without a name. Names within a chat differ.
 */
export const inventMembers = (
  seed: string,
  key: string,
  count: number,
  languages: readonly Language[],
  deleted: boolean,
): ChatMember[] => {
  const stream = createStream(seed, `members/${key}`)
  const taken = new Set<string>()
  const members: ChatMember[] = []
  while (members.length < count) {
    const language = languages[members.length % languages.length] ?? 'english'
    const heritage: Heritage = language === 'arabic' ? 'arabic' : 'kurdish'
    const given = stream.pick(namesFor(stream.chance(0.5) ? females : males, heritage))
    const parts = stream.chance(0.4) ? [given, stream.pick(namesFor(families, heritage))] : [given]
    const name = spell(parts, scriptOf[language], stream) + stream.pick(signs)
    const id = String(stream.between(100_000_000, 1_999_999_999))
    if (taken.has(name)) continue
    taken.add(name)
    members.push({ id, name: deleted && members.length % 8 === 7 ? null : name, language })
  }
  return members
}
