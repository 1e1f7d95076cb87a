import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { actWords, commitDeed, requireApproved, subjectOf, type Deed, type Records } from '@homeward/records'
import { COMPARTMENTS, type CompartmentName } from '@homeward/vault'
import { CliError } from '../cli-error.ts'
import { createKitFiles, type KitFiles } from './kit-files.ts'
import { writeOriginals, type OriginalCounts } from './kit-originals.ts'
import { kitPage, kitText, type KitAbout } from './kit-page.ts'
import { writeTables, type TableCounts } from './kit-tables.ts'

/** What a kit holds. */
export interface KitReceipt extends OriginalCounts {
  tables: TableCounts
  files: number
  withKeys: boolean
  /** Compartments that the member does not open: nothing of them is in the kit. */
  closed: CompartmentName[]
}

/** How to make a kit, follow and stop it. `now` is the clock of the device, a claim. */
export interface KitOptions {
  dest: string
  withKeys: boolean
  now: Date
  signal: AbortSignal
  onBlob: (done: number, total: number) => void
}

/**
 * A folder that is new or empty and not inside the vault. @throws CliError FILE_EXISTS, USAGE
 */
export async function requireKitFolder(dest: string, vaultDir: string): Promise<void> {
  const way = path.relative(path.resolve(vaultDir), path.resolve(dest))
  if (way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way)))
    throw new CliError(
      'USAGE',
      'An exit kit is not encrypted and does not belong into the vault. Choose another folder.',
    )
  const found = await readdir(dest).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (found.length > 0)
    throw new CliError('FILE_EXISTS', `The folder ${dest} is not empty. Choose a new folder for the exit kit.`)
}

/** What a second person approves: everything that this member opens, in the clear (rules R17, XK7). */
export function kitDeed({ vault }: Records, withKeys: boolean): Deed {
  const opens = [...vault.compartments].toSorted((left, right) => (left < right ? -1 : 1)).join(', ')
  const concerned = (['registry', 'evidence'] as const).filter((name) => vault.compartments.includes(name))
  return {
    kind: 'bulk-export',
    compartment: concerned.at(-1) ?? 'evidence',
    opens: concerned,
    subject: subjectOf([
      actWords.say('exit-kit'),
      actWords.say('kit-compartments', { member: vault.member.id, compartments: opens }),
      actWords.say(withKeys ? 'kit-with-keys' : 'kit-without-keys'),
    ]),
  }
}

/**
 * Writes everything that the member can open, in the clear, to a new folder (rules XK1–XK7), and first notes in the log
 * that it is done, which uses the approval up. If it does not come to its end, what was written is removed.
 * @throws CliError FILE_EXISTS, USAGE; RecordsError as `requireApproved`; what the vault and the file system throw
 */
export async function writeKit(records: Records, options: KitOptions): Promise<KitReceipt> {
  const { vault } = records
  const { dest, withKeys, now, signal } = options
  await requireKitFolder(dest, vault.dir)
  const act = requireApproved(records, kitDeed(records, withKeys), now)
  const note = { compartment: 'roster' as const, changes: [{ type: 'exit-kit.made', withKeys }] }
  await commitDeed(records, { act, writes: [], drafts: [note] }, now)
  await mkdir(dest, { recursive: true, mode: 0o700 })
  const files = createKitFiles(dest, () => {
    signal.throwIfAborted()
  })
  try {
    return await fill(records, files, options)
  } catch (error) {
    for (const name of await readdir(dest)) await rm(path.join(dest, name), { force: true, recursive: true })
    throw error
  }
}

async function fill(records: Records, files: KitFiles, { withKeys, now, onBlob }: KitOptions): Promise<KitReceipt> {
  const closed = COMPARTMENTS.filter((name) => !records.vault.compartments.includes(name))
  const originals = await writeOriginals(records, files, onBlob)
  const tables = await writeTables(records, files)
  if (withKeys) await writeKeys(records, files)
  const about: KitAbout = {
    made: now.toISOString(),
    withKeys,
    counts: [
      ['Sealed files', originals.blobs.in],
      ['Sealed files written', originals.blobs.written],
      ['Sealed files in quarantine, left out', originals.quarantined],
      ['Items', originals.items.in],
      ['Items written', originals.items.written],
      ...Object.entries(tables),
    ],
    leftOut: originals.blobs.refused.length + originals.items.refused.length,
    closed,
  }
  await files.writeText('index.html', kitPage(about))
  await files.writeText('README.txt', kitText(about))
  await files.writeText('receipt.json', `${JSON.stringify({ ...originals, tables, withKeys, closed }, null, 1)}\n`)
  const count = files.count()
  await files.writeText('SHA256SUMS', files.sums())
  return { ...originals, tables, files: count, withKeys, closed }
}

/** One file an identity, as `age -i` reads it. */
async function writeKeys(records: Records, files: KitFiles): Promise<void> {
  const { identity, blobs } = records.vault.exportKeys()
  await files.writeText('keys/member.txt', `# the member\n${identity}\n`)
  for (const { compartment, id, epoch, identity: opens } of blobs)
    await files.writeText(`keys/${id}-${epoch}.txt`, `# ${compartment}, epoch ${epoch}\n${opens}\n`)
}
