import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import { vaultDir } from '../vault-dir.ts'

/** `homeward lock`: tells the server of this vault to lock it now; needs no passphrase (rules X17, S31). */
export function addLock(program: Command, act: Act): void {
  program
    .command('lock')
    .description('lock the vault that `homeward serve` has open, for everybody, at once')
    .action(
      act(async (context) => {
        const dir = vaultDir(context.options)
        if (!existsSync(path.join(dir, 'homeward.json')))
          throw new CliError('NOTHING_THERE', `There is no vault in ${dir}.`)
        const { requestLock } = await import('@homeward/server')
        if (!(await requestLock(dir)))
          throw new CliError(
            'NOTHING_THERE',
            'No server of this vault answered. If another command has it open, stop that command with Ctrl-C.',
          )
        return { json: { locked: true }, text: 'The vault is locked.' }
      }),
    )
}
