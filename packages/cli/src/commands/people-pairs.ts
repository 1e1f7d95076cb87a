import { judgePair, partPerson, type PairDecision } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { count } from '../numbers.ts'
import { withRecords } from '../with-vault.ts'

const decisions: Record<string, { verdict: PairDecision; what: string; done: string }> = {
  same: {
    verdict: 'same',
    what: 'two records are one person’s: they are joined, and each keeps what it says',
    done: 'The two records are joined. Each keeps what it says; take them apart with: homeward people part ID',
  },
  distinct: {
    verdict: 'distinct',
    what: 'two records are two people’s; they are not proposed again',
    done: 'The two are not the same person, and are not proposed again.',
  },
  siblings: {
    verdict: 'relatives',
    what: 'two records are two people’s who are brothers or sisters; both pages say so',
    done: 'The two are brothers or sisters. Both pages say so, and they are not proposed again.',
  },
  unsure: {
    verdict: 'unsure',
    what: 'it cannot be said whether two records are one person’s',
    done: 'It is written down that it cannot be said.',
  },
}

/** `homeward people same|distinct|siblings|unsure A B` and `homeward people part ID`: what a person decided about records. */
export function addPeoplePairs(people: Command, act: Act): void {
  for (const [name, { verdict, what, done }] of Object.entries(decisions))
    people
      .command(`${name} <person> <other>`)
      .description(what)
      .option('--note <text>', 'why')
      .action(
        act((context, one: string, other: string, { note }: { note?: string }) =>
          withRecords(context, ['registry'], async (records) => {
            const pair = await judgePair(records, { one, other, verdict, note })
            return { json: pair, text: done }
          }),
        ),
      )
  people
    .command('part <person>')
    .description('takes a record out of those that it is joined with; nothing else changes')
    .option('--note <text>', 'why')
    .action(
      act((context, person: string, { note }: { note?: string }) =>
        withRecords(context, ['registry'], async (records) => {
          const apart = await partPerson(records, person, note)
          return {
            json: { person, apart },
            text: `The record is apart from ${count(apart.length, 'other record')} now: ${apart.join(', ')}.`,
          }
        }),
      ),
    )
}
