import { RecordsError } from '@homeward/records'
import { tableLimits, type TableRow } from './table-limits.ts'
import { readFormats } from './xlsx-formats.ts'
import { openParts, type Parts } from './xlsx-parts.ts'
import { readSheet, unescape } from './xlsx-sheet.ts'
import { tableWords } from './table-words.ts'

/** One sheet of a workbook, in the order of its tabs. */
export interface SheetName {
  name: string
  isHidden: boolean
}

/** The rows of the chosen sheet of a workbook, or of the first visible one that holds anything. */
export interface Workbook {
  sheet: string
  sheets: SheetName[]
  rows: TableRow[]
  remarks: string[]
}

/** Reads one sheet of a workbook (ECMA-376, transitional and strict). Throws `RecordsError` INVALID with a sentence. */
export async function readWorkbook(bytes: Uint8Array, chosen?: string): Promise<Workbook> {
  const parts = await openParts(bytes)
  const main = (await relations(parts, '')).find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const { sheets, is1904 } = await readSheets(parts, main)
  const parted = await relations(parts, main)
  const partOf = (type: string): string | undefined => parted.find((one) => one.type === type)?.target
  const [stringsPart, stylesPart] = [partOf('sharedStrings'), partOf('styles')]
  const strings = stringsPart === undefined ? [] : await readStrings(parts, stringsPart)
  const formats = stylesPart === undefined ? [] : await readFormats(parts, stylesPart)
  const wanted =
    chosen === undefined
      ? sheets.toSorted((a, b) => Number(a.isHidden) - Number(b.isHidden))
      : sheets.filter(({ name }) => name === chosen)
  const names = sheets.map(({ name, isHidden }) => ({ name, isHidden }))
  for (const { name, isHidden, relation } of wanted) {
    const target = parted.find(({ id, type }) => id === relation && type === 'worksheet')?.target
    if (target === undefined) continue
    const { rows, remarks } = await readSheet(parts, target, { strings, formats, is1904 })
    if (rows.length === 0 && chosen === undefined) continue
    if (is1904) remarks.unshift(tableWords.say('days-from-1904').text)
    if (isHidden) remarks.unshift(tableWords.say('hidden-sheet', { sheet: name }).text)
    return { sheet: name, sheets: names, rows, remarks }
  }
  throw new RecordsError(
    'INVALID',
    chosen === undefined
      ? 'No sheet of this workbook holds a table. The first row of a sheet must hold the headings of the columns.'
      : `This workbook has no sheet “${chosen}”. It has: ${names.map(({ name }) => name).join(', ')}.`,
  )
}

interface Relation {
  id: string
  /** The last word of its type: the addresses before it differ between the two editions of the standard. */
  type: string
  target: string
}

/** The parts that one part refers to; of `''` those of the whole package. */
async function relations(parts: Parts, of: string): Promise<Relation[]> {
  const folder = of.split('/').slice(0, -1)
  const name = [...folder, '_rels', `${of.split('/').at(-1) ?? ''}.rels`].join('/')
  const found: Relation[] = []
  if (!parts.has(name)) return found
  await parts.read(name, {
    open(element, attributes) {
      if (element !== 'Relationship' || attributes.get('TargetMode') === 'External') return
      found.push({
        id: attributes.get('Id') ?? '',
        type: (attributes.get('Type') ?? '').split('/').at(-1) ?? '',
        target: resolve(folder, attributes.get('Target') ?? ''),
      })
    },
  })
  return found
}

function resolve(folder: readonly string[], target: string): string {
  const path: string[] = target.startsWith('/') ? [] : [...folder]
  for (const step of target.split('/'))
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  return path.join('/')
}

async function readSheets(
  parts: Parts,
  name: string,
): Promise<{ sheets: (SheetName & { relation: string })[]; is1904: boolean }> {
  const sheets: (SheetName & { relation: string })[] = []
  let is1904 = false
  await parts.read(name, {
    open(element, attributes) {
      if (element === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.get('date1904') ?? '')
      else if (element === 'sheet' && sheets.length < 500)
        sheets.push({
          name: attributes.get('name') ?? '',
          isHidden: (attributes.get('state') ?? 'visible') !== 'visible',
          relation: attributes.get('id') ?? '',
        })
    },
  })
  return { sheets, is1904 }
}

/** The texts that cells share. What tells how a word is pronounced is not part of it. */
async function readStrings(parts: Parts, name: string): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let isText = false
  let isInPhonetic = false
  await parts.read(name, {
    open(element) {
      if (element === 'si') text = ''
      else if (element === 'rPh') isInPhonetic = true
      else if (element === 't') isText = !isInPhonetic
    },
    text(heard) {
      if (isText && text.length < tableLimits.cellLength) text += heard
    },
    close(element) {
      if (element === 't') isText = false
      else if (element === 'rPh') isInPhonetic = false
      else if (element === 'si') {
        strings.push(unescape(text).slice(0, tableLimits.cellLength))
        if (strings.length > tableLimits.cells)
          throw new RecordsError('INVALID', 'This workbook holds more texts than a list of people. Divide it.')
      }
    },
  })
  return strings
}
