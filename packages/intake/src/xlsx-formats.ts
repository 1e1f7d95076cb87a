import type { Parts } from './xlsx-parts.ts'

/** How the number in a cell is shown: as a day, a time, with leading zeros, or as it is. */
export type NumberFormat =
  | { shows: 'number' }
  | { shows: 'zeros'; digits: number }
  | { shows: 'date'; precision: 'year' | 'month' | 'day' | 'minute' }
  | { shows: 'time' }

const plain: NumberFormat = { shows: 'number' }

/** The formats of cells by their style number, as `xl/styles.xml` lists them. */
export async function readFormats(parts: Parts, name: string): Promise<NumberFormat[]> {
  const codes = new Map<number, string>()
  const formats: NumberFormat[] = []
  let isInCellFormats = false
  await parts.read(name, {
    open(element, attributes) {
      if (element === 'numFmt') codes.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '')
      else if (element === 'cellXfs') isInCellFormats = true
      else if (element === 'xf' && isInCellFormats)
        formats.push(formatOf(Number(attributes.get('numFmtId') ?? 0), codes))
    },
    close(element) {
      if (element === 'cellXfs') isInCellFormats = false
    },
  })
  return formats
}

/** Numbers below 164 are built in (ECMA-376 part 1, 18.8.30); 27–36 and 50–58 are dates of East Asian editions. */
function formatOf(number: number, codes: ReadonlyMap<number, string>): NumberFormat {
  const code = codes.get(number)
  if (code !== undefined) return formatOfCode(code)
  if (number === 22) return { shows: 'date', precision: 'minute' }
  if (number === 17) return { shows: 'date', precision: 'month' }
  if ((number >= 18 && number <= 21) || (number >= 45 && number <= 47)) return { shows: 'time' }
  const isDate = (number >= 14 && number <= 16) || (number >= 27 && number <= 36) || (number >= 50 && number <= 58)
  return isDate ? { shows: 'date', precision: 'day' } : plain
}

/** What a format code shows, without its quoted words, colours, languages and conditions. */
export function formatOfCode(code: string): NumberFormat {
  const bare = code
    .slice(0, 500)
    .replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general/giu, '')
    .split(';', 1)[0]!
    .toLowerCase()
  if (/^0{2,}$/u.test(bare)) return { shows: 'zeros', digits: bare.length }
  const [hasYear, hasDay, hasHour] = [/y|e/u.test(bare), bare.includes('d'), /[hs]/u.test(bare)]
  if (/[#0?]/u.test(bare) || !(hasYear || hasDay || hasHour || bare.includes('m'))) return plain
  if (!hasYear && !hasDay) return hasHour ? { shows: 'time' } : { shows: 'date', precision: 'month' }
  if (hasHour) return { shows: 'date', precision: 'minute' }
  if (hasDay) return { shows: 'date', precision: 'day' }
  return { shows: 'date', precision: bare.includes('m') ? 'month' : 'year' }
}
