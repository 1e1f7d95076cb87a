import type { Capacity, HandedOut } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'

export const capacityTexts = messages('consent.capacity', {
  self: 'The person themself',
  parent: 'Mother or father',
  guardian: 'Guardian',
  family: 'Another relative',
  representative: 'Representative, such as a lawyer',
} satisfies Record<Capacity, string>)

export const handedOutTexts = messages('consent.handedOut', {
  package: 'Package',
  album: 'Album, taken back from the phone at its next contact',
} satisfies Record<HandedOut['kind'], string>)

export const consentTexts = messages('consent', {
  ask: 'Ask for consent',
  record: 'Record an answer',
  capacity: 'In what capacity',
  capacityUnknown: 'not asked for',
  choose: 'Please choose',
  answer: 'What they say',
  yes: 'They allow it',
  no: 'They say no',
  who: 'Who answered',
  text: 'Asked with the form or text',
  textHint: 'Its name and version, such as the form on paper that was signed.',
  askedWith: 'Asked with',
  /** The words of the program by their version. */
  words: say(
    (version: string, language: string) => ({ version, language }),
    'our words, version {version}, {language}',
  ),
  showWords: 'The words that they were asked with',
  refused: 'Refused',
  refuses: 'Refuses',
  refusedSince: 'Refused since',
  refusedHint: 'Somebody was asked and said no. It stops what others allowed for these purposes.',
  withdrawnBy: 'Who takes it back',
  stops: 'This stops',
  stopped: 'This stopped',
  stopsNothing: 'Nothing that this consent alone still allowed.',
  stays: 'Other consents allow all the same',
  staysTo: say((recipients: string) => ({ recipients }), 'to {recipients} alone'),
  handedOut: 'Given away under it, to be asked back',
  nothingHandedOut: 'Nothing was given away under it.',
  hidden: say(
    (what: string) => ({ what }),
    'Closed to you: {what} that were given away under it. A coordinator can tell you.',
  ),
  hiddenKinds: { package: 'packages', album: 'albums' },
})

export const askTexts = messages('consent.ask', {
  tab: 'Ask for consent',
  title: 'Ask for consent',
  below: 'Fill this in yourself, then hand the screen over. Nothing else of the vault is shown there.',
  back: 'Back to the person',
  whoTitle: 'Who is asked',
  who: 'Their name',
  language: 'Language of the questions',
  machine:
    'These words were translated by a machine and wait for somebody who grew up with the language. Read them first, and explain what is not clear.',
  whatTitle: 'What they are asked about',
  scopes: 'What may be shown',
  purposes: 'Asked one after the other',
  until: 'Their yes ends on (last day)',
  untilHint: 'Empty: it holds until they take it back.',
  begin: 'Begin',
  noVoice: 'This device has no voice of its own for this language, so nothing is read aloud.',
  goOn: 'I have the device back',
  checkTitle: 'Write down what they said',
  check: say(
    (n: number) => ({ n }),
    '{n, plural, =0 {Nothing was answered, so there is nothing to write down.} one {# answer, kept with the words of the question.} other {# answers, each kept with the words of the question.}}',
  ),
  notNow: 'Not now: nothing is written down',
  yes: 'Yes',
  no: 'No',
  save: 'Write down',
  again: 'Ask again',
  saved: 'Written down.',
})
