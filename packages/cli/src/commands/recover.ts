import { readFile } from 'node:fs/promises'
import { recoverVault, rehearseRecovery } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { nextSource, readNewPassphrase, typeSecret } from '../passphrase.ts'
import { vaultDir } from '../vault-dir.ts'

interface RecoverOptions {
  sharesFile?: string
  newPassphraseFile?: string
  rehearse?: boolean
}

/** `homeward recover`: a new passphrase with any two of the three recovery texts. */
export function addRecover(program: Command, act: Act): void {
  program
    .command('recover')
    .description('set a new passphrase with two of the three recovery texts')
    .option('--shares-file <file>', 'read the recovery texts from a file, one a line (or type them)')
    .option('--new-passphrase-file <file>', 'read the new one from a file (or HOMEWARD_NEW_PASSPHRASE, or type it)')
    .option('--rehearse', 'only prove that the recovery texts work; changes nothing')
    .action(
      act(async ({ options }, { sharesFile, rehearse = false, ...next }: RecoverOptions) => {
        const dir = vaultDir(options)
        const shares = await readShares(sharesFile)
        if (rehearse) {
          await rehearseRecovery({ dir, shares })
          return { json: { works: true }, text: 'These recovery texts open the vault. Nothing was changed.' }
        }
        const newPassphrase = await readNewPassphrase(nextSource(next))
        await recoverVault({ dir, shares, newPassphrase })
        return { json: { changed: true }, text: 'The vault has a new passphrase. The recovery texts stay valid.' }
      }),
    )
}

/** Recovery texts are never taken as arguments, which other users of the computer can see. */
async function readShares(file: string | undefined): Promise<string[]> {
  if (file === undefined) return [await typeSecret('First recovery text: '), await typeSecret('Second recovery text: ')]
  const lines = (await readFile(file, 'utf8')).split('\n')
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}
