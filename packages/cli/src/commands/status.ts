import { homeOf } from '@homeward/records'
import type { LastBackup } from '@homeward/vault'
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
          const lastBackup = records.vault.lastBackup()
          const { open, confirmed, refused, unsure, disputed } = home.leads
          return {
            json: { ...home, lastBackup },
            text: [
              `Vault of ${foreign(home.vault.name)}, member ${foreign(home.member.name)}`,
              `${count(home.people, 'person', 'people')}, ${count(home.sources, 'source')}, ${count(home.items, 'item')}, ${count(home.messages, 'message')}, ${count(home.packages, 'package')}`,
              `Leads: ${open} open, ${confirmed} confirmed, ${refused} refused, ${unsure} unsure, ${disputed} disputed`,
              `${count(home.disagreements, 'disagreement')} to reconcile, ${count(home.unreadablePhotos, 'unreadable photo')}`,
              `The log has ${count(home.logSize, 'entry', 'entries')}.`,
              backupText(lastBackup, Date.now()),
            ].join('\n'),
          }
        }),
      ),
    )
}

const dayMs = 86_400_000

/** How long ago the last backup was, by the clocks of then and now; a clock that was wrong must not hide it. */
export function backupText(last: LastBackup | null, nowMs: number): string {
  if (last === null) return 'There is no backup yet. Make one on another disk with: homeward backup FOLDER'
  const days = Math.floor((nowMs - Date.parse(last.at)) / dayMs)
  const refused = last.refused > 0 ? `, ${count(last.refused, 'sealed file')} refused` : ''
  if (Number.isNaN(days) || days < 0)
    return `Last backup: in the future by this clock (${foreign(last.at)})${refused}. Check the clock of this computer.`
  return `Last backup: ${days === 0 ? 'less than a day' : count(days, 'day')} ago${refused}.`
}
