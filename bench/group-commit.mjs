/**
 * What it costs that an import is durable when it is told: sealing large files as it is, against the same program whose syncs do
 * nothing (strace answers them at once). Both run under strace, which stops at syncs alone. Without strace nothing is measured.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createVault, openVault } from '@homeward/vault'
import { makeInput, median } from './shared/files.mjs'

const rounds = 5
const passphrase = 'a passphrase for a benchmark'
const kdf = { memoryKiB: 8, passes: 1, lanes: 1 }
const self = import.meta.filename ?? ''

/** Prints the seconds that it takes to seal all files of a folder in a new vault. */
async function sealAll(dir, input) {
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase, kdf })
  const vault = await openVault({ dir, passphrase })
  const files = readdirSync(input).map((name) => ({ path: path.join(input, name) }))
  const started = performance.now()
  const outcomes = await vault.sealFiles('evidence', files)
  const seconds = (performance.now() - started) / 1000
  vault.close()
  if (outcomes.some((outcome) => outcome.duplicate !== false)) throw new Error('A file was not sealed.')
  console.log(seconds)
}

/** Seconds of `sealAll` in a process of its own, or null without strace. */
function secondsUnder(options, dir, input) {
  const strace = ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', ...options]
  const { status, stdout, error } = spawnSync('strace', [...strace, process.execPath, self, 'seal', dir, input])
  rmSync(dir, { recursive: true, force: true })
  return error === undefined && status === 0 ? Number(stdout.toString()) : null
}

function measure(parent, { name, count, size }) {
  const input = path.join(parent, 'input')
  makeInput(input, count, size)
  const times = { durable: [], unsynced: [] }
  for (let round = 0; round < rounds; round++) {
    const dir = path.join(parent, 'vault')
    times.durable.push(secondsUnder(['-e', 'trace=fsync,fdatasync'], dir, input))
    times.unsynced.push(secondsUnder(['-e', 'inject=fsync,fdatasync:retval=0'], dir, input))
  }
  rmSync(input, { recursive: true })
  const isMeasured = [...times.durable, ...times.unsynced].every((seconds) => seconds !== null)
  return {
    name: `sealing ${name}, each durable`,
    value: isMeasured ? (count * size) / 1e6 / median(times.durable) : null,
    unit: 'MB/s',
    peer: 'the same without any sync',
    ratio: isMeasured ? median(times.unsynced) / median(times.durable) : undefined,
    target: '>= 0.95',
  }
}

/** @returns one row for each shape of import. */
export async function run({ scale }) {
  const shapes =
    scale === 'small'
      ? [{ name: '8 × 16 MiB', count: 8, size: 16_777_216 }]
      : [
          { name: '1 GiB in one file', count: 1, size: 1_073_741_824 },
          { name: '16 × 64 MiB', count: 16, size: 67_108_864 },
        ]
  const parent = mkdtempSync(path.join(tmpdir(), 'homeward-bench-'))
  try {
    return await Promise.resolve(shapes.map((shape) => measure(parent, shape)))
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [mode, dir, input] = process.argv.slice(2)
  if (mode === 'seal') await sealAll(dir, input)
  else
    for (const { name, value, unit, peer, ratio } of await run({ scale: mode ?? 'full' }))
      console.log(`${name}: ${value?.toFixed(0) ?? '–'} ${unit}, ${ratio?.toFixed(2) ?? '–'} × ${peer}`)
}
