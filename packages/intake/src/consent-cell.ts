import type { NewConsent, Purpose } from '@homeward/records'

const purposeWords: [Purpose, RegExp][] = [
  ['legal-case', /legal|court|case|package|lawyer|محكمة|قانون/iu],
  ['tracing', /trac|search|find|بحث/iu],
  ['platform-notice', /notice|platform|منصة/iu],
  ['album', /\balbum\b|ألبوم/iu],
  ['figures', /\bfigures?\b|\bstatistics?\b|إحصاء/iu],
  ['media', /\bmedia\b|\bpress\b|إعلام/iu],
]

/** Words that take something back: which purpose they stand before is not guessed. */
const exceptions =
  /\b(?:no|not|never|none|without|except|but|refused?)\b|n['’]t\b|(?<!\p{L})(?:لا|ليس|بدون|عدا|غير|نا|نەک|بێ|ne|na|bê)(?!\p{L})/iu

/**
 * A consent that the family gave when it filled in the table. Words that name no purpose allow nothing, and neither do words that
 * hold a "no" or an "except": too little is allowed rather than what somebody refused (H7).
 */
export function consentOf(text: string, registry: string): NewConsent | null {
  if (exceptions.test(text)) return null
  const purposes = purposeWords.filter(([, words]) => words.test(text)).map(([purpose]) => purpose)
  if (purposes.length === 0) return null
  return {
    givenBy: `family, in the table “${registry}”`,
    capacity: 'family',
    scopes: ['names', 'details', 'photos', 'statements'],
    purposes,
    recipients: [],
    note: text.slice(0, 2000),
  }
}
