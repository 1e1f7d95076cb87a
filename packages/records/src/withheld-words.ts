import { wording, type Said } from '@homeward/format'

/** Why a part of a record is withheld: a closed list (rules R6, R7, R40, R42, R54, R110). The sentences stand in packages too. */
export const withheldWords = wording({
  'consent-withdrawn': 'the consent was withdrawn',
  'consent-ended': 'the consent ended on {day}',
  'another-purpose': 'the consent is for another purpose',
  'purpose-refused': 'this purpose was refused',
  'other-recipients': 'the consent names other recipients',
  'no-consent': 'no consent covers this',
  'consent-withdrawn-elsewhere': 'the consent was withdrawn, in another record of the same person',
  'consent-ended-elsewhere': 'the consent ended on {day}, in another record of the same person',
  'another-purpose-elsewhere': 'the consent is for another purpose, in another record of the same person',
  'purpose-refused-elsewhere': 'this purpose was refused, in another record of the same person',
  'other-recipients-elsewhere': 'the consent names other recipients, in another record of the same person',
  'no-consent-elsewhere': 'no consent covers this, in another record of the same person',
  remarks: 'remarks of those who decided stay in the vault',
  'in-quarantine': 'in quarantine: {count}',
  'no-pictures-in-pfif': 'a PFIF file holds no pictures',
  'no-name-for-pfif': 'a PFIF record needs a name that may leave',
})

/** Why consent does not allow a part. */
export type ConsentRefusal = Said<
  'consent-withdrawn' | 'consent-ended' | 'another-purpose' | 'purpose-refused' | 'other-recipients' | 'no-consent'
>

/** The same, said of another record of the same person (rule R54). */
export function elsewhere({ code, values }: ConsentRefusal): string {
  const said =
    code === 'consent-ended'
      ? withheldWords.say('consent-ended-elsewhere', { day: values['day'] ?? '' })
      : withheldWords.say(`${code}-elsewhere`)
  return said.text
}
