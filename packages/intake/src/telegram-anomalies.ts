import type { SliceFlag } from './json-slice.ts'
import { readingWords } from './reading-words.ts'
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
      for (const [code, faults] of faultsByCode) {
        const count = countByCode.get(code) ?? 0
        sentences.push(faultSentence(code, count, placesOf(count, faults)))
      }
      for (const [flag, count] of countByFlag) sentences.push(readingWords.say(flag, { n: count }).text)
      for (const [minutes, count] of countByHint) sentences.push(hintSentence(minutes, count))
      if (passed.size > 0) {
        sentences.push(readingWords.say('not-messages', { fields: [...passed].join(', ') }).text)
      }
      return sentences
    },
  }
}

/** Ranges of bytes, and a sign for those that are not listed. */
function placesOf(count: number, faults: readonly SplitFault[]): string {
  const ranges = faults.map(({ start, end }) => `${start}–${end}`).join(', ')
  return count > faults.length ? `${ranges}, …` : ranges
}

function faultSentence(code: SplitFaultCode, n: number, places: string): string {
  if (code === 'TRUNCATED') return readingWords.say('cut', { places }).text
  if (code === 'NOT_READ') return readingWords.say('not-read', { places }).text
  if (code === 'TRAILING_BYTES') return readingWords.say('bytes-behind', { places }).text
  return readingWords.say(countedFaults[code], { n, places }).text
}

const countedFaults = {
  ITEM_UNREADABLE: 'places-damaged',
  ITEM_TOO_LARGE: 'messages-too-large',
  ITEM_TOO_DEEP: 'messages-too-deep',
  DUPLICATE_KEY: 'fields-twice',
} as const

function hintSentence(minutes: number, n: number): string {
  const sign = minutes < 0 ? '−' : '+'
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')
  const rest = String(Math.abs(minutes) % 60).padStart(2, '0')
  return readingWords.say('zone-hint', { n, offset: `${sign}${hours}:${rest}` }).text
}
