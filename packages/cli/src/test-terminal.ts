/** Drives the real command on a terminal, for the tests of what it asks. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const homewardScript = fileURLToPath(new URL('../bin/homeward.js', import.meta.url))

/** Why the tests on a terminal cannot run here, or false: `script` of util-linux makes the terminal. */
export const withoutTerminal: string | false = spawnSync('script', ['--version'], {
  encoding: 'utf8',
}).stdout?.includes('util-linux')
  ? false
  : 'needs script of util-linux'

/** What is typed once this text has come. */
export type Step = readonly [shown: string, typed: string]

/** How a run on a terminal ended, and all that stood on it. */
export interface Typed {
  exit: number | null
  screen: string
}

/**
 * Runs a command on a terminal and types each answer when its question stands there, after those before it.
 * Fails when it has not ended after a minute, with what stood on the terminal.
 */
export async function typing(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  steps: readonly Step[],
): Promise<Typed> {
  const { HOMEWARD_VAULT: _vault, HOMEWARD_PASSPHRASE: _passphrase, HOMEWARD_DEBUG: _debug, ...inherited } = process.env
  const words = [process.execPath, homewardScript, ...args].map((arg) => `'${arg.replaceAll("'", "'\\''")}'`)
  const child = spawn('script', ['--quiet', '--return', '--command', `exec ${words.join(' ')}`, '/dev/null'], {
    env: { ...inherited, SHELL: '/bin/sh', NODE_ENV: 'test', ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: 60_000,
  })
  const waiting = [...steps]
  let screen = ''
  let read = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    for (let step = waiting[0]; step !== undefined; step = waiting[0]) {
      const at = screen.indexOf(step[0], read)
      if (at === -1) break
      read = at + step[0].length
      child.stdin.write(step[1])
      waiting.shift()
    }
  })
  const exit = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  assert.deepEqual(waiting, [], `not everything was asked: ${screen}`)
  return { exit, screen }
}
