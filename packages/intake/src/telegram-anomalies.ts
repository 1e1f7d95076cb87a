import type { SliceFlag } from './json-slice.ts'
import type { SplitFault, SplitFaultCode } from './json-splitter.ts'

/** Collects what was odd about one export while it is read, to say it in a few sentences at the end. */
export interface TelegramNotes {
  repaired: (flag: SliceFlag) => void
  fault: (fault: SplitFault) => void
  passedOver: (path: readonly string[]) => void
  /** Minutes from UTC on 1 January 1970. */
  zoneHint: (minutes: number) => void
  sentences: () => string[]
}

/** More of one kind are counted, but not listed. */
const listed = 20

/** Starts with nothing odd. */
export function createTelegramNotes(): TelegramNotes {
  const countByFlag = new Map<SliceFlag, number>()
  const countByHint = new Map<number, number>()
  const faultsByCode = new Map<SplitFaultCode, SplitFault[]>()
  const countByCode = new Map<SplitFaultCode, number>()
  const passed = new Set<string>()
  return {
    repaired(flag) {
      countByFlag.set(flag, (countByFlag.get(flag) ?? 0) + 1)
    },
    fault(found) {
      const faults = faultsByCode.get(found.code) ?? []
      if (faults.length < listed) faults.push(found)
      faultsByCode.set(found.code, faults)
      countByCode.set(found.code, (countByCode.get(found.code) ?? 0) + 1)
    },
    passedOver(path) {
      if (passed.size < 100) passed.add(path.filter((part) => part !== '[]').join('.'))
    },
    zoneHint(minutes) {
      countByHint.set(minutes, (countByHint.get(minutes) ?? 0) + 1)
    },
    sentences() {
      const sentences: string[] = []
      for (const [code, faults] of faultsByCode)
        sentences.push(faultSentences[code](countByCode.get(code) ?? 0, placesOf(countByCode.get(code) ?? 0, faults)))
      for (const [flag, count] of countByFlag) sentences.push(flagSentences[flag](count))
      for (const [minutes, count] of countByHint) sentences.push(hintSentence(minutes, count))
      if (passed.size > 0) {
        sentences.push(`Also in this file, sealed but not read into messages: ${[...passed].join(', ')}.`)
      }
      return sentences
    },
  }
}

function placesOf(count: number, faults: readonly SplitFault[]): string {
  const ranges = faults.map(({ start, end }) => `${start}–${end}`).join(', ')
  return `bytes ${ranges}${count > faults.length ? ' and more' : ''}`
}

const faultSentences: Record<SplitFaultCode, (count: number, places: string) => string> = {
  TRUNCATED: (_count, places) =>
    `The file ends in the middle (${places}). All complete messages before were read. Ask for the export again if you can.`,
  NOT_READ: (_count, places) =>
    `From here on the file makes no sense as an export and was not read: ${places}. Its bytes are sealed as they are.`,
  ITEM_UNREADABLE: (count, places) => `${count} damaged places could not be read as messages: ${places}.`,
  ITEM_TOO_LARGE: (count, places) => `${count} messages are too large to be read: ${places}.`,
  ITEM_TOO_DEEP: (count, places) => `${count} messages are nested too deeply to be read: ${places}.`,
  DUPLICATE_KEY: (count, places) => `${count} fields stand twice where the exporter writes them once: ${places}.`,
  TRAILING_BYTES: (_count, places) => `After the end of the export there are further bytes: ${places}.`,
}

const flagSentences: Record<SliceFlag, (count: number) => string> = {
  'repaired-escapes': (count) =>
    `${count} messages hold control characters in a form that is not valid JSON (\\xNN). They were repaired for reading; the sealed bytes are unchanged.`,
  'repaired-controls': (count) =>
    `${count} messages hold unescaped control characters. They were repaired for reading; the sealed bytes are unchanged.`,
  'invalid-utf8': (count) => `${count} messages hold bytes that are not valid text; these are shown as �.`,
  'long-numbers': (count) =>
    `${count} messages hold numbers too long for a computer number; they are kept digit by digit.`,
  'duplicate-keys': (count) =>
    `${count} messages hold the same field twice; the last value is shown. Compare with the sealed bytes.`,
}

function hintSentence(minutes: number, count: number): string {
  const sign = minutes < 0 ? '−' : '+'
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')
  const rest = String(Math.abs(minutes) % 60).padStart(2, '0')
  return `${count} messages give away that the exporting computer's clock stood at UTC${sign}${hours}:${rest} in January 1970. This is a hint at the time zone, not a proof: the zone's offset may have changed since.`
}
