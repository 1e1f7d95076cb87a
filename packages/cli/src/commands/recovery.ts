import { readFile } from 'node:fs/promises'
import { recoverVault, rehearseRecovery } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { EXIT } from '../exit-code.ts'
import { nextSource, readNewPassphrase, typeSecret } from '../passphrase.ts'
import { vaultDir } from '../vault-dir.ts'

interface RecoveryOptions {
  sharesFile?: string
  newPassphraseFile?: string
}

/** `homeward recovery use|rehearse`: what two of the three recovery texts can do. */
export function addRecovery(program: Command, act: Act): void {
  const recovery = program.command('recovery').description('use two of the three recovery texts, or rehearse it')
  addUse(recovery.command('use'), act)
  withShares(recovery.command('rehearse'))
    .description('prove that two recovery texts work, without using them up')
    .action(
      act(async ({ options }, { sharesFile }: RecoveryOptions) => {
        const dir = vaultDir(options)
        const { member, isRecorded } = await rehearseRecovery({ dir, shares: await readShares(sharesFile) })
        const works = 'These two open the vault. They stay valid, and so does the passphrase.'
        return isRecorded
          ? {
              json: { works: true, member, recorded: true },
              text: `${works} The vault remembers that it was rehearsed.`,
            }
          : {
              json: { works: true, member, recorded: false },
              text: `${works} Nothing was recorded: their owner is no member of the vault, not yet or no longer.`,
              exit: EXIT.refused,
            }
      }),
    )
}

/** `homeward recover`: what the interface calls `homeward recovery use`. */
export function addRecover(program: Command, act: Act): void {
  addUse(program.command('recover', { hidden: true }), act)
}

function addUse(command: Command, act: Act): void {
  withShares(command)
    .description('set a new passphrase with two of the three recovery texts')
    .option('--new-passphrase-file <file>', 'read the new one from a file (or HOMEWARD_NEW_PASSPHRASE, or type it)')
    .action(
      act(async ({ options }, { sharesFile, ...next }: RecoveryOptions) => {
        const dir = vaultDir(options)
        const shares = await readShares(sharesFile)
        const newPassphrase = await readNewPassphrase(nextSource(next))
        await recoverVault({ dir, shares, newPassphrase })
        return { json: { changed: true }, text: 'The vault has a new passphrase. The recovery texts stay valid.' }
      }),
    )
}

function withShares(command: Command): Command {
  const what = 'read the recovery texts or words from a file, one card a line (or type them)'
  return command.option('--shares-file <file>', what)
}

/** Recovery texts are never taken as arguments, which other users of the computer can see. */
async function readShares(file: string | undefined): Promise<string[]> {
  if (file === undefined)
    return [await typeSecret('First card (text or words): '), await typeSecret('Second card (text or words): ')]
  const lines = (await readFile(file, 'utf8')).split('\n')
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}
