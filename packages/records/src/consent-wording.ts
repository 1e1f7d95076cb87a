import { consentTexts, type ConsentTextVersion } from './consent-texts.ts'
import { RecordsError } from './errors.ts'
import type { ConsentLanguage, ConsentScope, Purpose } from './consent-types.ts'

/** The words that somebody who is asked now reads. */
export function currentConsentText(): ConsentTextVersion {
  return consentTexts[0]
}

/**
 * The words that somebody was asked with, as they are kept with the answer, so that it can be shown what they said yes or no
 * to when the program has others. Throws `RecordsError` INVALID when there is no such version.
 */
export function wordsOf({
  version,
  language,
  purpose,
  scopes,
}: {
  version: string
  language: ConsentLanguage
  purpose: Purpose
  scopes: readonly ConsentScope[]
}): string {
  const text = consentTexts.find((one) => one.version === version)?.languages[language]
  if (text === undefined)
    throw new RecordsError('INVALID', `There are no words of consent with the version ${version}. Ask again.`)
  const { question, words } = text.purposes[purpose]
  return [question, words, `${text.about} ${scopes.map((scope) => text.parts[scope]).join(', ')}`, text.free].join('\n')
}
