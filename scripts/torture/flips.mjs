/** Single flipped bits, spread over every file of a vault: each must be found, or have changed nothing that means anything. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { VaultError, openVault, verifyVault } from '@homeward/vault'
import { listOf, makeVault, PASSPHRASE as passphrase, patternBytes } from '../../packages/vault/dist/test-vault.js'

/** A vault with entries of several compartments, small blobs in the database and large ones in files. */
const prepare = async (dir) => {
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase })
  for (let commit = 0; commit < 40; commit += 1)
    await vault.append([
      {
        compartment: 'registry',
        changes: [{ type: 'test.note', text: `note ${commit} ${'word '.repeat(commit * 5)}` }],
      },
      { compartment: 'evidence', changes: [{ type: 'test.note', text: `proof ${commit}` }] },
    ])
  for (const [place, size] of [50, 900, 20_000, 33_000, 70_000, 150_000].entries())
    await vault.sealBytes('evidence', patternBytes(size, place + 1))
  vault.close()
}

/** A hash of everything that the vault holds, entry for entry and blob for blob. */
const contentOf = async (dir) => {
  const vault = await openVault({ dir, passphrase })
  const hash = createHash('sha256')
  try {
    hash.update(JSON.stringify([vault.id, vault.name, vault.member, vault.checkpoint()]))
    for (const compartment of ['roster', 'registry', 'evidence'])
      for (const entry of await listOf(vault.entries(compartment))) hash.update(JSON.stringify(entry))
    for (const { blob } of vault.blobs()) {
      hash.update(blob)
      for await (const bytes of (await vault.openBlob('evidence', blob)).stream()) hash.update(bytes)
    }
  } finally {
    vault.close()
  }
  return hash.digest('hex')
}

const filesOf = (dir) =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('index'))
    .map((name) => path.join(dir, name))
    .filter((file) => statSync(file).isFile() && statSync(file).size > 0)

/** The file with one bit changed. What opening it writes is undone by `restore`. */
const flip = (file, pristine, at, bit) => {
  const bytes = Uint8Array.from(pristine)
  bytes[at] ^= 1 << bit
  writeFileSync(file, bytes)
}

const restore = (dir, file, pristine) => {
  writeFileSync(file, pristine)
  for (const side of ['vault.db-wal', 'vault.db-shm', 'vault.db-journal'])
    if (path.join(dir, side) !== file) rmSync(path.join(dir, side), { force: true })
}

/** What becomes of a vault with one flipped bit: `found` with words, `harmless`, or what was missed. */
const judge = async (dir, content) => {
  try {
    const { faults } = await verifyVault({ dir, passphrase, deep: true })
    if (faults.length > 0) return faults.every(({ where, what }) => where !== '' && what !== '') ? 'found' : 'unnamed'
    return (await contentOf(dir)) === content ? 'harmless' : 'missed'
  } catch (error) {
    return error instanceof VaultError ? 'found' : `crashed: ${String(error)}`
  }
}

/**
 * @param {{root: string, flips: number, note: (line: string) => void}} options
 * @returns one row for each file: {what, injected, found, harmless, wrong: string[]}
 */
export const tortureFlips = async ({ root, flips, note }) => {
  const dir = path.join(root, 'flips')
  await prepare(dir)
  const content = await contentOf(dir)
  const files = filesOf(dir)
  const rows = []
  let done = 0
  for (const file of files) {
    const pristine = readFileSync(file)
    const size = pristine.length
    const name = path.relative(dir, file).replace(/[\da-f]{32,}/u, '…')
    const row = { what: name, injected: 0, found: 0, harmless: 0, wrong: [] }
    rows.push(row)
    const count = Math.max(1, Math.round(flips / files.length))
    for (let number = 0; number < count; number += 1) {
      // Spread evenly, with every bit of a byte in turn.
      const at = Math.min(size - 1, Math.floor(((number + 0.5) * size) / count))
      const bit = number % 8
      flip(file, pristine, at, bit)
      const verdict = await judge(dir, content)
      restore(dir, file, pristine)
      row.injected += 1
      if (verdict === 'found') row.found += 1
      else if (verdict === 'harmless') row.harmless += 1
      else row.wrong.push(`${name}, byte ${at}, bit ${bit}: ${verdict}`)
      done += 1
      if (done % 200 === 0) note(`flipped bits: ${done} of ${count * files.length}`)
    }
  }
  if ((await contentOf(dir)) !== content) throw new Error('The vault is not as it was before the flips.')
  return rows
}
