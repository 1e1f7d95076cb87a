import { passphraseWeakness } from '@homeward/vault'
import { CliError } from './cli-error.ts'

/**
 * Refuses a new passphrase that somebody with the disk would try first (rule X18): see `passphraseWeakness`.
 *
 * @param words names that may not make it up
 * @throws CliError PASSPHRASE_WEAK, with what to do and without the passphrase
 */
export function refuseWeakPassphrase(passphrase: string, words: readonly string[]): void {
  const why = passphraseWeakness(passphrase, words)
  if (why !== null)
    throw new CliError(
      'PASSPHRASE_WEAK',
      `This passphrase ${why}. Whoever takes the disk can guess for as long as they like. Please take six words at random. Nothing was changed.`,
    )
}
