import { CommanderError } from 'commander'
import { createProgram } from './program.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { describeFault } from './faults.ts'
import { jsonLine } from './json-text.ts'
import { refuseMemoryDumps } from './memory-dumps.ts'
import { foreign } from './terminal-text.ts'

/**
 * Runs the `homeward` command with the arguments behind its name and resolves to its exit code. Never throws: every error ends
 * as one sentence on stderr and, with --json, as `{error: {code, message}}` on stdout (rules X1, X3, X8).
 */
export async function runCli(args: string[]): Promise<ExitCode> {
  process.stdout.on('error', endQuietly)
  try {
    if (process.env['HOMEWARD_DEBUG'] !== '1')
      refuseMemoryDumps([...process.execArgv, process.env['NODE_OPTIONS'] ?? ''])
    const run = await createProgram(args)
    await run.program.parseAsync(args, { from: 'user' })
    return run.exit()
  } catch (error) {
    return reportFault(error, isJsonAsked(args))
  }
}

function reportFault(thrown: unknown, isJson: boolean): ExitCode {
  const { exit, ...error } = describeFault(thrown)
  if (exit === EXIT.done) return exit
  // Commander has said on stderr what is wrong with the usage.
  if (!(thrown instanceof CommanderError)) process.stderr.write(`${foreign(error.message)}\n`)
  for (const { path, reason } of error.refused ?? [])
    process.stderr.write(`  refused ${foreign(path)}: ${foreign(reason)}\n`)
  if (process.env['HOMEWARD_DEBUG'] === '1') console.error(thrown)
  if (isJson) process.stdout.write(`${jsonLine({ error })}\n`)
  return exit
}

function isJsonAsked(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).includes('--json')
}

/** The reader of our output went away (`| head`): there is nobody left to tell. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  // oxlint-disable-next-line unicorn/no-process-exit -- nothing can be printed any more
  process.exit(EXIT.done)
}
