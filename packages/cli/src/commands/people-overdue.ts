import { keepOverdue, listOverdue } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { count } from '../numbers.ts'
import { foreign, table } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

/** `homeward people overdue` and `homeward people keep ID`: records that may not be kept any longer (rule R109). */
export function addPeopleOverdue(people: Command, act: Act): void {
  people
    .command('overdue')
    .description(
      'records that the list they came from has ended, or let be kept until a day that is over, by ids alone',
    )
    .action(
      act((context) =>
        withRecords(context, ['registry'], (records) => {
          const all = listOverdue(records)
          const rows = all.map(({ id, registry, until, isEnded }) => [
            id,
            foreign(registry),
            isEnded ? `ended there ${until}` : `kept until ${until}`,
          ])
          return {
            json: { records: all },
            text:
              all.length === 0
                ? 'No record is past its day.'
                : `${table(['record', 'list', 'its day'], rows)}\n${count(all.length, 'record')}. Erase one with: homeward erase person ID, or keep it with: homeward people keep ID --why TEXT`,
          }
        }),
      ),
    )
  people
    .command('keep <record>')
    .description('show a record that is past its day again, on a ground that is written down')
    .requiredOption('--why <text>', 'on which ground it is kept')
    .option('--until <day>', 'until which day, YYYY-MM-DD; without it until somebody erases it')
    .action(
      act((context, id: string, how: { why: string; until?: string }) =>
        withRecords(context, ['registry'], async (records) => {
          await keepOverdue(records, id, how)
          return { json: { person: id }, text: `${id} is shown again.` }
        }),
      ),
    )
}
