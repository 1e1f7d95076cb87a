/**
 * Faults of the disk and of the machine at every system call that changes something, by strace: the process is killed there, or the call
 * fails with EIO or ENOSPC. After each, the vault is opened and checked.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { joinVault, openVault } from '@homeward/vault'
import { prepareRecords, wrongRecords } from './records-check.mjs'
import { PASSPHRASE, TEST_KDF, listOf, makeVault, patternBytes } from '../../packages/vault/dist/test-vault.js'

/** What the runs execute. */
export const child = path.join(import.meta.dirname, '../../packages/vault/dist/torture-child.js')
const recordsChild = path.join(import.meta.dirname, 'records-child.mjs')
const second = 'two grey herons'
const killed = ['pwrite64', 'pwritev', 'writev', 'fsync', 'fdatasync', 'rename', 'unlink', 'mkdir', 'ftruncate']
const failing = ['pwrite64', 'pwritev', 'writev', 'fsync', 'fdatasync', 'rename', 'mkdir', 'ftruncate']
const filling = ['pwrite64', 'pwritev', 'writev', 'mkdir', 'ftruncate']
/** While one run is checked, others go on. */
const atOnce = 3
const told = new Set(['DISK_FULL', 'IO_ERROR', 'REOPEN_NEEDED', 'VAULT_DAMAGED', 'NOT_PERMITTED', 'DISK_FAILED'])

/** Whether strace is here and allowed. */
export const hasStrace = () =>
  spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-e', 'trace=none', 'true']).status === 0

/** Runs a work in `dir` under strace to its end, whatever that is, and gives back the lines that it printed. */
const strace = async (options, { program, mode, argument }, dir) => {
  const args = ['-f', '--seccomp-bpf', '-qq', ...options, process.execPath, program, mode, dir, argument]
  const run = spawn('strace', args, { timeout: 120_000, stdio: ['ignore', 'pipe', 'ignore'] })
  return (await text(run.stdout)).split('\n').filter(Boolean)
}

/** The vaults and files that the runs begin with. */
export const prepareWorld = async (root) => {
  const base = path.join(root, 'base')
  await makeVault(base)
  const { code } = await joinVault({ dir: base, passphrase: second, kdf: TEST_KDF })
  const files = path.join(root, 'files')
  mkdirSync(files)
  for (const [place, size] of [100, 30_000, 60_000, 60_001, 90_000, 5_000_000].entries())
    writeFileSync(path.join(files, `file-${place}`), patternBytes(size, place + 1))
  return { base, files, code }
}

/** The last argument of the child in a mode. */
export const argumentOf = (mode, { files, code }) => ({ append: '', seal: files, members: code })[mode] ?? ''

/**
 * What is done under faults, each with the vault that it begins with, the program that does it, its last argument, and what must hold
 * afterwards: the vault by itself, then a whole import and edits with their indexes.
 */
const prepareWorks = async (root) => {
  const world = await prepareWorld(root)
  const records = await prepareRecords(root)
  return [
    ...['append', 'seal', 'members'].map((mode) => ({
      mode,
      base: world.base,
      program: child,
      argument: argumentOf(mode, world),
      wrongAfter: (dir, lines) => wrongAfter(dir, lines, mode, world),
    })),
    ...['import', 'edit'].map((mode) => ({
      mode,
      base: records.base,
      program: recordsChild,
      argument: records.folder,
      wrongAfter: async (dir, lines) => [...untold(lines), ...(await wrongRecords(dir, lines, records))],
    })),
  ]
}

/** How often each thread-wide call happens in a run that nothing disturbs: the most that one thread makes. */
const countCalls = async (root, work) => {
  const dir = mkdtempSync(path.join(root, 'count-'))
  cpSync(work.base, dir, { recursive: true })
  const trace = path.join(root, 'trace')
  await strace(['-o', trace, '-e', `trace=${killed.join(',')}`], work, dir)
  const byCall = new Map()
  const byThread = new Map()
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    const [, thread, call] = /^(\d+)\s+(\w+)\(/u.exec(line) ?? []
    if (call !== undefined) {
      const key = `${thread} ${call}`
      byThread.set(key, (byThread.get(key) ?? 0) + 1)
      byCall.set(call, Math.max(byCall.get(call) ?? 0, byThread.get(key)))
    }
  }
  rmSync(dir, { recursive: true })
  return byCall
}

const words = (lines, first) =>
  lines.filter((line) => line.startsWith(`${first} `)).flatMap((line) => line.split(' ').slice(1))

/** What was told to the person and is no sentence of ours. */
const untold = (lines) =>
  words(lines, 'error')
    .filter((code) => !told.has(code))
    .map((code) => `an error that is no sentence: ${code}`)

/** Everything that is wrong after a run; empty when nothing acknowledged is missing and the vault is whole. */
export const wrongAfter = async (dir, lines, mode, { files }) => {
  const wrong = untold(lines)
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  try {
    const refs = new Set((await listOf(vault.entries('registry'))).map(({ log, index }) => `${log}:${index}`))
    for (const ref of words(lines, 'entries'))
      if (!refs.has(ref)) wrong.push(`entry ${ref} was acknowledged and is lost`)
    const blobs = new Set([...vault.blobs()].map(({ blob }) => blob))
    for (const [place, blob] of words(lines, 'blob').entries())
      if (place % 2 === 0 && !blobs.has(blob)) wrong.push(`blob ${blob} was acknowledged and is lost`)
    for (const { what, where } of (await vault.verify({ deep: true })).faults) wrong.push(`${where}: ${what}`)
    if (mode === 'seal')
      await vault.sealFiles(
        'evidence',
        readdirSync(files).map((name) => ({ path: path.join(files, name) })),
      )
    if (mode === 'members') wrong.push(...wrongMembers(vault, lines))
    await vault.append([{ compartment: 'registry', changes: [{ type: 'test.after' }] }])
    for (const { what, where } of (await vault.verify({ deep: true })).faults)
      wrong.push(`afterwards ${where}: ${what}`)
  } finally {
    vault.close()
  }
  return wrong
}

const wrongMembers = (vault, lines) => {
  const { members, ailing } = vault.members()
  const wrong = ailing.map((name) => `the keys of ${name} were not healed`)
  for (const id of words(lines, 'admitted'))
    if (!members.some((member) => member.id === id)) wrong.push(`member ${id} was admitted and is lost`)
  for (const id of words(lines, 'removed'))
    if (members.some((member) => member.id === id && member.isActive))
      wrong.push(`member ${id} was removed and is back`)
  return wrong
}

const faultsOf = (calls, every) =>
  [
    ...killed.map((call) => [call, 'signal=KILL']),
    ...failing.map((call) => [call, 'error=EIO']),
    ...filling.map((call) => [call, 'error=ENOSPC']),
  ].flatMap(([call, what]) => {
    const places = []
    for (let at = 1; at <= (calls.get(call) ?? 0); at += every) places.push({ call, what, at })
    return places
  })

/** Does a work in a copy of its vault under one fault, and says whether the fault met something and what is wrong afterwards. */
const tortureOnce = async (root, work, { call, what, at }) => {
  const dir = mkdtempSync(path.join(root, 'run-'))
  cpSync(work.base, dir, { recursive: true })
  const lines = await strace(['-o', '/dev/null', '-e', `inject=${call}:${what}:when=${at}`], work, dir)
  const met = !lines.includes('closed') || lines.some((line) => line.startsWith('error'))
  const wrong = await work
    .wrongAfter(dir, lines)
    .catch((error) => [error instanceof Error ? error.message : String(error)])
  rmSync(dir, { recursive: true })
  return { met, wrong: wrong.map((each) => `${work.mode} ${what} ${call} ${at}: ${each}`) }
}

/**
 * @param {{root: string, every: number, note: (line: string) => void, only?: string[]}} options `every`: 1 for each call, 10 for each
 *   tenth; `only` some of append, seal, members, import, edit
 * @returns one row for each mode and kind of fault: {what, injected, met, wrong: string[]}
 */
export const tortureFaults = async ({ root, every, note, only }) => {
  const rows = []
  for (const work of await prepareWorks(root)) {
    if (only !== undefined && !only.includes(work.mode)) continue
    const faults = faultsOf(await countCalls(root, work), every)
    const byKind = new Map()
    const waiting = [...faults.entries()]
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, fault] = next
        if (place % 20 === 0) note(`${work.mode}: ${place} of ${faults.length}`)
        const { met, wrong } = await tortureOnce(root, work, fault)
        const kind = fault.what.replace(/^.*=/u, '')
        const row = byKind.get(kind) ?? { what: `${work.mode}, ${kind}`, injected: 0, met: 0, wrong: [] }
        byKind.set(kind, row)
        row.injected += 1
        row.met += met ? 1 : 0
        row.wrong.push(...wrong)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    rows.push(...byKind.values())
  }
  return rows
}
