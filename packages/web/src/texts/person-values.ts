import type { Challenge, ChallengeOutcome, Fate, Mark, PastValue, Whereabouts } from '../api/types.ts'

export const fateTexts: Readonly<Record<Fate['state'], string>> = {
  unknown: 'Not known',
  captive: 'Alive, in captivity',
  alive: 'Alive',
  returned: 'Returned',
  'reported-dead': 'Somebody says that they died',
  dead: 'Death established',
}

export const whereaboutsTexts: Readonly<Record<Whereabouts['state'], string>> = {
  unknown: 'Not known',
  reported: 'Somebody says that they are here',
  known: 'Known',
}

export const markTexts: Readonly<Record<Mark['kind'], string>> = {
  scar: 'Scar',
  birthmark: 'Birthmark',
  tattoo: 'Tattoo',
  injury: 'Injury',
  teeth: 'Teeth',
  other: 'Other mark',
}

export const capacityTexts: Readonly<Record<Challenge['capacity'], string>> = {
  self: 'the person',
  family: 'family',
  representative: 'somebody who speaks for them',
  other: 'somebody else',
}

export const challengeStateTexts: Readonly<Record<Challenge['state'], string>> = {
  open: 'Waits for an answer',
  corrected: 'Corrected',
  kept: 'Kept as it is',
  withdrawn: 'Withdrawn',
  disputed: 'Answered differently',
}

export const outcomeTexts: Readonly<Record<ChallengeOutcome, string>> = {
  corrected: 'They are right: correct it',
  kept: 'It stays as it is',
  withdrawn: 'They take it back',
  reopened: 'Open it again',
}

export const outcomeDoneTexts: Readonly<Record<ChallengeOutcome, string>> = {
  corrected: 'Corrected',
  kept: 'Kept as it is',
  withdrawn: 'Taken back by them',
  reopened: 'Opened again',
}

export const didTexts: Readonly<Record<PastValue['did'], string>> = {
  said: 'Said',
  chosen: 'Chosen',
  'taken-back': 'Taken back',
}

export const valueTexts = {
  until: (day: string) => `may be kept until ${day}`,
  untilPast: (day: string) => `may be kept until ${day} only: erase what came from there`,
  saidBy: 'said by',
  enteredBy: 'entered by',
  why: 'Why',
  chosen: 'Chosen among values that differed',
  fateTitle: 'What became of them',
  fateHint: 'Two questions. Neither has an answer before somebody gives one.',
  basis: (text: string) => `established by: ${text}`,
  notSaid: 'nobody has said',
  marks: 'Distinguishing marks',
  addMark: 'Add a mark',
  noMarks: 'None is recorded.',
  noReferences: 'No number in another register is recorded.',
  add: (field: string) => `Add: ${field}`,
  change: (field: string) => `Change: ${field}`,
  more: (field: string) => `More: ${field}`,
  beside: 'Say something else beside it',
  challenge: 'Record a challenge',
  takeBack: 'Take back',
  takeBackTitle: 'Take this value back?',
  takeBackText: 'It no longer stands. The history keeps what it was, who said it, and why it was taken back.',
  history: 'History',
  hideHistory: 'Hide the history',
  historyOf: (field: string) => `History: ${field}`,
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
  days: (from: string, to: string) => `between ${from} and ${to}`,
  notBefore: (day: string) => `not before ${day}`,
  notAfter: (day: string) => `not after ${day}`,
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
  kinFrom: (relation: string) => `names this person as: ${relation}`,
  taken: 'Taken',
  takenLabel: 'When the picture was taken, as it was said',
  photoSource: 'Who gave the photo',
  caption: 'Caption',
  addPhotos: (n: number) => (n === 1 ? 'Add this photo' : `Add these ${n} photos`),
  toldBy: 'Who told all this',
  toldByHint: 'Said of every value on this page. A value of another source is added later, beside it.',
} as const

export const challengeTexts = {
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
} as const
