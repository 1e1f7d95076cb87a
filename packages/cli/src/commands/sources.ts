import { getSource, listChats, listItems, listSources, type Chat, type Item, type Source } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { bytesText, count, wholeNumber } from '../numbers.ts'
import { receiptText } from '../receipt-text.ts'
import { clip, clipPath, foreign, table } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

interface SourcesOptions {
  path?: string
  limit: number
  offset: number
}

/** `homeward sources [ID]`: all sources with their receipts, or one with its items. */
export function addSources(program: Command, act: Act): void {
  program
    .command('sources [source]')
    .description('the sources with their receipts; with the id of one, its items')
    .option('--path <text>', 'only items whose path holds this text')
    .option('--limit <number>', 'show at most this many items', wholeNumber(1, 100_000), 500)
    .option('--offset <number>', 'leave out this many items', wholeNumber(0, 1_000_000_000), 0)
    .action(
      act((context, source: string | undefined, page: SourcesOptions) =>
        withRecords(context, ['evidence'], (records) => {
          if (source === undefined) {
            const sources = listSources(records)
            return { json: { sources }, text: sourcesText(sources) }
          }
          const one = getSource(records, source)
          records.vault.noteCustody({ compartment: 'evidence', did: 'opened', of: 'source', id: source })
          const { total, items } = listItems(records, source, page)
          const chats = listChats(records, source)
          return { json: { ...one, items, itemsTotal: total, chats }, text: sourceText(one, chats, items, total) }
        }),
      ),
    )
}

function sourcesText(sources: readonly Source[]): string {
  if (sources.length === 0) return 'There is no source yet. Bring files in with: homeward import PATH'
  return table(
    ['source', 'received', 'name', 'items', 'messages', 'refused', 'leads'],
    sources.map(({ id, at, name, itemsCount, receipt }) => [
      id,
      at.slice(0, 16),
      clip(name, 40),
      itemsCount,
      receipt.messages.parsed,
      receipt.files.refused.length,
      receipt.leads,
    ]),
  )
}

function chatTable(chats: readonly Chat[]): string {
  return table(
    ['chat', 'messages', 'name'],
    chats.map(({ id, messages, name }) => [id, messages, clip(name ?? '–', 60)]),
  )
}

const informantWords = {
  protected: 'somebody protected (homeward informant show)',
  erased: 'somebody protected, whose name was erased',
} as const

function sourceText(source: Source, chats: readonly Chat[], items: readonly Item[], total: number): string {
  const about = [
    ['received', source.at],
    ['from', source.informant === null ? source.from : informantWords[source.informant]],
    ['legal basis', source.legalBasis],
    ['note', source.note],
  ].flatMap(([what, text]) => (text === null || text === undefined ? [] : [`  ${what}: ${foreign(text)}`]))
  return [
    `${source.id}  ${foreign(source.name)}`,
    ...about,
    receiptText(source.receipt),
    '',
    ...(chats.length === 0 ? [] : [chatTable(chats), '']),
    table(
      ['item', 'size', 'what', 'messages', 'path'],
      items.map(({ id, size, format, mediaType, messages, path }) => [
        id,
        bytesText(size),
        foreign(format ?? mediaType),
        messages,
        clipPath(path, 70),
      ]),
    ),
    ...(items.length < total ? [`${count(total, 'item')}, ${items.length} shown.`] : []),
  ].join('\n')
}
