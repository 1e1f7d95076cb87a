import type { Proposal, ProposalBand } from '../api/types.ts'
import { count, plural } from './plural.ts'

const isolated = (name: string): string => `\u2068${name}\u2069`

export const duplicatesTexts = {
  tab: 'Registered twice',
  title: 'Registered twice?',
  back: 'People',
  open: 'Registered twice?',
  below: 'Pairs of records that may be one person’s. People decide; nothing is joined by the program.',
  bands: {
    same: 'Most probably one',
    perhaps: 'Perhaps one',
    faint: 'Hardly one',
    siblings: 'Perhaps siblings',
  } as Readonly<Record<ProposalBand, string>>,
  bandHints: {
    same: 'Much speaks for one person. Look at every part before you join them.',
    perhaps: 'Rather one person than two. Somebody should look.',
    faint: 'Rather two people, often relatives. For whoever has the time.',
    siblings: 'Father, mother, place and event agree, and the given names differ.',
  } as Readonly<Record<ProposalBand, string>>,
  bandCount: (label: string, n: number) => `${label} (${count(n)})`,
  bandsLabel: 'Which pairs',
  stateLabel: 'Show pairs',
  states: {
    open: 'Open',
    unsure: 'Unsure',
    disputed: 'Disputed',
    same: 'The same',
    distinct: 'Not the same',
    relatives: 'Siblings',
  } as Readonly<Record<Proposal['state'], string>>,
  look: 'Compare everybody',
  lookAgain: 'Compare again',
  neverTitle: 'Nobody has been compared yet',
  neverText:
    'Everybody who is registered is compared with everybody else, in all writings of their names. It takes a minute for twenty thousand people, and you can go on working.',
  noneTitle: 'No pair of this kind',
  noneText: 'What was decided is under its own name above.',
  looked: (people: number) => `${plural(people, 'person', 'people')} compared`,
  changed: (n: number) => `${plural(n, 'person', 'people')} changed since`,
  leftOut: (n: number) => `${plural(n, 'person was', 'people were')} not compared with everybody`,
  nothing: (n: number) =>
    `Of ${plural(n, 'person', 'people')} too little is known: a second name, the mother, a place or a year of birth helps.`,
  crowded: (n: number) =>
    `The names of ${plural(n, 'person', 'people')} are so common that each was compared with some of those who share them.`,
  place: (at: number, total: number) => `${count(at + 1)} of ${count(total)}`,
  openRecord: 'Open the record',
  openDay: (from: number, to: number) => (from === to ? `born ${from}` : `born ${from}–${to}`),
  why: 'What speaks for it and against',
  noWhy: 'This pair was decided about without being proposed.',
  part: 'Part',
  first: 'First record',
  second: 'Second record',
  weight: 'Says',
  fields: {
    name: 'Name',
    mother: 'Mother',
    father: 'Father',
    place: 'Place',
    birthYear: 'Born',
    sex: 'Sex',
    event: 'Event',
  } as Readonly<Record<Proposal['parts'][number]['field'], string>>,
  speaks: (bits: number | null) => {
    if (bits === null) return 'agrees'
    if (bits >= 3) return 'strongly for'
    if (bits > 0.3) return 'for'
    if (bits >= -0.3) return 'little'
    return bits <= -3 ? 'strongly against' : 'against'
  },
  years: (n: number) => (n === 0 ? 'the same years' : `${plural(n, 'year', 'years')} apart`),
  relatives: 'They look rather like relatives: father, mother and place agree, the person less.',
  history: 'Decisions so far',
  verdicts: {
    same: 'The same person',
    distinct: 'Not the same person',
    relatives: 'Brothers or sisters',
    unsure: 'Unsure',
    parted: 'Taken apart',
  } as Readonly<Record<Proposal['decisions'][number]['verdict'], string>>,
  note: 'Note',
  notePlaceholder: 'Why (optional). It never leaves with a package.',
  same: 'The same',
  sameHint: 'One person. Both records stay as they are and are shown on one page; you can take them apart again.',
  distinct: 'Not the same',
  distinctHint: 'Two people. This pair is not proposed again.',
  siblings: 'Siblings',
  siblingsHint: 'Two people, brothers or sisters. Both pages say so.',
  unsure: 'Unsure',
  unsureHint: 'It cannot be said. Somebody else should look.',
  next: 'Next',
  previous: 'Before',
  decided: (verdict: string, a: string, b: string) => `${verdict}: ${isolated(a)} – ${isolated(b)}`,
  end: 'That was the last pair in this list.',
} as const

export const joinedTexts = {
  title: (n: number) => `One person in ${plural(n, 'record', 'records')}`,
  hint: 'People decided that these records are the same person’s. Each keeps its own values, sources and consents.',
  thisOne: 'this record, shown first',
  goTo: 'Go to it on this page',
  show: 'Show first',
  takeOut: 'Take out',
  takeOutTitle: 'Take this record out',
  takeOutText: (name: string) =>
    `${isolated(name)} becomes a record of its own again. Nothing of it is lost. The pair may be proposed again until somebody says that they are not the same.`,
  record: (name: string) => `Other record: ${isolated(name)}`,
  twice: 'May be registered twice',
  twiceHint: 'Compared now with everybody who is registered.',
  twiceOpen: 'Compare side by side',
} as const
