import type { Proposal, ProposalBand } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'
import { year } from './plural.ts'

export const duplicatesTexts = messages('duplicates', {
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
  } satisfies Record<ProposalBand, string>,
  bandHints: {
    same: 'Much speaks for one person. Look at every part before you join them.',
    perhaps: 'Rather one person than two. Somebody should look.',
    faint: 'Rather two people, often relatives. For whoever has the time.',
    siblings: 'Father, mother, place and event agree, and the given names differ.',
  } satisfies Record<ProposalBand, string>,
  bandCount: say((label: string, n: number) => ({ label, n }), '{label} ({n, number})'),
  bandsLabel: 'Which pairs',
  stateLabel: 'Show pairs',
  states: {
    open: 'Open',
    unsure: 'Unsure',
    disputed: 'Disputed',
    same: 'The same',
    distinct: 'Not the same',
    relatives: 'Siblings',
  } satisfies Record<Proposal['state'], string>,
  look: 'Compare everybody',
  lookAgain: 'Compare again',
  neverTitle: 'Nobody has been compared yet',
  neverText:
    'Everybody who is registered is compared with everybody else, in all writings of their names. It takes a minute for twenty thousand people, and you can go on working.',
  noneTitle: 'No pair of this kind',
  noneText: 'What was decided is under its own name above.',
  looked: say((n: number) => ({ n }), '{n, plural, one {# person} other {# people}} compared'),
  changed: say((n: number) => ({ n }), '{n, plural, one {# person} other {# people}} changed since'),
  leftOut: say(
    (n: number) => ({ n }),
    '{n, plural, one {# person was} other {# people were}} not compared with everybody',
  ),
  nothing: say(
    (n: number) => ({ n }),
    'Of {n, plural, one {# person} other {# people}} too little is known: a second name, the mother, a place or a year of birth helps.',
  ),
  crowded: say(
    (n: number) => ({ n }),
    'The names of {n, plural, one {# person} other {# people}} are so common that each was compared with some of those who share them.',
  ),
  place: say((at: number, total: number) => ({ place: at + 1, total }), '{place, number} of {total, number}'),
  openRecord: 'Open the record',
  bornIn: say((at: string) => ({ at }), 'born {at}'),
  bornBetween: say((from: string, to: string) => ({ from, to }), 'born {from}–{to}'),
  born: (from: number, to: number): string =>
    from === to ? duplicatesTexts.bornIn(year(from)) : duplicatesTexts.bornBetween(year(from), year(to)),
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
  } satisfies Record<Proposal['parts'][number]['field'], string>,
  weights: {
    agrees: 'agrees',
    stronglyFor: 'strongly for',
    for: 'for',
    little: 'little',
    against: 'against',
    stronglyAgainst: 'strongly against',
  },
  speaks: (bits: number | null): string => {
    const { weights } = duplicatesTexts
    if (bits === null) return weights.agrees
    if (bits >= 3) return weights.stronglyFor
    if (bits > 0.3) return weights.for
    if (bits >= -0.3) return weights.little
    return bits <= -3 ? weights.stronglyAgainst : weights.against
  },
  sameYears: 'the same years',
  yearsApart: say((n: number) => ({ n }), '{n, plural, one {# year} other {# years}} apart'),
  years: (n: number): string => (n === 0 ? duplicatesTexts.sameYears : duplicatesTexts.yearsApart(n)),
  relatives: 'They look rather like relatives: father, mother and place agree, the person less.',
  history: 'Decisions so far',
  verdicts: {
    same: 'The same person',
    distinct: 'Not the same person',
    relatives: 'Brothers or sisters',
    unsure: 'Unsure',
    parted: 'Taken apart',
  } satisfies Record<Proposal['decisions'][number]['verdict'], string>,
  note: 'Note',
  notePlaceholder: 'Why (optional). It stays here.',
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
  decided: say((verdict: string, a: string, b: string) => ({ verdict, a, b }), '{verdict}: {a} – {b}'),
  end: 'That was the last pair in this list.',
})

export const joinedTexts = messages('joined', {
  title: say((n: number) => ({ n }), 'One person in {n, plural, one {# record} other {# records}}'),
  hint: 'People decided that these records are the same person’s. Each keeps its own values, sources and consents.',
  thisOne: 'this record, shown first',
  takeOut: 'Take out',
  takeOutTitle: 'Take this record out',
  takeOutText: say(
    (name: string) => ({ name }),
    '{name} becomes a record of its own again. Nothing of it is lost. The pair may be proposed again until somebody says that they are not the same.',
  ),
  record: say((name: string) => ({ name }), 'Other record: {name}'),
  twice: 'May be registered twice',
  twiceHint: 'Compared now with everybody who is registered.',
  twiceOpen: 'Compare side by side',
})
