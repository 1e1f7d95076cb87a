import { rebuild } from '@homeward/intake'
import { homeOf } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { count } from '../numbers.ts'
import { runOptions } from '../run-options.ts'
import { withRecords } from '../with-vault.ts'

/** `homeward rebuild`: makes the indexes anew from the log and the sealed files. */
export function addRebuild(program: Command, act: Act): void {
  program
    .command('rebuild')
    .description('make the indexes anew from the log and the sealed files')
    .action(
      act((context) =>
        withRecords(context, [], async (records) => {
          await rebuild(records, runOptions(context))
          const { people, sources, items, messages, leads, unreadablePhotos } = homeOf(records)
          const { compartments } = records.vault
          const opensPeople = compartments.includes('registry')
          const opensSources = compartments.includes('evidence')
          const numbers = [
            ...(opensPeople ? [count(people, 'person', 'people')] : []),
            ...(opensSources ? [count(sources, 'source'), count(items, 'item'), count(messages, 'message')] : []),
          ]
          return {
            json: {
              ...(opensPeople ? { people } : {}),
              ...(opensSources ? { sources, items, messages } : {}),
              ...(opensPeople && opensSources ? { leads, unreadablePhotos } : {}),
            },
            text:
              numbers.length === 0 ? 'Nothing that has an index is open to you.' : `Rebuilt: ${numbers.join(', ')}.`,
          }
        }),
      ),
    )
}
