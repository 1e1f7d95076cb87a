import { CliError } from './cli-error.ts'
import type { GlobalOptions } from './context.ts'

/** The folder of the vault: --vault, else HOMEWARD_VAULT (rule X4). @throws CliError USAGE */
export function vaultDir(options: GlobalOptions): string {
  const dir = options.vault ?? process.env['HOMEWARD_VAULT'] ?? ''
  if (dir === '') throw new CliError('USAGE', 'Which vault? Name its folder with --vault DIR or set HOMEWARD_VAULT.')
  return dir
}
