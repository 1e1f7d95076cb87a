import { readFileSync } from 'node:fs'
import { CliError } from './cli-error.ts'

/** Switches of Node that write its memory to disk, or let other programs read it, when something happens. */
const dumping =
  /(?:^|\s)(--(?:abort-on-uncaught-exception|heapsnapshot-[\w-]+|heap-prof|report-[\w-]+|inspect(?:-[\w-]+)?))(?=$|[=\s])/u

/**
 * Refuses to work with names and keys in a process that was told to write its memory to disk (rule X16).
 *
 * @param given the switches and NODE_OPTIONS that Node was started with
 * @throws CliError USAGE
 */
export function refuseMemoryDumps(given: readonly string[]): void {
  const found = dumping.exec(given.join(' ').replaceAll('_', '-'))?.[1]
  if (found !== undefined)
    throw new CliError(
      'USAGE',
      `Node was started with ${found}, which can write what is in memory, names and keys among it, to the disk. Please start Homeward without it, or with HOMEWARD_DEBUG=1 on a vault of invented people.`,
    )
}

/** Whether the system may write this process's memory to disk when it crashes. Known on Linux; elsewhere false. */
export function allowsCoreDumps(limitsFile = '/proc/self/limits'): boolean {
  try {
    const soft = /^Max core file size\s+(\S+)/mu.exec(readFileSync(limitsFile, 'utf8'))?.[1]
    return soft !== undefined && soft !== '0'
  } catch {
    return false
  }
}
