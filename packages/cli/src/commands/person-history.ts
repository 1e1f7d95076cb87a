import { historyOf, type PastValue } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { foreign } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

const words = { said: 'said', chosen: 'chosen', 'taken-back': 'taken back' } as const

/** `homeward people history ID`: everything that was ever written about the fields of one person. */
export function addPersonHistory(people: Command, act: Act): void {
  people
    .command('history <person>')
    .description('every value that was ever written about one person, with who said it and what replaced it')
    .action(
      act((context, id: string) =>
        withRecords(context, ['registry'], (records) => {
          const history = historyOf(records, id)
          records.vault.noteCustody({ compartment: 'registry', did: 'opened', of: 'person', id })
          return { json: { person: id, history }, text: [id, ...history.map(stepText)].join('\n') }
        }),
      ),
    )
}

function stepText({ at, field, did, value, isCurrent, said, why }: PastValue): string {
  const text = value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  const parts = [
    `${at.slice(0, 16).replace('T', ' ')}  ${field} ${words[did]}${isCurrent ? ', stands' : ''}`,
    text,
    said === undefined ? '' : `– ${[said.by, said.date].filter((part) => part !== undefined).join(', ')}`,
    why === undefined ? '' : `(${why})`,
  ]
  return `  ${foreign(parts.filter((part) => part !== '').join(' '))}`
}
