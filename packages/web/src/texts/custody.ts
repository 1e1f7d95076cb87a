import { messages, say } from '../language/messages.ts'
import type { CustodyPage } from '../api/types.ts'
import { ofAll } from './plural.ts'

type Row = CustodyPage['rows'][number]

const things: Readonly<Record<string, string>> = messages('custody.things', {
  item: 'an item',
  picture: 'a picture',
  message: 'a message',
  chat: 'a chat',
  source: 'a source',
  lead: 'a lead',
  leads: 'leads',
  person: 'a person',
  people: 'people',
  messages: 'messages',
  package: 'a package',
  'exit-kit': 'an exit kit with everything',
  backup: 'a backup',
  vault: 'the vault',
  request: 'a request',
  unlocking: 'unlocking the vault',
})

const deeds = messages('custody.deeds', {
  exported: say((what: string) => ({ what }), 'Took along {what}'),
  listed: say((what: string) => ({ what }), 'Listed {what}'),
  opened: say((what: string) => ({ what }), 'Opened {what}'),
  searched: say((what: string) => ({ what }), 'Searched {what}'),
  denied: say((what: string) => ({ what }), 'Was kept from {what}'),
  locked: say((what: string) => ({ what }), 'Locked {what}'),
  refused: say((what: string) => ({ what }), 'Refused to somebody: {what}'),
  unlocked: say((what: string) => ({ what }), 'Unlocked {what}'),
} satisfies Record<Row['did'], unknown>)

export const custodyTexts = messages('custody', {
  tab: 'Who read what',
  title: 'Who read what',
  below:
    'What was opened, searched and taken along, who unlocked and locked, and what was refused; signed in the log of whoever did it, or had the vault open. There is no switch for it.',
  back: 'Log',
  ofEverybody: 'Of everybody, in the parts that are open to you',
  ofYou: 'What you did yourself. Coordinators see it of everybody.',
  deed: ({ did, of }: Pick<Row, 'did' | 'of'>): string => deeds[did](things[of] ?? of),
  empty: 'Nothing was read or taken along yet',
  when: 'When (device’s clock)',
  who: 'Who',
  what: 'What',
  which: 'Which',
  times: 'Times',
  total: say((n: number) => ({ n }), '{n, plural, one {# line} other {# lines}}'),
  shown: (shown: number, total: number): string => ofAll(shown, total, custodyTexts.total(total)),
  more: 'Show more',
  grouped: 'Reading is written down in groups, at the latest five minutes later; taking something along at once.',
  link: 'Who read what',
})
