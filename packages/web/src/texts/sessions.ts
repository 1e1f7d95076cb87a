import type { RecognitionSession } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'
import { listed, ofAll } from './plural.ts'

type Answer = RecognitionSession['answerList'][number]['answer']

export const answerTexts = messages('sessions.answer', {
  recognised: 'Recognised',
  unsure: 'Not sure',
  'not-recognised': 'Not recognised',
  unsaid: 'Would rather not say',
} satisfies Record<Answer, string>)

export const sessionsTexts = messages('sessions', {
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
  events: say((n: number) => ({ n }), '{n, plural, one {# event} other {# events}}'),
  files: say((n: number) => ({ n }), '{n, plural, one {# file} other {# files}}'),
  arrivedText: (events: number, stored: number, files: number, announced: number): string =>
    listed([
      ofAll(stored, events, sessionsTexts.events(events)),
      ofAll(files, announced, sessionsTexts.files(announced)),
    ]),
  late: 'after the phone was revoked',
  forks: say((n: number) => ({ n }), '{n, plural, one {# event differs} other {# events differ}}'),
  unended: 'not ended',
})

export const consentWays = messages('sessions.consentWay', {
  read: 'read by the viewer',
  heard: 'heard by the viewer',
  explained: 'explained to the viewer',
})

export const sessionTexts = messages('sessions.session', {
  tab: 'Recognition session',
  title: 'Recognition session',
  back: 'Recognition sessions',
  receipt: 'Receipt',
  events: 'Events',
  eventsText: say((all: number, stored: number) => ({ all, stored }), '{all, number} came in = {stored, number} kept'),
  eventsErased: say(
    (all: number, stored: number, erased: number) => ({ all, stored, erased }),
    '{all, number} came in = {stored, number} kept + {erased, number} erased',
  ),
  files: 'Words and voices',
  filesText: say((announced: number) => ({ announced }), '{announced, number} announced = {announced, number} came in'),
  filesMissing: say(
    (announced: number, stored: number) => ({ announced, stored, left: announced - stored }),
    '{announced, number} announced, {stored, number} came in; the phone still has to send {left, number}',
  ),
  chain: 'Signatures',
  chains: {
    whole: 'Every event is there, was signed by this phone, and follows the one before it.',
    'parts-erased':
      'Every event that is left was signed by this phone. Some were erased with the person they were about.',
    broken:
      'Something of this session was not signed by this phone, or does not follow. Do not rely on it; have the vault checked.',
  },
  lateText: 'It came in after its phone was revoked. It is kept and makes no statements.',
  forksText: say(
    (n: number) => ({ n }),
    'The phone sent {n, plural, one {another event} other {# other events}} at a place that was taken. The first stands; somebody should look at this phone.',
  ),
  album: 'Album',
  phone: 'Phone',
  heldBy: 'Held by',
  heldByUnsaid: 'nobody was named',
  language: 'Language',
  consent: 'The viewer’s consent',
  consentText: say((version: string, how: string) => ({ version, how }), 'text {version}, {how}'),
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
  noPlace: 'not in the order',
  placeText: say((position: number, of: number) => ({ position, of }), '{position, number} of {of, number}'),
  before: 'Seen before',
  beforeText: say((n: number) => ({ n }), '{n, plural, =0 {nothing} one {# other picture} other {# other pictures}}'),
  person: 'Person',
  unknown: 'somebody whose page is gone',
  answer: 'Answer',
  replaced: 'changed later',
  where: 'Where',
  when: 'When',
  until: say((to: string) => ({ to }), 'until {to}'),
  from: say((from: string) => ({ from }), 'from {from}'),
  between: say((from: string, to: string) => ({ from, to }), '{from} to {to}'),
  whenText: (from: string | undefined, to: string | undefined): string => {
    if (from === undefined) return sessionTexts.until(to ?? '')
    if (to === undefined) return sessionTexts.from(from)
    return from === to ? from : sessionTexts.between(from, to)
  },
  words: 'Own words',
  knows: 'How they know the person',
  condition: 'In what condition',
  voice: 'Voice',
  saveVoice: 'Save the recording',
  notPlayed: 'This browser cannot play the recording. Save it and open it with another program.',
  notArrived: 'has not arrived',
  closedWords: 'Words and voices lie in the compartment of testimonies, which is closed to you.',
  erase: 'Erase this session…',
})

export const recognitionsTexts = messages('sessions.side', {
  title: 'Recognition sessions',
  hint: 'Side by side, as they were said. No number here says anything about the person, and nothing was decided by it.',
  agree: 'All of them said the same',
  differ: 'They said different things',
  one: 'One alone has said something',
  recognised: say((n: number) => ({ n }), '{n, number} recognised'),
  unsure: say((n: number) => ({ n }), '{n, number} not sure'),
  notRecognised: say((n: number) => ({ n }), '{n, number} not recognised'),
  unsaid: say((n: number) => ({ n }), '{n, number} would rather not say'),
  sum: (recognised: number, unsure: number, not: number, unsaid: number): string =>
    listed([
      ...(recognised === 0 ? [] : [recognitionsTexts.recognised(recognised)]),
      ...(unsure === 0 ? [] : [recognitionsTexts.unsure(unsure)]),
      ...(not === 0 ? [] : [recognitionsTexts.notRecognised(not)]),
      ...(unsaid === 0 ? [] : [recognitionsTexts.unsaid(unsaid)]),
    ]),
  session: 'Session',
  answers: 'Answers',
  order: 'Order',
  afterOthers: say(
    (n: number) => ({ n }),
    '{n, plural, =0 {the first} one {after # other picture} other {after # other pictures}}',
  ),
  orderText: say(
    (position: number, of: number, before: number) => ({ position, of, before }),
    '{position, number} of {of, plural, one {# picture} other {# pictures}}, {before, plural, =0 {the first} one {after # other} other {after # others}}',
  ),
  changed: 'changed',
  late: 'does not count: its phone was revoked before it came in',
})
