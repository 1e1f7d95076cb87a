import type { PreviewPerson } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'
import { givenValues as given, type SaidWords } from '../language/said.ts'

type WithheldCode = NonNullable<PreviewPerson['withheld'][number]['reason']['code']>

/** Why a part of a record is withheld: the server's closed list (rule R110), in its own words. */
export const withheldReasonWords: SaidWords<WithheldCode> = messages('withheld-words', {
  'consent-withdrawn': 'the consent was withdrawn',
  'consent-ended': say(given, 'the consent ended on {day}'),
  'another-purpose': 'the consent is for another purpose',
  'purpose-refused': 'this purpose was refused',
  'other-recipients': 'the consent names other recipients',
  'no-consent': 'no consent covers this',
  'consent-withdrawn-elsewhere': 'the consent was withdrawn, in another record of the same person',
  'consent-ended-elsewhere': say(given, 'the consent ended on {day}, in another record of the same person'),
  'another-purpose-elsewhere': 'the consent is for another purpose, in another record of the same person',
  'purpose-refused-elsewhere': 'this purpose was refused, in another record of the same person',
  'other-recipients-elsewhere': 'the consent names other recipients, in another record of the same person',
  'no-consent-elsewhere': 'no consent covers this, in another record of the same person',
  remarks: 'remarks of those who decided stay in the vault',
  'in-quarantine': say(given, 'in quarantine: {count}'),
  'no-pictures-in-pfif': 'a PFIF file holds no pictures',
  'no-name-for-pfif': 'a PFIF record needs a name that may leave',
})
