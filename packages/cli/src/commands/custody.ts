import { listCustody, openRecords, type CustodyRow } from '@homeward/records'
import type { MemberView } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { count, wholeNumber } from '../numbers.ts'
import { clip, foreign, table } from '../terminal-text.ts'
import { withVault } from '../with-vault.ts'

interface CustodyOptions {
  member?: string
  limit: number
  offset: number
}

/** `homeward custody`: who read, searched and took what. */
export function addCustody(program: Command, act: Act): void {
  program
    .command('custody')
    .description(
      'who read, searched and took what; coordinators and founders see it of everybody, others of themselves',
    )
    .option('--member <id>', 'only what this member did')
    .option('--limit <number>', 'show at most this many', wholeNumber(1, 100_000), 100)
    .option('--offset <number>', 'leave out this many', wholeNumber(0, 1_000_000_000), 0)
    .action(
      act((context, page: CustodyOptions) =>
        withVault(context, async (vault) => {
          const { total, rows } = await listCustody(await openRecords(vault), page)
          const shown = rows.length < total ? `, ${rows.length} shown` : ''
          return {
            json: { total, rows },
            text:
              total === 0
                ? 'Nothing was read or taken yet.'
                : `${custodyTable(rows, vault.members().members)}\n${count(total, 'line')}${shown}. Times are what the clocks of the devices said.`,
          }
        }),
      ),
    )
}

function custodyTable(rows: readonly CustodyRow[], members: readonly MemberView[]): string {
  return table(
    ['when (UTC)', 'who', 'did', 'what', 'times'],
    rows.map(({ last, member, did, of, id, text, times }) => [
      foreign(last.slice(0, 16).replace('T', ' ')),
      clip(members.find((one) => one.id === member)?.name ?? member, 24),
      foreign(`${did} ${of}`),
      clip(text === null ? (id ?? '') : `“${text}”`, 48),
      times,
    ]),
  )
}
