import type { ReadStream, WriteStream } from 'node:tty'
import { CliError } from './cli-error.ts'

const keys = { enter: ['\r', '\n'], backspace: ['\u007F', '\b'], stop: '\u0003', end: '\u0004', clear: '\u0015' }

/** What one more key makes of a line that is being typed. */
function press(line: readonly string[], key: string): { line: string[]; ending: 'none' | 'done' | 'stopped' } {
  const kept = [...line]
  if (keys.enter.includes(key)) return { line: kept, ending: 'done' }
  if (key === keys.end) return { line: kept, ending: kept.length > 0 ? 'done' : 'stopped' }
  if (key === keys.stop) return { line: [], ending: 'stopped' }
  if (key === keys.clear) return { line: [], ending: 'none' }
  if (keys.backspace.includes(key)) return { line: kept.slice(0, -1), ending: 'none' }
  return { line: key < ' ' ? kept : [...kept, key], ending: 'none' }
}

/**
 * Asks for a line on a terminal without showing what is typed.
 * @throws CliError CANCELLED on Ctrl-C, and on Ctrl-D before anything was typed
 */
export async function promptSecret(question: string, input: ReadStream, output: WriteStream): Promise<string> {
  // Silent before it asks, so that nothing that is typed at once is shown.
  input.setRawMode(true)
  output.write(question)
  try {
    return await readLine(input)
  } finally {
    input.setRawMode(false)
    output.write('\n')
  }
}

/**
 * Asks a question on the terminal that `y` or `yes` answers with yes and everything else with no.
 * @throws CliError CANCELLED on Ctrl-C (by `signal`), and on Ctrl-D before anything was typed
 */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const { stdin, stderr } = process
  const stop = (): void => {
    stdin.destroy(stopped())
  }
  signal.addEventListener('abort', stop)
  stderr.write(`${question} [y/N] `)
  try {
    return /^y(?:es)?$/iu.test((await readLine(stdin)).trim())
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/**
 * The next line that is typed. Every question reads by this one way: what node:readline has read from is not
 * delivered to anybody else afterwards, and the command would end in the middle of the next question.
 */
async function readLine(input: ReadStream): Promise<string> {
  input.setEncoding('utf8')
  try {
    let line: string[] = []
    for await (const data of input.iterator({ destroyOnReturn: false })) {
      const typed = Array.from(String(data))
      for (const [at, key] of typed.entries()) {
        const pressed = press(line, key)
        if (pressed.ending === 'stopped') throw stopped()
        if (pressed.ending === 'done') {
          // What was typed ahead belongs to the next question.
          if (at + 1 < typed.length) input.unshift(typed.slice(at + 1).join(''))
          return pressed.line.join('')
        }
        line = pressed.line
      }
    }
    throw stopped()
  } finally {
    input.pause()
  }
}

function stopped(): CliError {
  return new CliError('CANCELLED', 'Stopped. Nothing was changed.')
}
