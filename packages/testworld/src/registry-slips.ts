import type { NameScript } from './name-table.ts'
import type { Stream } from './stream.ts'

/** Letters that stand for each other where people are in a hurry or lack a key, by script. */
const haste: Record<NameScript, readonly (readonly [RegExp, string, number])[]> = {
  arabic: [
    [/[أإآ]/gu, 'ا', 0.6],
    [/ة(?= |$)/gu, 'ه', 0.45],
    [/ى(?= |$)/gu, 'ي', 0.5],
    [/ي(?= |$)/gu, 'ى', 0.15],
    [/ي/gu, 'ی', 0.12],
    [/ك/gu, 'ک', 0.12],
    [/عبد ال/gu, 'عبدال', 0.5],
    [/ء(?= |$)/gu, '', 0.4],
    [/ئ/gu, 'ي', 0.2],
    [/ؤ/gu, 'و', 0.3],
    [/ال(?=[^ ]{3,}$)/gu, 'الـ', 0.03],
  ],
  sorani: [
    [/ە/gu, 'ه\u200C', 0.3],
    [/ک/gu, 'ك', 0.4],
    [/ی/gu, 'ي', 0.4],
    [/ڕ/gu, 'ر', 0.4],
    [/ڵ/gu, 'ل', 0.4],
    [/ێ/gu, 'ی', 0.15],
    [/ۆ/gu, 'و', 0.15],
    [/ڤ/gu, 'ف', 0.2],
    [/وو/gu, 'و', 0.2],
  ],
  kurmanji: [
    [/ê/gu, 'e', 0.3],
    [/î/gu, 'i', 0.3],
    [/û/gu, 'u', 0.3],
    [/ş/gu, 's', 0.12],
    [/ş/gu, 'sh', 0.1],
    [/ç/gu, 'c', 0.12],
    [/[Şş]/gu, 's', 0.05],
  ],
  latin: [
    [/-/gu, ' ', 0.15],
    [/[ʻʼ‘’]/gu, '', 0.3],
    [/[ʻʼ‘’]/gu, "'", 0.3],
  ],
}

/** A spelling as it is typed in haste: what is levelled is levelled throughout; invisible characters and case come with it. */
export const inHaste = (text: string, script: NameScript, stream: Stream): string => {
  let written = text
  for (const [letter, other, chance] of haste[script])
    if (stream.chance(chance)) written = written.replaceAll(letter, other)
  if (script === 'latin' && stream.chance(0.2)) written = written.normalize('NFD').replaceAll(/\p{M}/gu, '')
  if ((script === 'latin' || script === 'kurmanji') && stream.chance(0.15)) written = written.toLowerCase()
  else if ((script === 'latin' || script === 'kurmanji') && stream.chance(0.06)) written = written.toUpperCase()
  if ((script === 'arabic' || script === 'sorani') && stream.chance(0.03)) written = `\u200F${written}`
  if (stream.chance(0.02)) written = written.replace(' ', '  ')
  return written
}

const keyRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ئءؤرىةوزظ']
/** Letters that differ by their dots alone, and Latin shapes that a scanner mistakes. */
const alike = ['بتثني', 'جحخ', 'دذ', 'رز', 'سش', 'صض', 'طظ', 'عغ', 'فق', 'il', 'ce', 'un', 'vy', 'hb', 'oa', 'rt']

const beside = (letter: string, stream: Stream): string | undefined => {
  const row = keyRows.find((keys) => keys.includes(letter))
  if (row === undefined) return undefined
  const at = row.indexOf(letter)
  return row[at === 0 || (at < row.length - 1 && stream.chance(0.5)) ? at + 1 : at - 1]
}

const misread = (letter: string, stream: Stream): string | undefined => {
  const shapes = alike.find((group) => group.includes(letter))
  return shapes === undefined ? undefined : stream.pick(Array.from(shapes).filter((other) => other !== letter))
}

/** One slip in one word: a letter beside the right one, one too few, one twice, two swapped, or one misread. Words of three letters and fewer stay. */
export const withSlip = (text: string, stream: Stream): string => {
  const words = text.split(' ')
  const long = words.flatMap((word, at) => (word.length > 3 && !/^al-|^el-/iu.test(word) ? [at] : []))
  if (long.length === 0) return text
  const chosen = stream.pick(long)
  const letters = Array.from(words[chosen] ?? '')
  const at = stream.between(1, letters.length - 2)
  const letter = letters[at] ?? ''
  const kind = stream.pick(['beside', 'beside', 'misread', 'misread', 'left out', 'twice', 'swapped'])
  if (kind === 'left out') letters.splice(at, 1)
  else if (kind === 'twice') letters.splice(at, 0, letter)
  else if (kind === 'swapped') letters.splice(at, 2, letters[at + 1] ?? '', letter)
  else {
    const other = kind === 'beside' ? beside(letter.toLowerCase(), stream) : misread(letter.toLowerCase(), stream)
    if (other !== undefined) letters[at] = other
  }
  words[chosen] = letters.join('')
  return words.join(' ')
}
