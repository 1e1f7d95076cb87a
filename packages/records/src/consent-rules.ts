import type { Database } from '@homeward/vault'
import { consentsOf } from './consent-rows.ts'
import type { Consent, Purpose } from './consent-types.ts'
import { withheldWords, type ConsentRefusal } from './withheld-words.ts'

/** Who is to receive something, what for, and on which day (`YYYY-MM-DD`) it is asked. */
export interface DisclosureRequest {
  purpose: Purpose
  recipient: string
  today: string
}

/** Why a consent allows nothing of this (rules R6, R7, R42), or null when it does. */
export function refusalOf(consent: Consent, { purpose, recipient, today }: DisclosureRequest): ConsentRefusal | null {
  if (consent.withdrawn !== undefined) return withheldWords.say('consent-withdrawn')
  if (hasEnded(consent, today)) return withheldWords.say('consent-ended', { day: consent.until ?? '' })
  if (!consent.purposes.includes(purpose)) return withheldWords.say('another-purpose')
  if (consent.refused.includes(purpose)) return withheldWords.say('purpose-refused')
  if (consent.recipients.length > 0 && !consent.recipients.some((allowed) => sameRecipient(allowed, recipient)))
    return withheldWords.say('other-recipients')
  return null
}

/** The purposes that a consent still allows on a day: none once it was withdrawn or has ended, else those that nobody refused. */
export function heldPurposes(consent: Consent, today: string): Purpose[] {
  if (consent.withdrawn !== undefined || hasEnded(consent, today)) return []
  return consent.purposes.filter((purpose) => !consent.refused.includes(purpose))
}

/** Whether a consent is there and still allows something on that day; with `purpose`, whether it allows that. */
export function consentHolds(db: Database, id: string, today: string, purpose?: Purpose): boolean {
  const row = db.prepare('SELECT person FROM consent WHERE id = ?').get<{ person: string }>([id])
  const consent = row === undefined ? undefined : consentsOf(db, row.person).find((one) => one.id === id)
  if (consent === undefined) return false
  const held = heldPurposes(consent, today)
  return purpose === undefined ? held.length > 0 : held.includes(purpose)
}

function hasEnded({ until }: Consent, today: string): boolean {
  return until !== undefined && until < today
}

function sameRecipient(a: string, b: string): boolean {
  return a.normalize('NFC').trim().toLocaleLowerCase('en') === b.normalize('NFC').trim().toLocaleLowerCase('en')
}
