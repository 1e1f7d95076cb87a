/**
 * Unlocking a vault with the costs of the passphrase that people get, against Argon2id alone with the same costs, for both slots
 * of the key file at the same time (rule DU3): what a person waits for should be what makes guessing slow.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createVault, openVault } from '@homeward/vault'
import { DEFAULT_KDF, passphraseKey } from '../packages/vault/dist/kdf.js'

const passphrase = 'a passphrase for a benchmark'
const rounds = 5

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

async function secondsOf(work) {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

async function measureUnlock(dir) {
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase })
  const times = { unlock: [], kdf: [] }
  for (let round = 0; round < rounds; round++) {
    times.kdf.push(
      await secondsOf(() => Promise.all([1, 2].map(() => passphraseKey(passphrase, new Uint8Array(16), DEFAULT_KDF)))),
    )
    times.unlock.push(
      await secondsOf(async () => {
        ;(await openVault({ dir, passphrase })).close()
      }),
    )
  }
  const value = median(times.unlock)
  return [
    { name: 'unlocking', value, unit: 's', target: '< 1.5' },
    {
      name: 'unlocking: share of Argon2id',
      value: median(times.kdf),
      unit: 's',
      peer: `the whole: ${value.toFixed(2)} s`,
      ratio: median(times.kdf) / value,
      target: '>= 0.8',
    },
  ]
}

/** @returns rows about unlocking with the costs that people get. */
export async function run() {
  const dir = mkdtempSync(path.join(tmpdir(), 'homeward-bench-'))
  try {
    return await measureUnlock(path.join(dir, 'vault'))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, value, unit, peer, ratio } of await run()) {
    console.log(`${name}: ${value.toFixed(2)} ${unit}${ratio === undefined ? '' : `, ${ratio.toFixed(2)} × ${peer}`}`)
  }
}
