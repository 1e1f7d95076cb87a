import { homeOf, listActs, type Home, type Records } from '@homeward/records'
import type { CompartmentName, LastBackup } from '@homeward/vault'
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
          const { home, acts } = await withRecordsOf(vault, context, { needs: [], work: homeAndActs })
          const { restorers, contested, ailing } = view
          const lastBackup = await vault.lastBackup()
          return {
            json: {
              ...openPart(home, opens),
              role: vault.member.role,
              opens,
              rehearsed,
              acts,
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
              ...homeLines(home, opens),
              ...actLines(acts),
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

/** What the vault holds, without numbers of what is closed: those would say that nothing is there. */
function openPart(home: Home, opens: readonly CompartmentName[]): Partial<Home> {
  const { people, disagreeing, sources, items, messages, packages, leads, unreadablePhotos, ...rest } = home
  return {
    ...rest,
    ...(opens.includes('registry') ? { people, disagreeing } : {}),
    ...(opens.includes('evidence') ? { sources, items, messages, packages } : {}),
    ...(opensLeads(opens) ? { leads, unreadablePhotos } : {}),
  }
}

function opensLeads(opens: readonly CompartmentName[]): boolean {
  return opens.includes('registry') && opens.includes('evidence')
}

function homeLines(home: Home, opens: readonly CompartmentName[]): string[] {
  const { open, confirmed, refused, unsure, disputed } = home.leads
  const numbers = [
    ...(opens.includes('registry') ? [count(home.people, 'person', 'people')] : []),
    ...(opens.includes('evidence')
      ? [
          count(home.sources, 'source'),
          count(home.items, 'item'),
          count(home.messages, 'message'),
          count(home.packages, 'package'),
        ]
      : []),
  ]
  const disagreeing = `${count(home.disagreeing, 'person', 'people')} with values that disagree`
  return [
    ...(numbers.length > 0 ? [numbers.join(', ')] : []),
    ...(opensLeads(opens)
      ? [
          `Leads: ${open} open, ${confirmed} confirmed, ${refused} refused, ${unsure} unsure, ${disputed} disputed`,
          `${disagreeing}, ${count(home.unreadablePhotos, 'unreadable photo')}`,
        ]
      : opens.includes('registry')
        ? [disagreeing]
        : []),
    home.logs === 1
      ? `The log has ${count(home.logSize, 'entry', 'entries')}.`
      : `The ${count(home.logs, 'log')} of this vault have ${count(home.logSize, 'entry', 'entries')}.`,
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
