import { homeOf, listActs, type Home, type Records } from '@homeward/records'
import type { LastBackup, Vault } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { dayOf, grantable, opensText, warnings } from '../member-text.ts'
import { count } from '../numbers.ts'
import { foreign } from '../terminal-text.ts'
import { withRecordsOf, withVault } from '../with-vault.ts'

/** `homeward status`: who you are, what the vault holds and what waits for a decision. */
export function addStatus(program: Command, act: Act): void {
  program
    .command('status')
    .description('who you are, what the vault holds and what waits for a decision')
    .action(
      act((context) =>
        withVault(context, async (vault) => {
          const view = vault.members()
          const { rehearsed } = vault
          const own = view.members.find(({ id }) => id === vault.member.id)
          const opens = grantable.filter((name) => own?.grants.includes(name) === true)
          // The records keep one index for both.
          const holds = opens.includes('registry') && opens.includes('evidence')
          const found = holds ? await withRecordsOf(vault, context, homeAndActs) : null
          const home = found?.home ?? null
          const { restorers, contested, ailing } = view
          const lastBackup = await vault.lastBackup()
          return {
            json: {
              ...(home ?? nameOnly(vault)),
              role: vault.member.role,
              opens,
              rehearsed,
              ...(found === null ? {} : { acts: found.acts }),
              lastBackup,
              restorers,
              contested,
              ailing,
            },
            text: [
              `Vault of ${foreign(vault.name)}`,
              `You are ${foreign(vault.member.name)}, ${vault.member.role}, and open ${opensText(opens)}.`,
              rehearsed === null
                ? 'Your recovery was never rehearsed: see homeward recovery rehearse.'
                : `Your recovery was last rehearsed on ${dayOf(rehearsed)}.`,
              ...(found === null ? [] : [...homeLines(found.home), ...actLines(found.acts)]),
              backupText(lastBackup, Date.now()),
              ...warnings(view),
            ].join('\n'),
          }
        }),
      ),
    )
}

/** How many acts wait for this member's answer, and how many of their own stand. */
interface ActCounts {
  forYou: number
  yours: number
}

function homeAndActs(records: Records): { home: Home; acts: ActCounts } {
  const acts = listActs(records, new Date())
  const isOwn = (act: (typeof acts)[number]): boolean => act.member === records.vault.member.id
  return {
    home: homeOf(records),
    acts: {
      forYou: acts.filter(({ may }) => may.approve).length,
      yours: acts.filter((act) => isOwn(act) && act.may.withdraw).length,
    },
  }
}

function actLines({ forYou, yours }: ActCounts): string[] {
  return [
    ...(forYou > 0
      ? [`${count(forYou, 'thing waits', 'things wait')} for you as the second person: homeward act list`]
      : []),
    ...(yours > 0
      ? [`${count(yours, 'thing', 'things')} you asked for, to be approved or done: homeward act list`]
      : []),
  ]
}

function nameOnly(vault: Vault): Pick<Home, 'vault' | 'member'> {
  return { vault: { id: vault.id, name: vault.name }, member: { id: vault.member.id, name: vault.member.name } }
}

function homeLines(home: Home): string[] {
  const { open, confirmed, refused, unsure, disputed } = home.leads
  return [
    `${count(home.people, 'person', 'people')}, ${count(home.sources, 'source')}, ${count(home.items, 'item')}, ${count(home.messages, 'message')}, ${count(home.packages, 'package')}`,
    `Leads: ${open} open, ${confirmed} confirmed, ${refused} refused, ${unsure} unsure, ${disputed} disputed`,
    `${count(home.disagreeing, 'person', 'people')} with values that disagree, ${count(home.unreadablePhotos, 'unreadable photo')}`,
    `The log has ${count(home.logSize, 'entry', 'entries')}.`,
  ]
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
