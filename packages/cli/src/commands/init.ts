import { userInfo } from 'node:os'
import { createVault } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { EXIT } from '../exit-code.ts'
import { askedKdf, kdfOption } from '../kdf-option.ts'
import { currentSource, readNewPassphrase } from '../passphrase.ts'
import { recoveryText } from '../recovery-text.ts'
import { foreign } from '../terminal-text.ts'
import { cardOptions, withCard, type CardOptions } from '../with-card.ts'

/** `homeward init DIR --name NAME`: makes a vault. */
export function addInit(program: Command, act: Act): void {
  const init = program.command('init <dir>').description('make a vault in an empty or new folder')
  cardOptions(init)
    .requiredOption('--name <name>', 'name of the organisation')
    .option('--member <name>', 'your own name in it (your account name if left out)')
    .addOption(kdfOption())
    .action(
      act(async ({ options }, dir: string, { name, member, kdfMemory, ...card }: InitOptions) => {
        const kdf = askedKdf(kdfMemory)
        const memberName = member ?? userInfo().username
        const passphrase = await readNewPassphrase(currentSource(options), [name, memberName])
        const about = { dir, organisation: name, member: memberName }
        const { made, remark, isWritten } = await withCard(card, about, () =>
          createVault({ dir, name, memberName, passphrase, ...kdf }),
        )
        return {
          json: made,
          text: [
            `The vault of ${foreign(name)} is ready in ${foreign(dir)}.`,
            `You are its member ${foreign(memberName)}.`,
            '',
            ...recoveryText(made.recovery),
            ...remark,
          ].join('\n'),
          exit: isWritten ? EXIT.done : EXIT.refused,
        }
      }),
    )
}

interface InitOptions extends CardOptions {
  name: string
  member?: string
  kdfMemory?: number
}
