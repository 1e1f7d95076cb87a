/** The words that a consent is made of, in the log, over the API and on the page. */

/**
 * What a disclosure is for: showing an album to those who returned, partners who trace, notices to platforms, a court or a
 * case before one, figures that are published, the media. The first three words are those of the first vaults.
 */
export const purposes = ['legal-case', 'tracing', 'platform-notice', 'album', 'figures', 'media'] as const
/** Purposes for which a package can be made: an album goes to phones, and figures hold nobody's record. */
export const packagePurposes = ['legal-case', 'tracing', 'platform-notice', 'media'] as const
/** In what capacity somebody allows or refuses; `family` is any relative who is neither parent nor guardian. */
export const capacities = ['self', 'parent', 'guardian', 'family', 'representative'] as const
/** Languages that the words of consent are there in (BCP 47): English, Arabic, Sorani, Kurmanji. */
export const consentLanguages = ['en', 'ar', 'ckb', 'kmr'] as const
/** Parts of a person's record that a consent can allow. */
export const consentScopes = ['names', 'details', 'photos', 'statements'] as const
