import { wording, type Said } from '@homeward/format'

/**
 * What acts of two persons are about (rules R18, R110): an approval serves exactly the text that these make. Names of people never stand in
 * them, ids do.
 */
export const actWords = wording({
  'erase-person': 'Erase everything that is kept about the person {person}.',
  'erase-consent': 'Erase what only the consent {consent} allowed to be kept about the person {person}: {parts}.',
  'erase-item': 'Erase the item {item}.',
  'erase-archive': 'Erase the item {item} and the {files} files in it.',
  'erase-informant': 'Erase the name of the protected informant of the source {source}.',
  'erase-session': 'Erase the recognition session {session} with all its answers.',
  'destroy-quarantine': 'Destroy what is in quarantine under “{quarantine}”.',
  authority: 'Authority: {authority}.',
  'lift-quarantine': 'Lift the quarantine “{quarantine}”.',
  'show-informant':
    'Show the protected informant of the source {source} to the member who proposes this, for {minutes} minutes.',
  'show-testimony':
    'Show the sealed testimony of the session {session}, which the team {team} took, to the member who proposes this, for {minutes} minutes.',
  'album-with-names':
    'Show people who are or may be under {age} in an album on the phone {phone}, until {day}, with names, as far as consent allows.',
  'album-without-names':
    'Show people who are or may be under {age} in an album on the phone {phone}, until {day}, without names, as far as consent allows.',
  'package-legal-case': 'Package for {recipient}, for a legal case, as far as consent allows.',
  'package-tracing': 'Package for {recipient}, for tracing a missing person, as far as consent allows.',
  'package-platform-notice': 'Package for {recipient}, for a notice to a platform, as far as consent allows.',
  'package-media': 'Package for {recipient}, for the media, as far as consent allows.',
  'pfif-legal-case': 'PFIF file for {recipient}, for a legal case, as far as consent allows.',
  'pfif-tracing': 'PFIF file for {recipient}, for tracing a missing person, as far as consent allows.',
  'pfif-platform-notice': 'PFIF file for {recipient}, for a notice to a platform, as far as consent allows.',
  'pfif-media': 'PFIF file for {recipient}, for the media, as far as consent allows.',
  people: 'People ({count}): {ids}',
  'people-and-more': 'People ({count}): {ids} and {more} more',
  'no-people': 'People (0): none',
  items: 'Items ({count}): {ids}',
  'items-and-more': 'Items ({count}): {ids} and {more} more',
  'no-items': 'Items (0): none',
  leads: 'Leads ({count}): {ids}',
  'leads-and-more': 'Leads ({count}): {ids} and {more} more',
  'no-leads': 'Leads (0): none',
  'request-digest': 'SHA-256 of the whole request: {sha256}',
  'people-digest': 'SHA-256 of these people: {sha256}',
  'exit-kit':
    'Exit kit: everything that is in the vault when it is written, NOT ENCRYPTED, in a folder outside the vault.',
  'kit-compartments': 'Of the compartments that member {member} opens: {compartments}.',
  'kit-with-keys': 'WITH THE KEYS, which open every copy of the vault for ever.',
  'kit-without-keys': 'Without keys.',
})

export type ActCode = (typeof actWords.codes)[number]
export type ActSaid = Said<ActCode>

/** Stands behind the words of an erasure, on the same line. */
const beforeAuthority = / (?=Authority: \w+\.$)/u

/** Ids that are listed one by one; of more than these the digest speaks. */
const listedIds = 100

/** How many, and which of them: the first hundred by their ids. */
export function listedAs(what: 'people' | 'items' | 'leads', ids: readonly string[]): ActSaid {
  if (ids.length === 0) return actWords.say(`no-${what}`)
  const values = { count: ids.length, ids: ids.slice(0, listedIds).join(', ') }
  const more = ids.length - listedIds
  return more > 0 ? actWords.say(`${what}-and-more`, { ...values, more }) : actWords.say(what, values)
}

/** The text that is proposed and approved. */
export function subjectOf(words: readonly ActSaid[]): string {
  return words.map(({ code, text }, at) => (at === 0 ? text : `${code === 'authority' ? ' ' : '\n'}${text}`)).join('')
}

/** The sentences that a subject was made of (rule R111), or null when it is not wholly of this list: then it is shown as it stands. */
export function readSubject(subject: string): ActSaid[] | null {
  const parts = subject.split('\n').flatMap((line) => line.split(beforeAuthority))
  const words = parts
    .map((part) => actWords.read(part))
    .flatMap(({ code, ...said }): ActSaid[] => (code === null ? [] : [{ code, ...said }]))
  return words.length === parts.length && subjectOf(words) === subject ? words : null
}
