import { searchMessages, type Message } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { count, wholeNumber } from '../numbers.ts'
import { clip, foreign, table } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

interface SearchOptions {
  source?: string
  limit: number
  offset: number
}

/** `homeward messages search QUERY`: messages by their words, in any of the ways that letters are written. */
export function addMessages(program: Command, act: Act): void {
  program
    .command('messages')
    .description('read messages')
    .command('search <query>')
    .description('messages whose text or sender has all the words (or beginnings of words)')
    .option('--source <id>', 'only in this source')
    .option('--limit <number>', 'show at most this many', wholeNumber(1, 10_000), 50)
    .option('--offset <number>', 'leave out this many', wholeNumber(0, 1_000_000_000), 0)
    .action(
      act((context, query: string, { source, limit, offset }: SearchOptions) =>
        withRecords(context, (records) => {
          const { total, messages } = searchMessages(records, { query, source, limit, offset })
          return {
            json: {
              total,
              messages: messages.map(({ id, source: from, sender, time, text, bytes: { item, start, end } }) => ({
                id,
                source: from,
                sender,
                time,
                text,
                bytes: { item, start, end },
              })),
            },
            text: [
              ...(messages.length > 0 ? [messageTable(messages)] : []),
              `${count(total, 'message')} found${messages.length < total ? `, ${messages.length} shown` : ''}.`,
            ].join('\n'),
          }
        }),
      ),
    )
}

function messageTable(messages: readonly Message[]): string {
  return table(
    ['message', 'time', 'sender', 'text'],
    messages.map(({ id, time, sender, text }) => [
      foreign(id),
      foreign(time.local ?? time.raw ?? '–'),
      clip(sender ?? '–', 24),
      clip(text, 60),
    ]),
  )
}
