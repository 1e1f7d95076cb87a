import type { Vault } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import { EXIT } from '../exit-code.ts'
import { loud } from '../member-text.ts'
import { confirm } from '../prompt.ts'
import { foreign } from '../terminal-text.ts'
import { withVault } from '../with-vault.ts'

const whatItDoesNot = [
  'What they wrote stays and counts. From now on they write nothing here, and new keys are made that they do not have.',
  'It does not take back what they saw, copied or remember. Whoever has an older copy of the disk and their passphrase opens what was in it then.',
  'So do archives and copies of backups: bring backups up to date today, and destroy what is older.',
]

/** `homeward member remove|remove-device`. */
export function addMemberRemovals(member: Command, act: Act): void {
  member
    .command('remove <member>')
    .description('remove another member, and make new keys for what they opened')
    .option('--yes', 'do not ask (needed where nobody can be asked)')
    .action(
      act((context, id: string, { yes = false }: { yes?: boolean }) => {
        if (!yes && !process.stdin.isTTY)
          throw new CliError('USAGE', 'Removing a member asks first. Run it in a terminal, or add --yes.')
        return withVault(context, async (vault) => {
          const name = foreign(vault.members().members.find((one) => one.id === id)?.name ?? id)
          for (const line of whatItDoesNot) context.note(line)
          if (!yes && !(await confirm(`Remove ${name}?`, context.signal)))
            throw new CliError('CANCELLED', 'Stopped. Nothing was changed.')
          vault.removeMember(id)
          return removed(vault, id, name)
        })
      }),
    )
  member
    .command('remove-device <log>')
    .description('take a device out, by its log: what it wrote stays, what comes later is ignored')
    .action(
      act((context, log: string) =>
        withVault(context, (vault) => {
          vault.removeDevice(log)
          return {
            json: { log, removed: true },
            text: [
              'The device is taken out. What it writes from now on is ignored.',
              'Its member keeps the keys: if the device was taken by somebody, remove the member too and let them join again.',
            ].join('\n'),
          }
        }),
      ),
    )
}

/** What became of a removal: it waits when the other one removed the remover meanwhile (rule M7). */
function removed(vault: Vault, id: string, name: string): { json: object; text: string; exit: 0 | 3 } {
  const view = vault.members()
  const isGone = view.members.find((one) => one.id === id)?.isActive === false
  const told = isGone ? `${name} is removed. New keys are made.` : `The removal of ${name} waits.`
  return {
    json: { member: id, removed: isGone, restorers: view.restorers, contested: view.contested, ailing: view.ailing },
    text: [told, ...loud(view)].join('\n'),
    exit: isGone ? EXIT.done : EXIT.refused,
  }
}
