import { messages, say } from '../language/messages.ts'
import type { Challenge, ChallengeOutcome, Fate, Mark, PastValue, Whereabouts } from '../api/types.ts'

export const fateTexts = messages('person-values.fate', {
  unknown: 'Not known',
  captive: 'Alive, in captivity',
  alive: 'Alive',
  returned: 'Returned',
  'reported-dead': 'Somebody says that they died',
  dead: 'Death established',
} satisfies Record<Fate['state'], string>)

export const whereaboutsTexts = messages('person-values.whereabouts', {
  unknown: 'Not known',
  reported: 'Somebody says that they are here',
  known: 'Known',
} satisfies Record<Whereabouts['state'], string>)

export const markTexts = messages('person-values.mark', {
  scar: 'Scar',
  birthmark: 'Birthmark',
  tattoo: 'Tattoo',
  injury: 'Injury',
  teeth: 'Teeth',
  other: 'Other mark',
} satisfies Record<Mark['kind'], string>)

export const capacityTexts = messages('person-values.capacity', {
  self: 'the person',
  family: 'family',
  representative: 'somebody who speaks for them',
  other: 'somebody else',
} satisfies Record<Challenge['capacity'], string>)

export const challengeStateTexts = messages('person-values.challengeState', {
  open: 'Waits for an answer',
  corrected: 'Corrected',
  kept: 'Kept as it is',
  withdrawn: 'Withdrawn',
  disputed: 'Answered differently',
} satisfies Record<Challenge['state'], string>)

export const outcomeTexts = messages('person-values.outcome', {
  corrected: 'They are right: correct it',
  kept: 'It stays as it is',
  withdrawn: 'They take it back',
  reopened: 'Open it again',
} satisfies Record<ChallengeOutcome, string>)

export const outcomeDoneTexts = messages('person-values.outcomeDone', {
  corrected: 'Corrected',
  kept: 'Kept as it is',
  withdrawn: 'Taken back by them',
  reopened: 'Opened again',
} satisfies Record<ChallengeOutcome, string>)

export const didTexts = messages('person-values.did', {
  said: 'Said',
  chosen: 'Chosen',
  'taken-back': 'Taken back',
} satisfies Record<PastValue['did'], string>)

export const valueTexts = messages('person-values.value', {
  until: say((day: string) => ({ day }), 'may be kept until {day}'),
  ended: say((day: string) => ({ day }), 'ended there on {day}'),
  endedKept: say((day: string) => ({ day }), 'ended there on {day}, kept here'),
  untilPast: say((day: string) => ({ day }), 'may be kept until {day} only: erase what came from there'),
  saidBy: 'said by',
  enteredBy: 'entered by',
  why: 'Why',
  chosen: 'Chosen among values that differed',
  fateTitle: 'What became of them',
  fateHint: 'Two questions. Neither has an answer before somebody gives one.',
  basis: say((text: string) => ({ text }), 'established by: {text}'),
  notSaid: 'nobody has said',
  marks: 'Distinguishing marks',
  addMark: 'Add a mark',
  noMarks: 'None is recorded.',
  noReferences: 'No number in another register is recorded.',
  add: say((field: string) => ({ field }), 'Add: {field}'),
  change: say((field: string) => ({ field }), 'Change: {field}'),
  more: say((field: string) => ({ field }), 'More: {field}'),
  beside: 'Say something else beside it',
  challenge: 'Record a challenge',
  takeBack: 'Take back',
  takeBackTitle: 'Take this value back?',
  takeBackText: 'It no longer stands. The history keeps what it was, who said it, and why it was taken back.',
  history: 'History',
  hideHistory: 'Hide the history',
  historyOf: say((field: string) => ({ field }), 'History: {field}'),
  wholeHistory: 'Everything that was ever written',
  wholeHistoryHint: 'Every value with who said it, what replaced it, and what was taken back, oldest first.',
  standsNow: 'stands now',
  bringBack: 'Bring back',
  broughtBack: 'Brought back, beside what stands.',
  who: 'Who says so',
  whoHint: 'In words that do not endanger them.',
  when: 'When they said it',
  inStatement: 'In a statement on this page',
  noStatement: 'none',
  whyChange: 'Why it changes (if there is more to say)',
  whyTakeBack: 'Why it is taken back',
  whyChosen: 'Why this one',
  choose: 'Choose this one',
  chosenDone: 'Chosen. The others stay in the history.',
  place: 'Place',
  what: 'What happened, in a few words',
  date: 'Date, as it was said',
  earliest: 'Not before (day)',
  latest: 'Not after (day)',
  dayHint: 'As YEAR-MONTH-DAY, such as 2014-08-03; empty if not known.',
  days: say((from: string, to: string) => ({ from, to }), 'between {from} and {to}'),
  notBefore: say((day: string) => ({ day }), 'not before {day}'),
  notAfter: say((day: string) => ({ day }), 'not after {day}'),
  fate: 'What became of them',
  fateBasis: 'How it was established',
  fateBasisHint: 'Needed for a death: remains identified, a decision of a court, a document.',
  whereabouts: 'Where they are',
  markText: 'What and where on the body',
  page: 'Their page',
  findPage: 'Are they registered too? Search by name',
  unlink: 'Not this person',
  relativeHint: 'A name, or their page, or both.',
  needNameOrPage: 'Please give a name or choose a page.',
  needBasis: 'Please say how it was established.',
  needPlace: 'Please name the place, or choose “Not known”.',
  needDay: 'Please write days as YEAR-MONTH-DAY, the earlier one first.',
  kinFrom: say((relation: string) => ({ relation }), 'names this person as: {relation}'),
  taken: 'Taken',
  takenLabel: 'When the picture was taken, as it was said',
  photoSource: 'Who gave the photo',
  caption: 'Caption',
  addPhotos: say((n: number) => ({ n }), '{n, plural, =1 {Add this photo} other {Add these # photos}}'),
  toldBy: 'Who told all this',
  toldByHint: 'Said of every value on this page. A value of another source is added later, beside it.',
})

export const challengeTexts = messages('person-values.challenge', {
  title: 'Challenges',
  hint: 'What the person, or somebody for them, says is wrong.',
  none: 'Nobody has challenged anything here.',
  add: 'Record a challenge',
  about: 'About',
  wholeRecord: 'the whole record',
  by: 'Who challenges it',
  capacity: 'Who that is',
  text: 'What they say instead',
  date: 'When they said it',
  answer: 'Answer',
  reopen: 'Open again',
  answerTitle: 'Answer this challenge',
  outcome: 'What comes of it',
  why: 'Reason',
  correctTo: 'The corrected value',
  saidInstead: 'They say',
  valueGone: 'The value that was challenged does not stand any more.',
  wholeHint: 'Of the whole record, correct each value where it stands; the answer says that it was done.',
})
