import { rebuild } from '@homeward/intake'
import { openRecords, underived, type Records } from '@homeward/records'
import { openVault, VaultError, type Check, type Database, type Vault } from '@homeward/vault'
import { bytesText, count } from '../numbers.ts'
import type { RunOptions } from '@homeward/intake'

const indexed = ['registry', 'evidence'] as const

interface IndexOptions {
  dir: string
  passphrase: string
  mend: boolean
  run: RunOptions
}

/**
 * Whether the indexes can be read, and which sealed files no entry refers to. With `mend` a damaged index is made anew.
 * Only for a vault that opens. @throws VaultError, and IntakeError CANCELLED
 */
export async function indexChecks({ dir, passphrase, mend, run }: IndexOptions): Promise<Check[]> {
  const vault = await openVault({ dir, passphrase })
  try {
    const damaged = indexed.filter((name) => !isReadable(vault, name))
    if (damaged.length > 0 && !mend)
      return [
        {
          check: 'index',
          state: 'fault',
          found: `${count(damaged.length, 'index', 'indexes')} cannot be read. Nothing is lost: the log and the sealed files are elsewhere.`,
          todo: 'Run this again with --mend, or: homeward rebuild',
        },
      ]
    for (const name of damaged) vault.dropIndex(name)
    const records = await openRecords(vault)
    if (damaged.length > 0) await rebuild(records, run)
    return [indexCheck(records, damaged.length), await unreferencedCheck(records)]
  } finally {
    vault.close()
  }
}

function indexCheck(records: Records, mended: number): Check {
  if (mended > 0)
    return {
      check: 'index',
      state: 'mended',
      found: `${count(mended, 'index', 'indexes')} were made anew from the log.`,
    }
  const waiting = underived(records).length
  return waiting === 0
    ? { check: 'index', state: 'ok', found: 'The indexes are sound and up to date.' }
    : {
        check: 'index',
        state: 'warning',
        found: `${count(waiting, 'source')} were sealed and not read yet.`,
        todo: 'The next command reads them.',
      }
}

function isReadable(vault: Vault, name: (typeof indexed)[number]): boolean {
  try {
    const db = vault.index(name)
    return isSound(db, 'cipher_integrity_check') && isSound(db, 'quick_check')
  } catch (error) {
    if (error instanceof VaultError && error.code !== 'INDEX_DAMAGED') throw error
    return false
  }
}

/** `quick_check` says ok, `cipher_integrity_check` (the authentication of every page) says nothing, when all is well. */
function isSound(db: Database, pragma: string): boolean {
  return db.pragma(pragma).every((row) => Object.values(row)[0] === 'ok')
}

/** Sealed files that no entry and no list of a source names: an import that was stopped leaves them for the next one. */
async function unreferencedCheck(records: Records): Promise<Check> {
  const named = new Set<string>()
  for (const compartment of records.vault.compartments)
    for await (const { changes } of records.vault.entries(compartment)) collectIds(changes, named)
  for (const { record } of records.evidence.prepare('SELECT record FROM item').all<{ record: string }>())
    collectIds(JSON.parse(record), named)
  let files = 0
  let bytes = 0
  for (const { blob, size } of records.vault.blobs())
    if (!named.has(blob)) {
      files += 1
      bytes += size
    }
  return {
    check: 'unreferenced',
    state: 'ok',
    found:
      files === 0
        ? 'Every sealed file is referred to.'
        : `${count(files, 'sealed file')} (${bytesText(bytes)}) of an import that was stopped are kept; importing the same files again uses them.`,
  }
}

/** Every text of 64 hexadecimal digits anywhere in a value. */
function collectIds(value: unknown, ids: Set<string>): void {
  if (typeof value === 'string') {
    if (/^[\da-f]{64}$/u.test(value)) ids.add(value)
  } else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) collectIds(inner, ids)
}
