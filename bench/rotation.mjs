/**
 * New keys when a member leaves, sealed to all who stay, durable when it returns: for one compartment (a grant is taken away)
 * and for all five (the member is removed). The peer is the least that it takes: one X25519 agreement for each wrap.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { randomBytes, x25519, x25519PublicKey } from '@homeward/format'
import { COMPARTMENTS, createInstallation, createVault } from '@homeward/vault'

const passphrase = 'a passphrase for a benchmark'
const kdf = { memoryKiB: 8, passes: 1, lanes: 1 }
const rounds = 3

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

function millisecondsOf(work) {
  const started = performance.now()
  work()
  return performance.now() - started
}

/** A vault with `stay` members, and those who leave one after the other. */
async function prepare(dir, stay) {
  await createVault({ dir, name: 'Bench', memberName: 'First', passphrase, kdf })
  const installation = createInstallation({ dir })
  const vault = await installation.unlock({ passphrase })
  const members = []
  for (let at = 1; at < stay + rounds; at++) {
    const { code } = await installation.join({ passphrase: `member ${at}`, kdf })
    members.push(vault.admit(code, { name: `Member ${at}`, role: 'contributor', grants: [...COMPARTMENTS] }))
  }
  return { vault, leaving: members.slice(-rounds) }
}

function agree(wraps) {
  const own = randomBytes(32)
  const publicKey = x25519PublicKey(randomBytes(32))
  for (let wrap = 0; wrap < wraps; wrap++) {
    x25519PublicKey(own)
    x25519(own, publicKey)
  }
}

/** @returns one row for each kind of rotation. */
export async function run({ scale }) {
  const stay = scale === 'small' ? 10 : 50
  const parent = mkdtempSync(path.join(tmpdir(), 'homeward-bench-'))
  try {
    const { vault, leaving } = await prepare(path.join(parent, 'vault'), stay)
    const times = { one: [], all: [], agree: [] }
    for (const { id } of leaving) {
      const grants = COMPARTMENTS.filter((name) => name !== 'assistance')
      times.one.push(
        millisecondsOf(() => {
          vault.changeMember(id, { grants })
        }),
      )
      times.all.push(
        millisecondsOf(() => {
          vault.removeMember(id)
        }),
      )
      times.agree.push(
        millisecondsOf(() => {
          agree(stay)
        }),
      )
    }
    const { faults } = await vault.verify({ deep: true })
    if (faults.length > 0) throw new Error(faults[0].what)
    vault.close()
    const least = median(times.agree)
    const rows = [
      ['one compartment', median(times.one), 1],
      ['all that a member who leaves knew (4)', median(times.all), 4],
    ]
    return rows.flatMap(([what, value, keys]) => [
      { name: `new keys of ${what}, ${stay} members`, value, unit: 'ms', target: '< 500' },
      {
        name: `new keys of ${what}, ${stay} members`,
        value,
        unit: 'ms',
        peer: `${keys * stay} X25519 agreements: ${(keys * least).toFixed(0)} ms`,
        ratio: value / (keys * least),
      },
    ])
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, value, unit, peer, ratio } of await run({ scale: process.argv[2] ?? 'full' })) {
    console.log(`${name}: ${value.toFixed(0)} ${unit}${ratio === undefined ? '' : `, ${ratio.toFixed(2)} × ${peer}`}`)
  }
}
