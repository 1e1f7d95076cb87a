/** Runs test files, each in a process of its own, a few at a time, and prints one line a file. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { childEnv, root, secondsSince } from './command.mjs'

const keptOutput = 20_000

// Each file leads a process group of its own, so that a browser or a server that it left behind ends with it.
const hasGroups = process.platform !== 'win32'
const running = new Set()

function endGroup(child) {
  try {
    if (hasGroups) {
      process.kill(-child.pid, 'SIGKILL')
    } else {
      child.kill('SIGKILL')
    }
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error
    }
  }
}

function endAll() {
  for (const child of running) {
    endGroup(child)
  }
  process.exit(130)
}

/**
 * Runs the files and prints each one's result, its failures in full and its skips with their reasons.
 *
 * @param {string} node the Node to run them on
 * @param {string[]} files absolute paths
 * @param {{concurrency?: number, timeoutMs?: number}} [options] a file that takes longer than `timeoutMs` is killed and fails.
 * @returns {Promise<{passed: number, failed: number, skipped: number}>}
 */
export async function runTestFiles(node, files, options = {}) {
  const { concurrency = 2, timeoutMs = 300_000 } = options
  const total = { passed: 0, failed: 0, skipped: 0 }
  const reports = mkdtempSync(path.join(tmpdir(), 'homeward-tests-'))
  const waiting = [...files.entries()]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, file] = next
      const result = await runTestFile(node, file, path.join(reports, `${index}.jsonl`), timeoutMs)
      print(result)
      for (const key of Object.keys(total)) {
        total[key] += result[key].length
      }
    }
  }
  process.once('SIGINT', endAll).once('SIGTERM', endAll)
  try {
    await Promise.all(Array.from({ length: concurrency }, worker))
  } finally {
    process.off('SIGINT', endAll).off('SIGTERM', endAll)
    rmSync(reports, { recursive: true, force: true })
  }
  return total
}

/** Runs one file and says what happened in it: lists of `{name, detail}`, and the end of what it printed. */
async function runTestFile(node, file, reportFile, timeoutMs) {
  const startedMs = Date.now()
  const reporter = pathToFileURL(path.join(root, 'scripts', 'test-reporter.mjs')).href
  const args = [`--test-reporter=${reporter}`, `--test-reporter-destination=${reportFile}`, file]
  const child = spawn(node, args, {
    cwd: root,
    env: childEnv({ NODE_ENV: 'test' }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: hasGroups,
  })
  running.add(child)
  let output = ''
  const keep = (chunk) => {
    output = (output + chunk.toString('utf8')).slice(-keptOutput)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    endGroup(child)
  }, timeoutMs)
  const ending = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      resolve(signal ?? code)
    })
  }).finally(() => {
    clearTimeout(timer)
  })
  running.delete(child)
  endGroup(child)
  child.stdout.destroy()
  child.stderr.destroy()
  const result = {
    name: path.relative(root, file),
    passed: [],
    failed: [],
    skipped: [],
    output,
    took: secondsSince(startedMs),
  }
  let hasEnd = false
  for (const line of existsSync(reportFile) ? readFileSync(reportFile, 'utf8').split('\n') : []) {
    const { kind, ...what } = line === '' ? {} : JSON.parse(line)
    hasEnd ||= kind === 'end'
    result[kind]?.push(what)
  }
  const fault = faultOfFile(result, isLate ? `was stopped after ${timeoutMs / 1000} s` : ending, hasEnd)
  if (fault !== null) {
    result.failed.push({ name: 'the file itself', detail: fault })
  }
  return result
}

/** What is wrong with a file beyond its tests: it crashed, was stopped, ended early or held no test. */
function faultOfFile(result, ending, hasEnd) {
  if (typeof ending === 'string') {
    return `It ${ending.startsWith('SIG') ? `was ended by ${ending}` : ending}.`
  }
  if (!hasEnd || (ending !== 0 && result.failed.length === 0)) {
    return `It holds no test, ended early or threw outside a test (exit code ${ending}).`
  }
  return null
}

function print({ name, passed, failed, skipped, output, took }) {
  const counts = [`${passed.length} passed`]
  if (failed.length > 0) {
    counts.push(`${failed.length} failed`)
  }
  if (skipped.length > 0) {
    counts.push(`${skipped.length} skipped`)
  }
  const lines = [
    `${failed.length > 0 ? '✘' : '✔'} ${name}: ${counts.join(', ')} (${took})`,
    ...skipped.map((test) => `  skipped: ${test.name} – ${test.detail}`),
    ...failed.map((test) => `  FAILED: ${test.name}\n${indent(test.detail)}`),
    ...(failed.length > 0 && output !== '' ? [`  What the file printed:\n${indent(output)}`] : []),
  ]
  console.log(lines.join('\n'))
}

function indent(text) {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}
