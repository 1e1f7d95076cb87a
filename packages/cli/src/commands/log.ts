import type { LogView } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import { EXIT } from '../exit-code.ts'
import { entriesText, logsText } from '../log-text.ts'
import { wholeNumber } from '../numbers.ts'
import { foreign } from '../terminal-text.ts'
import { withVault } from '../with-vault.ts'

/** `homeward log [LOG]`: all logs of the vault, or the entries of one (rule X21). */
export function addLog(program: Command, act: Act): void {
  program
    .command('log')
    .description('the logs of all members and devices, or the entries of one')
    .argument('[log]', 'a log, by its id or the beginning of it')
    .option('--last <number>', 'how many entries to show, the last ones', wholeNumber(1, 100_000), 50)
    .action(
      act((context, wanted: string | undefined, { last }: { last: number }) =>
        withVault(context, (vault) => {
          const logs = vault.logs()
          // A fork is a fault wherever it is found: the exit code says so also to a script that does not read.
          const exit = logs.some(({ isForked, owner }) => isForked || owner === null) ? EXIT.fault : EXIT.done
          if (wanted === undefined) return { json: { logs }, text: logsText(logs), exit }
          const view = logNamed(logs, wanted)
          const entries = vault.log({ log: view.log, after: view.size - 1 - last, limit: last })
          return { json: { ...view, entries }, text: entriesText(view, entries), exit }
        }),
      ),
    )
}

/** The one log whose id begins so. @throws CliError NOTHING_THERE, USAGE */
function logNamed(logs: readonly LogView[], wanted: string): LogView {
  const [found, ...others] = logs.filter(({ log }) => log.startsWith(wanted.toLowerCase()))
  if (found === undefined)
    throw new CliError('NOTHING_THERE', `No log begins with ${foreign(wanted)}. “homeward log” lists them.`)
  if (others.length > 0) throw new CliError('USAGE', `Several logs begin with ${foreign(wanted)}. Give more of the id.`)
  return found
}
