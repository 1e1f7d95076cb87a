import type { KdfParams } from '@homeward/vault'
import { Option } from 'commander'
import { CliError } from './cli-error.ts'
import { wholeNumber } from './numbers.ts'

/** Least memory of the passphrase's costs outside tests, in KiB (rule K3). */
const leastKdfMemory = 65_536

/** The hidden option that sets what a passphrase costs. */
export function kdfOption(): Option {
  return new Option('--kdf-memory <KiB>').argParser(wholeNumber(64, 4_194_304)).hideHelp()
}

/**
 * The costs that `--kdf-memory` asks for, as what vault functions take: nothing when it was left out. More memory is anybody's
 * choice; less is for tests, whose vaults say so for ever (rule K3).
 * @throws CliError USAGE
 */
export function askedKdf(memoryKiB: number | undefined): { kdf?: KdfParams } {
  if (memoryKiB === undefined) return {}
  if (memoryKiB >= leastKdfMemory) return { kdf: { memoryKiB, passes: 3, lanes: 4 } }
  if (process.env['NODE_ENV'] !== 'test')
    throw new CliError('USAGE', `The passphrase must cost at least ${leastKdfMemory} KiB of memory.`)
  return { kdf: { memoryKiB, passes: 1, lanes: 1 } }
}
