import { homeOf } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { count } from '../numbers.ts'
import { foreign } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

/** `homeward status`: what the vault holds and what waits for a decision. */
export function addStatus(program: Command, act: Act): void {
  program
    .command('status')
    .description('what the vault holds and what waits for a decision')
    .action(
      act((context) =>
        withRecords(context, (records) => {
          const home = homeOf(records)
          const { open, confirmed, refused, unsure, disputed } = home.leads
          return {
            json: home,
            text: [
              `Vault of ${foreign(home.vault.name)}, member ${foreign(home.member.name)}`,
              `${count(home.people, 'person', 'people')}, ${count(home.sources, 'source')}, ${count(home.items, 'item')}, ${count(home.messages, 'message')}, ${count(home.packages, 'package')}`,
              `Leads: ${open} open, ${confirmed} confirmed, ${refused} refused, ${unsure} unsure, ${disputed} disputed`,
              `${count(home.disagreeing, 'person', 'people')} with values that disagree, ${count(home.unreadablePhotos, 'unreadable photo')}`,
              `The log has ${count(home.logSize, 'entry', 'entries')}.`,
            ].join('\n'),
          }
        }),
      ),
    )
}
