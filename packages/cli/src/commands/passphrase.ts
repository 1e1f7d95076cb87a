import { changePassphrase } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { currentSource, nextSource, readNewPassphrase, readPassphrase } from '../passphrase.ts'
import { vaultDir } from '../vault-dir.ts'

/** `homeward passphrase`: replaces the passphrase; the recovery texts stay valid. */
export function addPassphrase(program: Command, act: Act): void {
  program
    .command('passphrase')
    .description('replace the passphrase; the recovery texts stay valid')
    .option('--new-passphrase-file <file>', 'read the new one from a file (or HOMEWARD_NEW_PASSPHRASE, or type it)')
    .action(
      act(async ({ options }, next: { newPassphraseFile?: string }) => {
        const dir = vaultDir(options)
        const passphrase = await readPassphrase(currentSource(options))
        const newPassphrase = await readNewPassphrase(nextSource(next))
        await changePassphrase({ dir, passphrase, newPassphrase })
        return { json: { changed: true }, text: 'The vault has a new passphrase. The old one no longer opens it.' }
      }),
    )
}
