import { wording, type Said } from '@homeward/format'

/** What an erasure takes and what it leaves, as sentences of a closed list that name nobody (rules R24, R110). */
export const erasureWords = wording({
  names: ['{n} name', '{n} names'],
  details: ['{n} detail', '{n} details'],
  'earlier-values': ['{n} earlier value', '{n} earlier values'],
  photos: ['{n} photo', '{n} photos'],
  'album-pictures': ['{n} picture in albums', '{n} pictures in albums'],
  'session-answers': ['{n} answer of recognition sessions', '{n} answers of recognition sessions'],
  'session-files': ['{n} file with words or a voice about them', '{n} files with words or voices about them'],
  statements: ['{n} statement', '{n} statements'],
  challenges: ['{n} challenge', '{n} challenges'],
  consents: ['{n} consent', '{n} consents'],
  refusals: ['{n} refusal', '{n} refusals'],
  leads: ['{n} decided lead', '{n} decided leads'],
  pairs: ['{n} decision about two records', '{n} decisions about two records'],
  copies: ['{n} copy of a package in this vault', '{n} copies of packages in this vault'],
  table: [
    'the sealed table of {n} people that they came in; the other people stay',
    'the sealed table of {n} people that they came in; the other people stay',
  ],
  files: ['{n} file of the source', '{n} files of the source'],
  messages: ['{n} message', '{n} messages'],
  informant: 'the name of who handed this source over',
  sessions: ['{n} recognition session', '{n} recognition sessions'],
  answers: ['{n} answer', '{n} answers'],
  'answer-files': ['{n} file with words or a voice', '{n} files with words or voices'],
  quarantined: ['{n} sealed file in quarantine', '{n} sealed files in quarantine'],

  'same-person-apart':
    'The record {person} is of the same person, as somebody decided, and stays, apart from this one. Erase it too if it should go.',
  'same-person':
    'The record {person} is of the same person, as somebody decided, and stays. Erase it too if it should go.',
  'shared-photo': 'One of the photos is also a photo of the person {person}, and stays there.',
  'named-by': 'The person {person} names this person as a relative. Look there too.',
  'other-consents': 'What other consents cover stays, and so do the consents themselves.',
  'files-of-sources': 'Messages, pictures and files of sources stay: erase those items one by one.',
  'said-elsewhere':
    'What is said about this person in the records of others, or in the reason of an act, is not found by this.',
  'log-keeps': 'That something was erased, when, by whom and on whose authority stays in the log, without a name.',
  'same-bytes': 'The item {item} has the same bytes, and keeps them. Erase it too.',
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

export type ErasureCode = (typeof erasureWords.codes)[number]
export type ErasureSaid = Said<ErasureCode>

/** The sentences that count something. */
type CountingCode = {
  [Code in ErasureCode]: Parameters<typeof erasureWords.say<Code>> extends [
    Code,
    Readonly<Record<'n', string | number>>,
  ]
    ? Code
    : never
}[ErasureCode]

/** How many of something go, or nothing for none. */
export function counted(n: number, code: CountingCode): ErasureSaid[] {
  return n === 0 ? [] : [erasureWords.say(code, { n })]
}
