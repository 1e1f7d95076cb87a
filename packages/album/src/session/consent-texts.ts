import type { TextKey } from '../texts/texts.ts'

/** The texts of the viewer's consent by version. A text that was read to somebody is never changed: a new one gets a new version. */
const versions: Readonly<Record<string, readonly TextKey[]>> = {
  'album-1': ['album1.what', 'album1.free', 'album1.kept', 'album1.hard'],
}

/** The sentences of a version; null for one that this app does not have. */
export const consentSentences = (version: string): readonly TextKey[] | null =>
  Object.hasOwn(versions, version) ? (versions[version] ?? null) : null
