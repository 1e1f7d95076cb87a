/** All chats happen in this year; the exporting computers stood at UTC+03:00 without summer time. */
const firstDayMs = Date.UTC(2015, 0, 5)
const chatDays = 320
const offsetSeconds = 3 * 3600

/** A moment as the exporting computer's clock showed it. */
export type ChatTime = {
  unixSeconds: number
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** The local clock parts of a moment. */
export const chatTime = (unixSeconds: number): ChatTime => {
  const local = new Date((unixSeconds + offsetSeconds) * 1000)
  return {
    unixSeconds,
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  }
}

/**
 * When the message at `index` of `count` was sent: spread evenly over the year, only between six and twenty-three
 * o'clock. A pure function, so a picture's file name is known before its message is written.
 */
export const messageSeconds = (index: number, count: number): number => {
  const position = ((index + 0.5) * chatDays) / count
  const day = Math.floor(position)
  const second = Math.floor((position - day) * 17 * 3600)
  // A scatter below half the gap to the next message keeps the order.
  const gap = Math.max(1, Math.min(900, Math.floor((chatDays * 17 * 3600) / count / 2)))
  const scatter = (Math.imul(index, 2_654_435_761) >>> 8) % gap
  return firstDayMs / 1000 + day * 86_400 + 6 * 3600 - offsetSeconds + second + scatter
}

/** A whole number from 0 to 99 with two digits. */
export const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`)

/** `2015-03-18T14:05:09`, the local date of Telegram Desktop. */
export const tdesktopDate = (time: ChatTime): string =>
  `${time.year}-${twoDigits(time.month)}-${twoDigits(time.day)}T${twoDigits(time.hour)}:${twoDigits(time.minute)}:${twoDigits(time.second)}`

/** `18-03-2015_14-05-09`, as it stands in names of exported files. */
export const fileNameDate = (time: ChatTime): string =>
  `${twoDigits(time.day)}-${twoDigits(time.month)}-${time.year}_${twoDigits(time.hour)}-${twoDigits(time.minute)}-${twoDigits(time.second)}`
