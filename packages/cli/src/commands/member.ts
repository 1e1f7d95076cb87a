import { joinVault } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { EXIT } from '../exit-code.ts'
import { askedKdf, kdfOption } from '../kdf-option.ts'
import { membersText } from '../member-text.ts'
import { currentSource, readNewPassphrase } from '../passphrase.ts'
import { recoveryText } from '../recovery-text.ts'
import { vaultDir } from '../vault-dir.ts'
import { cardOptions, withCard, type CardOptions } from '../with-card.ts'
import { withVault } from '../with-vault.ts'
import { addMemberChanges } from './member-changes.ts'
import { addMemberRemovals } from './member-removals.ts'

/** `homeward member …`: who is in the vault (rules M1 to M8). */
export function addMember(program: Command, act: Act): void {
  const member = program.command('member').description('who is in the vault: join, list, admit, change, remove')
  const join = member
    .command('join')
    .description('make your own keys in a vault that others opened; a coordinator then admits you')
  cardOptions(join)
    .addOption(kdfOption())
    .action(
      act(async ({ options }, { kdfMemory, ...card }: CardOptions & { kdfMemory?: number }) => {
        const dir = vaultDir(options)
        const kdf = askedKdf(kdfMemory)
        const passphrase = await readNewPassphrase(currentSource(options))
        const { made, remark, isWritten } = await withCard(card, { dir }, () => joinVault({ dir, passphrase, ...kdf }))
        const text = [joinedText(made), ...remark].join('\n')
        return { json: made, text, exit: isWritten ? EXIT.done : EXIT.refused }
      }),
    )
  member
    .command('list')
    .description('the members, their devices, and who waits to be admitted')
    .action(
      act((context) =>
        withVault(context, (vault) => {
          const view = vault.members()
          return { json: { member: vault.member.id, ...view }, text: membersText(view, vault.device.logId) }
        }),
      ),
    )
  addMemberChanges(member, act)
  addMemberRemovals(member, act)
}

function joinedText({ code, recovery }: { code: string; recovery: readonly string[] }): string {
  return [
    'Your keys are made. You open nothing until a coordinator admits you.',
    'Read this code to a coordinator, face to face or over the telephone, and let them type it:',
    '',
    `  ${code}`,
    '',
    ...recoveryText(recovery),
  ].join('\n')
}
