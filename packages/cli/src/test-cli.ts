/** Drives the real command as a child process, for the tests of this package. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createVault } from '@homeward/vault'

const homewardScript = fileURLToPath(new URL('../bin/homeward.js', import.meta.url))

/** How one run of the command ended. */
export interface Ran {
  exit: number | null
  stdout: string
  stderr: string
}

export type Child = ChildProcessByStdio<null, Readable, Readable>

/** The passphrase of every vault that these tests make. */
export const testPassphrase = 'lamp river olive'

/** A folder that goes away after the test. */
export function testDir(t: TestContext): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'homeward-cli-'))
  t.after(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  return dir
}

/** Starts a command without a terminal. Variables of the caller that would change what it does are left out. */
export function start(args: readonly string[], env: Record<string, string> = {}, script = homewardScript): Child {
  const { HOMEWARD_VAULT: _vault, HOMEWARD_PASSPHRASE: _passphrase, HOMEWARD_DEBUG: _debug, ...inherited } = process.env
  return spawn(process.execPath, [script, ...args], {
    env: { ...inherited, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Waits for the end of a command and collects what it prints. */
export async function ended(child: Child): Promise<Ran> {
  const ran: Ran = { exit: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ran.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ran.stderr += text
  })
  ran.exit = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return ran
}

/** Runs a command to its end. */
export function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  return ended(start(args, env))
}

/** The one JSON object that a command printed (rule X3), after checking that it was the only thing on stdout. */
export function jsonOf<T>(ran: Ran): T {
  assert.match(ran.stdout, /^\{.*\}\n$/u, `stdout is not one line with one JSON object. stderr: ${ran.stderr}`)
  return JSON.parse(ran.stdout) as T
}

/** A fresh vault and a way to run commands on it. */
export interface TestVault {
  dir: string
  env: Record<string, string>
  run: (...args: string[]) => Promise<Ran>
  /** Runs a command with --json that must end with this exit code, and gives what it printed. */
  json: <T>(exit: number, ...args: string[]) => Promise<T>
}

/** Makes a vault below `dir` with cheap passphrase costs (rule K3). */
export async function makeTestVault(dir: string, name = 'vault'): Promise<TestVault> {
  const vault = path.join(dir, name)
  const env = { HOMEWARD_VAULT: vault, HOMEWARD_PASSPHRASE: testPassphrase }
  const kdf = { memoryKiB: 64, passes: 1, lanes: 1 }
  await createVault({ dir: vault, name: 'Test', memberName: 'Tester', passphrase: testPassphrase, kdf })
  return {
    dir: vault,
    env,
    run: (...args) => run(args, env),
    async json<T>(exit: number, ...args: string[]) {
      const ran = await run([...args, '--json'], env)
      assert.equal(ran.exit, exit, `${args.join(' ')} ended with ${ran.exit}: ${ran.stderr}`)
      return jsonOf<T>(ran)
    },
  }
}

const second = 'two grey herons at the weir'

/** What a command prints as JSON when it refuses. */
export interface Refused {
  error: { code: string; message: string }
}

/** Runs a command as the second member, whom `admitSecond` let in. */
export function asSecond(vault: TestVault, ...args: string[]): Promise<Ran> {
  return run(args, { ...vault.env, HOMEWARD_PASSPHRASE: second })
}

/** Lets a second coordinator in, who opens everything. */
export async function admitSecond(vault: TestVault): Promise<void> {
  const ran = await asSecond(vault, 'member', 'join', '--kdf-memory', '64', '--json')
  const { code } = jsonOf<{ code: string }>(ran)
  await vault.json(0, 'member', 'admit', code, '--name', 'Bese', '--role', 'coordinator', '--grant', 'all')
}
