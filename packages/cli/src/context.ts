import { createProgressBar, type ProgressBar } from './progress.ts'
import { interruptSignal } from './interrupt.ts'
import type { ExitCode } from './exit-code.ts'
import { jsonLine } from './json-text.ts'

/** Options that every command takes. */
export interface GlobalOptions {
  vault?: string
  passphraseFile?: string
  json?: boolean
}

/** What a command has to say in the end. */
export interface Outcome {
  /** The one JSON object that --json prints. */
  json: object
  /** The same for a person, ready to print: foreign text escaped and isolated. */
  text: string
  /** Done, unless it says otherwise. */
  exit?: ExitCode
}

/** What a command may use of the world around it. */
export interface Context {
  options: GlobalOptions
  progress: ProgressBar
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
  /** A line for a person, on stderr, while the command runs. The text must be ready to print. */
  note: (line: string) => void
  /** Prints the outcome on stdout. A command that returns its outcome has it printed; only one that goes on running calls this. */
  print: (outcome: Outcome) => void
}

/** The context of one run of the command. */
export function createContext(options: GlobalOptions): Context {
  const progress = createProgressBar(process.stderr)
  const note = (line: string): void => {
    progress.clear()
    process.stderr.write(`${line}\n`)
  }
  return {
    options,
    progress,
    note,
    signal: interruptSignal(() => {
      note('Stopping …')
    }),
    print({ json, text }) {
      progress.clear()
      if (options.json === true) process.stdout.write(`${jsonLine(json)}\n`)
      else if (text !== '') process.stdout.write(`${text}\n`)
    },
  }
}
