/**
 * Power cuts: everything that a process did to the files of a vault is recorded, and the disks that a cut after any call could have
 * left are made one by one: unsynced writes there, lost, torn at sectors, in any order; unsynced names there or not.
 */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { NEXT_MIGRATIONS } from '../../packages/vault/dist/test-vault.js'
import { openVaultDb } from '../../packages/vault/dist/vault-db.js'
import { cutPower, diskOf, happen, writeDisk } from './disk-model.mjs'
import { argumentOf, child, prepareWorld, wrongAfter } from './faults.mjs'
import { recordCalls } from './recorded-calls.mjs'

const modes = ['append', 'seal', 'members', 'migrate']

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const numbersFrom = (seed) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** All earlier changes are there, of the last write the first sectors alone. */
const torn = (pending) => {
  const last = pending.findLast(({ bytes }) => bytes !== undefined)
  return ({ id, bytes, offset, ended }) =>
    bytes === undefined ||
    last === undefined ||
    id !== last.id ||
    ended !== last.ended ||
    offset < last.offset + last.bytes.length / 2
}

/** Sectors are there or not as it falls; names in the order of a journal, or as it falls too. */
const scattered = (seed, { names, zeros }) => {
  const next = numbersFrom(seed)
  let isJournalOver = false
  return ({ change }) => {
    if (change !== undefined && names === 'in order') {
      isJournalOver ||= next() < 0.3
      return !isJournalOver
    }
    const number = next()
    return number < 0.5 ? true : zeros && number < 0.75 ? 'zeros' : false
  }
}

const ways = (pending, seed) => [
  { what: 'nothing unsynced', sector: 4096, keeps: () => false },
  { what: 'everything unsynced', sector: 4096, keeps: () => true },
  { what: 'torn at 512', sector: 512, keeps: torn(pending) },
  { what: 'torn at 4096', sector: 4096, keeps: torn(pending) },
  { what: 'scattered, 512', sector: 512, keeps: scattered(seed, { names: 'in order', zeros: false }) },
  { what: 'scattered, 4096', sector: 4096, keeps: scattered(seed + 1, { names: 'as it falls', zeros: false }) },
  { what: 'scattered, with zeros', sector: 4096, keeps: scattered(seed + 2, { names: 'in order', zeros: true }) },
  { what: 'names without bytes', sector: 4096, keeps: ({ change }) => (change === undefined ? 'zeros' : true) },
]

const hashOf = ({ names, contents }, said) => {
  const hash = createHash('sha256').update(said)
  for (const [name, id] of [...names].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`\n${name}\n`)
    const content = contents.get(id)
    if (content !== undefined) hash.update(content)
  }
  return hash.digest('hex')
}

const rowsOf = (dir) => {
  const db = openVaultDb(dir, NEXT_MIGRATIONS)
  try {
    const tables = ['blob', 'checkpoint', 'entry', 'invented', 'log', 'tile']
    return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all([])))
  } finally {
    db.close()
  }
}

/** A check for a mode: everything that is wrong with a folder and what was said. */
const checkFor = (mode, root, world) => {
  if (mode !== 'migrate') return (dir, lines) => wrongAfter(dir, lines, mode, world)
  const whole = path.join(root, 'migrated')
  cpSync(world.base, whole, { recursive: true })
  const rows = rowsOf(whole)
  return (dir) => (rowsOf(dir) === rows ? [] : ['rows of the database are missing or changed'])
}

/** Wrong things, in words, after a cut; an error is one. */
const judge = async (check, dir, lines) => {
  try {
    return await check(dir, lines)
  } catch (error) {
    return [error instanceof Error ? `${error.code ?? ''} ${error.message}` : String(error)]
  }
}

const tortureMode = async ({ root, mode, world, every, share, isKept, note }) => {
  const dir = path.join(root, `cut-${mode}`)
  cpSync(world.base, dir, { recursive: true })
  const disk = diskOf(dir)
  const run = [process.execPath, child, mode, dir, argumentOf(mode, world)]
  const calls = recordCalls(dir, path.join(root, 'record'), run).filter(isKept ?? (() => true))
  const check = checkFor(mode, root, world)
  const row = { what: mode, calls: calls.length, injected: 0, met: 0, wrong: [] }
  const met = new Set()
  let said = ''
  for (const [place, call] of calls.entries()) {
    if (call.kind === 'say') said += call.text
    else happen(disk, call)
    // Calls that made something sure, or were told, are looked at always; of the others some.
    if (place % every !== 0 && every !== 1 && !['rename', 'say'].includes(call.kind)) continue
    const all = ways(disk.pending, place * 8 + 1)
    for (const [number, { what, ...way }] of all.entries()) {
      if ((number + place) % share !== 0) continue
      const left = cutPower(disk, way)
      const hash = hashOf(left, said)
      if (met.has(hash)) continue
      met.add(hash)
      const state = path.join(root, 'state')
      mkdirSync(state, { mode: 0o700 })
      writeDisk(left, state)
      row.injected += 1
      row.met += disk.pending.length > 0 ? 1 : 0
      const wrong = await judge(check, state, said.split('\n').filter(Boolean))
      row.wrong.push(...wrong.map((one) => `${mode}, after call ${place} (${call.kind} ${call.file}), ${what}: ${one}`))
      rmSync(state, { recursive: true })
      if (isKept !== undefined && wrong.length > 0) return row
      if (row.injected % 100 === 0) note(`power cuts, ${mode}: call ${place} of ${calls.length}, ${row.injected} disks`)
    }
  }
  return row
}

/**
 * @param {{root: string, every: number, note: (line: string) => void, share?: number, only?: string[], isKept?: (call: object) => boolean}} options
 *   `every`: 1 to cut after each call, 10 after each tenth; `share`: 1 for each kind of disk, 4 for a fourth of them; `only` some
 *   modes; `isKept` leaves calls out, to see that it is noticed, and ends a mode with the first disk on which something is wrong
 * @returns one row a mode: {what, calls, injected, met, wrong: string[]}; `met`: disks on which something was not sure
 */
export const torturePowerCuts = async ({ root, every, note, share = 1, only = modes, isKept }) => {
  const world = await prepareWorld(root)
  const rows = []
  for (const mode of only) rows.push(await tortureMode({ root, mode, world, every, share, isKept, note }))
  return rows
}
