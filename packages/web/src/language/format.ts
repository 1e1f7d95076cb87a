import { timeTexts } from '../texts/time.ts'
import { activeStore } from './active.ts'
import { i18n } from './messages.ts'

/** A number with the digits and signs of the language of now. */
export const numberText = (value: number, options?: Intl.NumberFormatOptions): string => i18n.number(value, options)

/** 40 → "40 %", as the language writes it. */
export const percentText = (percent: number): string => i18n.number(percent / 100, { style: 'percent' })

/** The same text with the digits of the language of now; for what is a number to a reader and a text to the program. */
export const digitsText = (text: string): string => text.replaceAll(/\d/gu, (digit) => numberText(Number(digit)))

/** Browsers have no dates in Kurdish: their words stand in the catalogue. */
const hasOwnWords = (): boolean => ['ckb', 'kmr'].includes(activeStore.get().language)

const shown = (ms: number, options: Intl.DateTimeFormatOptions): string =>
  i18n.date(new Date(ms), { hourCycle: 'h23', ...options })

const plainNumber = (value: number): string => numberText(value, { useGrouping: false })

const ownDay = (date: Date): string =>
  timeTexts.day(
    plainNumber(date.getUTCDate()),
    timeTexts.months[date.getUTCMonth()] ?? '',
    plainNumber(date.getUTCFullYear()),
  )

/** The same moment as if this computer's zone were UTC. */
const inZone = (ms: number): Date => new Date(ms - new Date(ms).getTimezoneOffset() * 60_000)

/** "1 Mar 2024", in this computer's zone. */
export const dayText = (ms: number): string => (hasOwnWords() ? ownDay(inZone(ms)) : shown(ms, { dateStyle: 'medium' }))

/** "1 Mar 2024, 13:05", in this computer's zone. */
export const momentText = (ms: number): string => {
  if (!hasOwnWords()) return shown(ms, { dateStyle: 'medium', timeStyle: 'short' })
  const local = inZone(ms)
  return timeTexts.moment(ownDay(local), digitsText(local.toISOString().slice(11, 16)))
}

/** "Friday, 1 March 2024", in UTC. */
export const weekdayText = (ms: number): string => {
  if (!hasOwnWords()) return shown(ms, { dateStyle: 'full', timeZone: 'UTC' })
  const date = new Date(ms)
  return timeTexts.weekday(timeTexts.weekdays[date.getUTCDay()] ?? '', ownDay(date))
}
