import type { RecognitionSession } from '../api/types.ts'
import { count, ofAll, plural } from './plural.ts'

type Answer = RecognitionSession['answerList'][number]['answer']

export const answerTexts: Readonly<Record<Answer, string>> = {
  recognised: 'Recognised',
  unsure: 'Not sure',
  'not-recognised': 'Not recognised',
  unsaid: 'Would rather not say',
}

export const sessionsTexts = {
  tab: 'Recognition sessions',
  title: 'Recognition sessions',
  below: 'What people who came back said about pictures. Nothing here is counted into anything about a person.',
  back: 'Albums',
  emptyTitle: 'No session came in yet',
  emptyText: 'A session is held on a phone without a network. It comes in when the phone meets this office again.',
  received: 'Came in',
  album: 'Album',
  phone: 'Phone',
  answers: 'Answers',
  arrived: 'Arrived',
  arrivedText: (events: number, stored: number, files: number, announced: number) =>
    `${ofAll(stored, events, plural(events, 'event', 'events'))}, ${ofAll(files, announced, plural(announced, 'file', 'files'))}`,
  late: 'after the phone was revoked',
  forks: (n: number) => plural(n, 'event differs', 'events differ'),
  unended: 'not ended',
  open: 'Look at it',
} as const

export const sessionTexts = {
  tab: 'Recognition session',
  title: 'Recognition session',
  back: 'Recognition sessions',
  receipt: 'Receipt',
  events: 'Events',
  eventsText: (all: number, stored: number, erased: number) =>
    erased === 0
      ? `${count(all)} came in = ${count(stored)} kept`
      : `${count(all)} came in = ${count(stored)} kept + ${count(erased)} erased`,
  files: 'Words and voices',
  filesText: (announced: number, stored: number) =>
    announced === stored
      ? `${count(announced)} announced = ${count(stored)} came in`
      : `${count(announced)} announced, ${count(stored)} came in; the phone still has to send ${count(announced - stored)}`,
  chain: 'Signatures',
  chains: {
    whole: 'Every event is there, was signed by this phone, and follows the one before it.',
    'parts-erased':
      'Every event that is left was signed by this phone. Some were erased with the person they were about.',
    broken:
      'Something of this session was not signed by this phone, or does not follow. Do not rely on it; have the vault checked.',
  },
  lateText: 'It came in after its phone was revoked. It is kept and makes no statements.',
  forksText: (n: number) =>
    `The phone sent ${plural(n, 'another event', 'other events')} at a place that was taken. The first stands; somebody should look at this phone.`,
  album: 'Album',
  phone: 'Phone',
  heldBy: 'Held by',
  language: 'Language',
  consent: 'The viewer’s consent',
  consentText: (version: string, how: string) => `text ${version}, ${how}`,
  hows: { read: 'read by the viewer', heard: 'heard by the viewer', explained: 'explained to the viewer' } as Readonly<
    Record<string, string>
  >,
  claimed: 'By the phone’s clock',
  claimedHint: 'A clock is a claim: nothing is decided by it.',
  received: 'Came in',
  ended: 'Ended',
  endings: { finished: 'to the last picture', stopped: 'before the last picture' },
  notEnded: 'no end has come in',
  pauses: 'Breaks',
  order: 'Pictures in order',
  answers: 'Answers in the order in which they were given',
  noAnswers: 'No answer has come in.',
  place: 'Place in the order',
  placeText: (position: number | null, of: number) =>
    position === null ? 'not in the order' : `${count(position)} of ${count(of)}`,
  before: 'Seen before',
  beforeText: (n: number) => (n === 0 ? 'nothing' : plural(n, 'other picture', 'other pictures')),
  person: 'Person',
  unknown: 'somebody whose page is gone',
  answer: 'Answer',
  replaced: 'changed later',
  where: 'Where',
  when: 'When',
  whenText: (from: string | undefined, to: string | undefined) =>
    from === undefined
      ? `until ${to ?? ''}`
      : to === undefined
        ? `from ${from}`
        : from === to
          ? from
          : `${from} to ${to}`,
  words: 'Own words',
  showWords: 'Show',
  knows: 'How they know the person',
  condition: 'In what condition',
  voice: 'Voice',
  saveVoice: 'Save',
  notArrived: 'has not arrived',
  closedWords: 'Words and voices lie in the compartment of testimonies, which is closed to you.',
  erase: 'Erase this session…',
} as const

export const recognitionsTexts = {
  title: 'Recognition sessions',
  hint: 'Side by side, as they were said. No number here says anything about the person, and nothing was decided by it.',
  agree: 'All of them said the same',
  differ: 'They said different things',
  one: 'One alone has said something',
  sum: (recognised: number, unsure: number, not: number, unsaid: number) =>
    [
      ...(recognised === 0 ? [] : [plural(recognised, 'recognised', 'recognised')]),
      ...(unsure === 0 ? [] : [plural(unsure, 'not sure', 'not sure')]),
      ...(not === 0 ? [] : [plural(not, 'not recognised', 'not recognised')]),
      ...(unsaid === 0 ? [] : [plural(unsaid, 'would rather not say', 'would rather not say')]),
    ].join(', '),
  session: 'Session',
  answers: 'Answers',
  order: 'Order',
  orderText: (position: number | null, of: number, before: number) =>
    position === null
      ? `after ${plural(before, 'other picture', 'other pictures')}`
      : `${count(position)} of ${plural(of, 'picture', 'pictures')}, after ${plural(before, 'other', 'others')}`,
  changed: 'changed',
  late: 'does not count: its phone was revoked before it came in',
} as const
