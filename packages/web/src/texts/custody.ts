import type { CustodyPage } from '../api/types.ts'
import { ofAll, plural } from './plural.ts'

type Row = CustodyPage['rows'][number]

const things: Readonly<Record<string, string>> = {
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
}

const deeds: Readonly<Record<Row['did'], string>> = {
  denied: 'Was kept from',
  locked: 'Locked',
  refused: 'Refused to somebody:',
  unlocked: 'Unlocked',
  exported: 'Took along',
  listed: 'Listed',
  opened: 'Opened',
  searched: 'Searched',
}

export const custodyTexts = {
  tab: 'Who read what',
  title: 'Who read what',
  below:
    'What was opened, searched and taken along, who unlocked and locked, and what was refused; signed in the log of whoever did it, or had the vault open. There is no switch for it.',
  back: 'Log',
  ofEverybody: 'Of everybody, in the parts that are open to you',
  ofYou: 'What you did yourself. Coordinators see it of everybody.',
  deed: ({ did, of }: Pick<Row, 'did' | 'of'>) => `${deeds[did]} ${things[of] ?? of}`,
  empty: 'Nothing was read or taken along yet',
  when: 'When (device’s clock)',
  who: 'Who',
  what: 'What',
  which: 'Which',
  times: 'Times',
  shown: (shown: number, total: number) => ofAll(shown, total, plural(total, 'line', 'lines')),
  more: 'Show more',
  grouped: 'Reading is written down in groups, at the latest five minutes later; taking something along at once.',
  link: 'Who read what',
} as const
