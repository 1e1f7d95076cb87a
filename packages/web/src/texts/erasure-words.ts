import type { ErasurePlan } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'
import { countedValues as counted, givenValues as given, type SaidWords } from '../language/said.ts'

type ErasureCode = ErasurePlan['gone'][number]['code']

/** What an erasure takes and leaves: the server's closed list (rule R110), in its own words. */
export const erasureWords: SaidWords<ErasureCode> = messages('erasure-words', {
  names: say(counted, '{n, plural, one {# name} other {# names}}'),
  details: say(counted, '{n, plural, one {# detail} other {# details}}'),
  'earlier-values': say(counted, '{n, plural, one {# earlier value} other {# earlier values}}'),
  photos: say(counted, '{n, plural, one {# photo} other {# photos}}'),
  'album-pictures': say(counted, '{n, plural, one {# picture in albums} other {# pictures in albums}}'),
  'session-answers': say(
    counted,
    '{n, plural, one {# answer of recognition sessions} other {# answers of recognition sessions}}',
  ),
  'session-files': say(
    counted,
    '{n, plural, one {# file with words or a voice about them} other {# files with words or voices about them}}',
  ),
  statements: say(counted, '{n, plural, one {# statement} other {# statements}}'),
  challenges: say(counted, '{n, plural, one {# challenge} other {# challenges}}'),
  consents: say(counted, '{n, plural, one {# consent} other {# consents}}'),
  refusals: say(counted, '{n, plural, one {# refusal} other {# refusals}}'),
  leads: say(counted, '{n, plural, one {# decided lead} other {# decided leads}}'),
  pairs: say(counted, '{n, plural, one {# decision about two records} other {# decisions about two records}}'),
  copies: say(
    counted,
    '{n, plural, one {# copy of a package in this vault} other {# copies of packages in this vault}}',
  ),
  table: say(counted, 'the sealed table of {n, number} people that they came in; the other people stay'),
  files: say(counted, '{n, plural, one {# file of the source} other {# files of the source}}'),
  messages: say(counted, '{n, plural, one {# message} other {# messages}}'),
  informant: 'the name of who handed this source over',
  sessions: say(counted, '{n, plural, one {# recognition session} other {# recognition sessions}}'),
  answers: say(counted, '{n, plural, one {# answer} other {# answers}}'),
  'answer-files': say(counted, '{n, plural, one {# file with words or a voice} other {# files with words or voices}}'),
  quarantined: say(counted, '{n, plural, one {# sealed file in quarantine} other {# sealed files in quarantine}}'),

  'same-person-apart': say(
    given,
    'The record {person} is of the same person, as somebody decided, and stays, apart from this one. Erase it too if it should go.',
  ),
  'same-person': say(
    given,
    'The record {person} is of the same person, as somebody decided, and stays. Erase it too if it should go.',
  ),
  'shared-photo': say(given, 'One of the photos is also a photo of the person {person}, and stays there.'),
  'named-by': say(given, 'The person {person} names this person as a relative. Look there too.'),
  'other-consents': 'What other consents cover stays, and so do the consents themselves.',
  'files-of-sources': 'Messages, pictures and files of sources stay: erase those items one by one.',
  'said-elsewhere':
    'What is said about this person in the records of others, or in the reason of an act, is not found by this.',
  'log-keeps': 'That something was erased, when, by whom and on whose authority stays in the log, without a name.',
  'same-bytes': say(given, 'The item {item} has the same bytes, and keeps them. Erase it too.'),
  'place-in-source':
    'That the source had a file in this place stays, without its name: the other files of it stay provable.',
  'about-source': 'The description of the source, and statements that members wrote from this item, stay.',
  'source-stays': 'The source, its files and its note stay, and that somebody protected stood behind it.',
  'open-before': 'If the name stood in the open before it was protected, the entry of that time keeps it.',
  'files-tell': 'What the files and messages themselves say about who handed them over stays.',
  'written-from-session': 'What members wrote from it into the records of people stays. Look there too.',
  'packages-from-session': 'Packages that were made with a statement from it stay as they are.',
  'phone-told': 'A phone that still holds it is told to destroy it at its next contact.',
  'quarantine-kept': 'That it was there, its SHA-256, the list of the source and the custody record stay.',
  'ask-authority': 'Ask the authority first whether it wants the file: what is destroyed nobody can hand over.',
  'copies-outside':
    'Copies outside this vault stay: what was exported, given away, or lies in backups that are not attached.',
  'refused-again': 'When the same file comes in again, it is refused.',
})
