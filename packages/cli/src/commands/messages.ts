import { getChat, messagesByNativeId, searchMessages, type Message } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { count, wholeNumber } from '../numbers.ts'
import { clip, foreign, table } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

interface SearchOptions {
  source?: string
  chat?: number
  limit: number
  offset: number
}

/** `homeward messages search QUERY` and `homeward messages numbered NUMBER`. */
export function addMessages(program: Command, act: Act): void {
  const messages = program.command('messages').description('read messages')
  addSearch(messages, act)
  addNumbered(messages, act)
}

/** Messages by their words, in any of the ways that letters are written. */
function addSearch(parent: Command, act: Act): void {
  parent
    .command('search <query>')
    .description('messages whose text or sender has all the words (or beginnings of words)')
    .option('--source <id>', 'only in this source')
    .option(
      '--chat <number>',
      'only in this chat (the numbers stand in: homeward sources SOURCE)',
      wholeNumber(0, 1_000_000_000),
    )
    .option('--limit <number>', 'show at most this many', wholeNumber(1, 10_000), 50)
    .option('--offset <number>', 'leave out this many', wholeNumber(0, 1_000_000_000), 0)
    .action(
      act((context, query: string, { source, chat, limit, offset }: SearchOptions) =>
        withRecords(context, ['evidence'], (records) => {
          const { total, messages } = searchMessages(records, { query, source, chat, limit, offset })
          records.vault.noteCustody({ compartment: 'evidence', did: 'searched', of: 'messages', text: query })
          return {
            json: {
              total,
              messages: messages.map(shownMessage),
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

/** A message by the number that the platform gave it, which is what somebody else who has the chat would name. */
function addNumbered(parent: Command, act: Act): void {
  parent
    .command('numbered <number>')
    .description('the message of a chat that has this number in the platform')
    .requiredOption(
      '--chat <number>',
      'the chat (the numbers stand in: homeward sources SOURCE)',
      wholeNumber(0, 1_000_000_000),
    )
    .action(
      act((context, nativeId: string, { chat }: { chat: number }) =>
        withRecords(context, ['evidence'], (records) => {
          const { item } = getChat(records, chat)
          records.vault.noteCustody({ compartment: 'evidence', did: 'opened', of: 'chat', id: item })
          const found = messagesByNativeId(records, chat, nativeId).map(({ message }) => message)
          return {
            json: { messages: found.map(shownMessage) },
            text: found.length === 0 ? 'No message of this chat has this number.' : messageTable(found),
          }
        }),
      ),
    )
}

function shownMessage({ id, source, chat, nativeId, sender, time, text, bytes: { item, start, end } }: Message) {
  return { id, source, chat, nativeId, sender, time, text, bytes: { item, start, end } }
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
