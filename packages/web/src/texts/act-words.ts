import type { Act } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'
import { givenValues as given, type SaidValues, type SaidWords } from '../language/said.ts'
import { erasureTexts } from './erasure.ts'
import { compartmentNames } from './members.ts'
import { scopeTexts } from './people.ts'
import { listed } from './plural.ts'

type ActCode = NonNullable<Act['words']>[number]['code']

/** One word of a closed list, or the word itself where this version does not know it. */
const known = (words: Readonly<Record<string, string>>, word = ''): string =>
  Object.hasOwn(words, word) ? (words[word] ?? word) : word

/** Words of a closed list that the server writes with commas between them. */
const knownList = (words: Readonly<Record<string, string>>, list = ''): string =>
  listed(list.split(', ').map((word) => known(words, word)))

/** What acts of two persons are about: the server's closed list (rule R110), in its own words. */
export const actWords: SaidWords<ActCode> = messages('act-words', {
  'erase-person': say(given, 'Erase everything that is kept about the person {person}.'),
  'erase-consent': say(
    ({ consent = '', person = '', parts }: SaidValues) => ({ consent, person, parts: knownList(scopeTexts, parts) }),
    'Erase what only the consent {consent} allowed to be kept about the person {person}: {parts}.',
  ),
  'erase-item': say(given, 'Erase the item {item}.'),
  'erase-archive': say(given, 'Erase the item {item} and the {files} files in it.'),
  'erase-informant': say(given, 'Erase the name of the protected informant of the source {source}.'),
  'erase-session': say(given, 'Erase the recognition session {session} with all its answers.'),
  'destroy-quarantine': say(given, 'Destroy what is in quarantine under “{quarantine}”.'),
  authority: say(
    ({ authority }: SaidValues) => ({ authority: known(erasureTexts.authorities, authority) }),
    'Authority: {authority}.',
  ),
  'lift-quarantine': say(given, 'Lift the quarantine “{quarantine}”.'),
  'show-informant': say(
    given,
    'Show the protected informant of the source {source} to the member who proposes this, for {minutes} minutes.',
  ),
  'show-testimony': say(
    given,
    'Show the sealed testimony of the session {session}, which the team {team} took, to the member who proposes this, for {minutes} minutes.',
  ),
  'album-with-names': say(
    given,
    'Show people who are or may be under {age} in an album on the phone {phone}, until {day}, with names, as far as consent allows.',
  ),
  'album-without-names': say(
    given,
    'Show people who are or may be under {age} in an album on the phone {phone}, until {day}, without names, as far as consent allows.',
  ),
  'package-legal-case': say(given, 'Package for {recipient}, for a legal case, as far as consent allows.'),
  'package-tracing': say(given, 'Package for {recipient}, for tracing a missing person, as far as consent allows.'),
  'package-platform-notice': say(
    given,
    'Package for {recipient}, for a notice to a platform, as far as consent allows.',
  ),
  'package-media': say(given, 'Package for {recipient}, for the media, as far as consent allows.'),
  'pfif-legal-case': say(given, 'PFIF file for {recipient}, for a legal case, as far as consent allows.'),
  'pfif-tracing': say(given, 'PFIF file for {recipient}, for tracing a missing person, as far as consent allows.'),
  'pfif-platform-notice': say(
    given,
    'PFIF file for {recipient}, for a notice to a platform, as far as consent allows.',
  ),
  'pfif-media': say(given, 'PFIF file for {recipient}, for the media, as far as consent allows.'),
  people: say(given, 'People ({count}): {ids}'),
  'people-and-more': say(given, 'People ({count}): {ids} and {more} more'),
  'no-people': 'People (0): none',
  items: say(given, 'Items ({count}): {ids}'),
  'items-and-more': say(given, 'Items ({count}): {ids} and {more} more'),
  'no-items': 'Items (0): none',
  leads: say(given, 'Leads ({count}): {ids}'),
  'leads-and-more': say(given, 'Leads ({count}): {ids} and {more} more'),
  'no-leads': 'Leads (0): none',
  'request-digest': say(given, 'SHA-256 of the whole request: {sha256}'),
  'people-digest': say(given, 'SHA-256 of these people: {sha256}'),
  'exit-kit':
    'Exit kit: everything that is in the vault when it is written, NOT ENCRYPTED, in a folder outside the vault.',
  'kit-compartments': say(
    ({ member = '', compartments }: SaidValues) => ({
      member,
      compartments: knownList(compartmentNames, compartments),
    }),
    'Of the compartments that member {member} opens: {compartments}.',
  ),
  'kit-with-keys': 'WITH THE KEYS, which open every copy of the vault for ever.',
  'kit-without-keys': 'Without keys.',
})
