import { userInfo } from 'node:os'
import { createVault, type KdfParams } from '@homeward/vault'
import { Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import { wholeNumber } from '../numbers.ts'
import { currentSource, readNewPassphrase } from '../passphrase.ts'
import { foreign } from '../terminal-text.ts'

/** Least memory of the passphrase's costs outside tests, in KiB (rule K3). */
const leastKdfMemory = 65_536

/** `homeward init DIR --name NAME`: makes a vault. */
export function addInit(program: Command, act: Act): void {
  program
    .command('init <dir>')
    .description('make a vault in an empty or new folder')
    .requiredOption('--name <name>', 'name of the organisation')
    .option('--member <name>', 'your own name in it (your account name if left out)')
    .addOption(new Option('--kdf-memory <KiB>').argParser(wholeNumber(64, 4_194_304)).hideHelp())
    .action(
      act(async ({ options }, dir: string, { name, member, kdfMemory }: InitOptions) => {
        const kdf = kdfMemory === undefined ? undefined : kdfOf(kdfMemory)
        const memberName = member ?? userInfo().username
        const passphrase = await readNewPassphrase(currentSource(options), [name, memberName])
        const made = await createVault({ dir, name, memberName, passphrase, ...(kdf === undefined ? {} : { kdf }) })
        return {
          json: made,
          text: [
            `The vault of ${foreign(name)} is ready in ${foreign(dir)}.`,
            `You are its member ${foreign(memberName)}.`,
            '',
            'Write these three recovery texts down, each on its own paper, and give them to three people you trust.',
            'Any two of them open the vault if the passphrase is lost. They are shown only now and stored nowhere.',
            '',
            ...made.recovery.map((share, at) => `  ${at + 1}.  ${share}`),
          ].join('\n'),
        }
      }),
    )
}

interface InitOptions {
  name: string
  member?: string
  kdfMemory?: number
}

/** More memory is anybody's choice; less is for tests, whose vaults say so for ever (rule K3). */
function kdfOf(memoryKiB: number): KdfParams {
  if (memoryKiB >= leastKdfMemory) return { memoryKiB, passes: 3, lanes: 4 }
  if (process.env['NODE_ENV'] !== 'test')
    throw new CliError('USAGE', `The passphrase must cost at least ${leastKdfMemory} KiB of memory.`)
  return { memoryKiB, passes: 1, lanes: 1 }
}
