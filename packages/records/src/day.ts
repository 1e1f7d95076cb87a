/** The day of an instant in UTC, as `YYYY-MM-DD`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}

/** An ISO instant as sentences for people write it: in UTC to the minute, `YYYY-MM-DD HH:MM UTC`. Does not check that it is one. */
export function minuteOf(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`
}
