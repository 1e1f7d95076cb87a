/**
 * `npm run bench`: runs bench/*.mjs one after the other, each in a process of its own, and prints one table.
 * `--scale small|full` (default full), `--only NAME` (may be repeated). Exit code 1 if a benchmark fails or misses a target.
 */
import { fork } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { isMet, tableOf } from './bench-table.mjs'
import { childEnv, nodePath, root, secondsSince, versionOf } from './command.mjs'
import { ensureBuilt, ensureInstalled, runMain, ScriptError } from './ensure.mjs'

const benchDir = path.join(root, 'bench')

function readOptions() {
  const { values } = parseArgs({
    options: { scale: { type: 'string', default: 'full' }, only: { type: 'string', multiple: true, default: [] } },
  })
  if (!['small', 'full'].includes(values.scale)) {
    throw new ScriptError('--scale is small or full.')
  }
  return values
}

function chooseBenchmarks(only) {
  const names = readdirSync(benchDir)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => name.slice(0, -'.mjs'.length))
    .toSorted()
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    throw new ScriptError(`No benchmark is called ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  }
  return only.length > 0 ? only : names
}

/** Runs one benchmark in a process of its own. @returns {Promise<object[]>} its rows. @throws ScriptError */
async function runBenchmark(name, scale) {
  const child = fork(path.join(root, 'scripts', 'bench-child.mjs'), [path.join(benchDir, `${name}.mjs`), scale], {
    execPath: nodePath,
    execArgv: ['--expose-gc'],
    cwd: root,
    env: childEnv(),
    serialization: 'advanced',
  })
  let rows = null
  child.on('message', (message) => {
    rows = message
  })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (exitCode, signal) => {
      resolve(signal ?? exitCode)
    })
  })
  if (code !== 0 || rows === null) {
    throw new ScriptError(`Benchmark ${name} ended with ${code}.`)
  }
  return rows
}

async function runAll() {
  const { scale, only } = readOptions()
  await ensureInstalled()
  await ensureBuilt()
  if (!existsSync(benchDir)) {
    throw new ScriptError('There is no bench folder.')
  }
  const rows = []
  const failures = []
  for (const name of chooseBenchmarks(only)) {
    const startedMs = Date.now()
    console.log(`\n${name} …`)
    try {
      rows.push(...(await runBenchmark(name, scale)))
      console.log(`${name} took ${secondsSince(startedMs)}.`)
    } catch (error) {
      failures.push(error.message)
      console.error(error.message)
    }
  }
  const [cpu] = os.cpus()
  console.log(
    `\nScale ${scale}. ${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, Node ${await versionOf(nodePath)}, ${os.platform()} ${os.arch()}.`,
  )
  console.log(`Ratios are against a peer of the same run. Medians.\n\n${tableOf(rows)}`)
  const missed = rows.filter((row) => isMet(row) === false)
  console.log(`\n${rows.length} rows, ${missed.length} targets missed, ${failures.length} benchmarks failed.`)
  process.exitCode = missed.length + failures.length > 0 ? 1 : 0
}

await runMain(runAll)
