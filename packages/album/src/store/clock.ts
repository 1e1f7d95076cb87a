import type { PhoneRecord } from './phone-state.ts'

/** Clocks are set by hand and drift; less than this is nobody's doing. */
const slackMs = 15 * 60_000
/** A leap of more than this between two uses may be the clock: then an album closes, and is not destroyed yet. */
const leapMs = 60 * 86_400_000

/** What this phone's clock is worth now (H9: a claim). */
export interface ClockReading {
  /** The phone's clock, corrected by what the office said at the last contact. */
  correctedMs: number
  /** Behind the highest time that was ever seen here. */
  isTurnedBack: boolean
  /** So far ahead of the last use that it may be wrong. */
  isLeap: boolean
  /** Whether the album may be shown: `over` by its own date, `unsure` where the clock cannot be believed. */
  album: 'open' | 'over' | 'unsure'
}

/**
 * Judges the clock against what was sealed on this phone. An attacker who holds the phone can set its clock, but not below the
 * highest time that this phone has seen; one who restores an older copy of the storage is not noticed.
 */
export const readClock = (
  { highestMs, offsetMs }: Pick<PhoneRecord, 'highestMs' | 'offsetMs'>,
  until: string | null,
  nowMs: number,
): ClockReading => {
  const correctedMs = nowMs + offsetMs
  const isTurnedBack = correctedMs < highestMs - slackMs
  const isLeap = correctedMs > highestMs + leapMs
  const isPast = until !== null && Math.max(correctedMs, highestMs) >= Date.parse(until)
  const album = isTurnedBack || (isPast && isLeap) ? 'unsure' : isPast ? 'over' : 'open'
  return { correctedMs, isTurnedBack, isLeap, album }
}

/**
 * What is kept of the office's clock at a contact. The office's time stands: also below a highest time that a wrong clock had
 * left here. A difference of more than an hour is kept, so that a phone whose clock is years off can be used.
 */
export const clockAfterContact = (officeMs: number, nowMs: number): Pick<PhoneRecord, 'highestMs' | 'offsetMs'> => {
  const offMs = officeMs - nowMs
  return { highestMs: officeMs, offsetMs: Math.abs(offMs) > 3_600_000 ? offMs : 0 }
}
