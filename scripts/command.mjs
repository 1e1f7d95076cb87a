/** Runs other programs for the scripts of this folder. No dependency: these scripts run before anything is installed. */
import { spawn } from 'node:child_process'
import path from 'node:path'

/** The root of the repository. */
export const root = path.resolve(import.meta.dirname, '..')

/**
 * The Node that npm itself runs on. `npm run` puts node_modules/.bin first on the PATH, and the Node 24 that the tests
 * bring along is linked there, so that a bare `node` would be that one.
 */
export const nodePath = process.env.npm_node_execpath ?? process.execPath

/** The environment for children: the caller's, with a PATH on which `node` is the caller's own. */
export function childEnv(extra = {}) {
  const bin = path.join(root, 'node_modules', '.bin')
  const entries = (process.env.PATH ?? '').split(path.delimiter).filter((entry) => entry !== bin)
  return { ...process.env, PATH: entries.join(path.delimiter), ...extra }
}

/**
 * Runs one program to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, quiet?: boolean, shell?: boolean}} [options] `quiet` collects the output instead of
 *   showing it.
 * @returns {Promise<{code: number, output: string}>} the exit code (1 where a signal ended it) and what it printed if `quiet`.
 */
export async function runCommand(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: childEnv(options.quiet ? { ...options.env, NO_COLOR: '1' } : options.env),
    shell: options.shell ?? false,
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  })
  const chunks = []
  const keep = (chunk) => {
    chunks.push(chunk)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => {
      resolve(exitCode ?? 1)
    })
  })
  return { code, output: Buffer.concat(chunks).toString('utf8') }
}

/** Runs a script of an installed package, such as `typescript/bin/tsc`, on the Node that npm runs on. */
export function runTool(script, args, options = {}) {
  return runCommand(nodePath, [path.join(root, 'node_modules', script), ...args], options)
}

/** The version of a Node, such as `20.19.0`. */
export async function versionOf(node) {
  const { output } = await runCommand(node, ['--version'], { quiet: true })
  return output.trim().replace(/^v/u, '')
}

/** Seconds since `startedMs`, for people. */
export function secondsSince(startedMs) {
  return `${((Date.now() - startedMs) / 1000).toFixed(1)} s`
}
