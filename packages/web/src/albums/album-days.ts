const dayMs = 24 * 60 * 60 * 1000
const usualDays = 30

const dayText = (ms: number): string => {
  const day = new Date(ms)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** The days that an album can stand until, from today on. */
export const daysFromNow = (): { first: string; usual: string; last: string } => {
  const nowMs = Date.now()
  return { first: dayText(nowMs), usual: dayText(nowMs + usualDays * dayMs), last: dayText(nowMs + 365 * dayMs) }
}

/** The end of a day (`YYYY-MM-DD`) where this computer is, as ISO text: the album stands until then. Null for what is no day. */
export const endOf = (day: string): string | null => {
  const ms = new Date(`${day}T23:59:59`).getTime()
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
