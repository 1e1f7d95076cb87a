import { CommanderError } from 'commander'
import { EXIT, type ExitCode } from './exit-code.ts'

/** What a person and a script are told about an error. `message` may hold text from outside: escape it before it is printed. */
export interface Fault {
  exit: ExitCode
  code: string
  message: string
  /** Files that were refused, where that is why nothing could be done (H2). */
  refused?: readonly { path: string; reason: string }[]
}

// Errors whose message already is a sentence for the person who reads it: the one class of each package. Known by name, so that a
// command need not load packages that it does not use.
const ownErrors = new Set([
  'CliError',
  'CompareError',
  'DossierError',
  'IntakeError',
  'RecordsError',
  'ServerError',
  'TestworldError',
  'VaultError',
])
const usageCodes = new Set(['USAGE', 'PASSPHRASE_MISSING'])

const systemSentences: Record<string, string> = {
  ENOENT: 'There is no file or folder',
  EACCES: 'This user account may not use',
  EPERM: 'This user account may not use',
  EISDIR: 'A file is needed, but this is a folder:',
  ENOTDIR: 'A folder is needed, but this is a file:',
  EEXIST: 'There is already something at',
  ENOSPC: 'The disk is full at',
  EROFS: 'Nothing can be written to',
  EIO: 'The disk reported an error at',
}

/** Says in one sentence what went wrong and what the exit code is (rules X1 and X8). */
export function describeFault(error: unknown): Fault {
  if (error instanceof CommanderError)
    return {
      exit: error.exitCode === 0 ? EXIT.done : EXIT.usage,
      code: 'USAGE',
      message: error.message.replace(/^error: /u, ''),
    }
  if (isOwn(error))
    return {
      exit: usageCodes.has(error.code) ? EXIT.usage : EXIT.fault,
      code: error.code,
      message: error.message,
      ...(error.refused === undefined ? {} : { refused: error.refused }),
    }
  if (error instanceof Error && error.name === 'AbortError')
    return {
      exit: EXIT.fault,
      code: 'CANCELLED',
      message: 'Stopped. What was acknowledged until then is kept; run the same command again to go on.',
    }
  const { code, path, message } = (error instanceof Error ? error : { message: String(error) }) as NodeJS.ErrnoException
  const sentence = code === undefined ? undefined : systemSentences[code]
  if (code !== undefined && sentence !== undefined)
    return { exit: EXIT.fault, code, message: `${sentence} ${path ?? '(path unknown)'}.` }
  return {
    exit: EXIT.fault,
    code: code ?? 'UNEXPECTED',
    message: `Something unexpected happened: ${message}. Run it again with HOMEWARD_DEBUG=1 to see where.`,
  }
}

function isOwn(error: unknown): error is Error & { code: string; refused?: Fault['refused'] } {
  return error instanceof Error && ownErrors.has(error.name)
}
