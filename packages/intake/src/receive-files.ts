import { randomBytes, toBase64 } from '@homeward/format'
import { displayPath, newId, receiveSource } from '@homeward/records'
import type { ItemRecord, Records, RefusedRecord } from '@homeward/records'
import { openArchive } from './archive.ts'
import { sniff } from './detect.ts'
import { IntakeError } from './error.ts'
import type { IncomingFile } from './files-from-paths.ts'
import type { NamedPath } from './path-bytes.ts'
import { stopIfAsked } from './progress.ts'
import type { RunOptions } from './progress.ts'
import { writeSourceList } from './source-list.ts'

/** What is said about a source when it comes in. */
export interface SourceDetails {
  /** How it is called in lists; the name of the first file or folder if not given. */
  name?: string
  /** From whom it came. */
  from?: string
  /** Whether `from` is protected: on no page, and shown only when a second person approved it. */
  protect?: boolean
  note?: string
  legalBasis?: string
}

interface Received {
  items: ItemRecord[]
  refused: RefusedRecord[]
}

/**
 * Seals incoming files and records them as one source: rules I27–I29 of docs/spec/intake.md. When it resolves, source
 * and items are durable; their messages are not read yet. Returns the id of the source. Throws `IntakeError`
 * NOTHING_TO_IMPORT if no file could be taken, CANCELLED, and what the vault throws when it cannot go on.
 */
export async function receiveFiles(
  records: Records,
  { files, ...details }: SourceDetails & { files: readonly IncomingFile[] },
  options: RunOptions,
): Promise<string> {
  const received: Received = { items: [], refused: [] }
  const wanted: IncomingFile[] = []
  for (const file of files) {
    if (file.refused === undefined) wanted.push(file)
    else received.refused.push({ path: file.path, refused: file.refused })
  }
  stopIfAsked(options.signal)
  try {
    await sealAndLook(records, wanted, received, options)
  } catch (error) {
    // The vault stops with an error of its own; asked is asked.
    stopIfAsked(options.signal)
    throw error
  }
  if (received.items.length === 0) throw nothingToImport(received.refused)
  const list = writeSourceList(received.items, received.refused)
  const { blob, sha256, size } = await records.vault.sealBytes('evidence', list.bytes)
  const source = newId('source')
  const { from, note, legalBasis, protect } = details
  await receiveSource(records, {
    source,
    name: nameOf(details.name, received.items),
    how: 'Imported from files',
    ...(from === undefined ? {} : { from }),
    ...(protect === undefined ? {} : { protect }),
    ...(note === undefined ? {} : { note }),
    ...(legalBasis === undefined ? {} : { legalBasis }),
    itemsCount: list.itemsCount,
    itemsRoot: list.itemsRoot,
    list: { blob, sha256, size },
    refused: list.refused,
  })
  return source
}

async function sealAndLook(
  records: Records,
  files: readonly IncomingFile[],
  received: Received,
  { onProgress, signal }: RunOptions,
): Promise<void> {
  const unsealed = files.filter(({ sealed }) => sealed === undefined)
  const total = unsealed.reduce((sum, { size }) => sum + (size ?? 0), 0)
  const outcomes = await records.vault.sealFiles(
    'evidence',
    unsealed.map(({ file, open }) => (file === undefined ? { open } : { path: file })),
    {
      onProgress: ({ bytes }) => {
        onProgress?.({ stage: 'seal', done: bytes, total: Math.max(total, bytes) })
      },
      ...(signal === undefined ? {} : { signal }),
    },
  )
  const outcomeByFile = new Map(unsealed.map((file, index) => [file, outcomes[index]]))
  for (const [index, file] of files.entries()) {
    stopIfAsked(signal)
    const outcome = file.sealed ?? outcomeByFile.get(file)
    if (outcome === undefined) continue
    if ('refused' in outcome) received.refused.push({ path: file.path, refused: outcome.refused })
    else await look(records, { file, sealed: outcome }, received, signal)
    onProgress?.({ stage: 'look', done: index + 1, total: files.length })
  }
}

/** Makes the item of a sealed file, and the items of its members if it is an archive; one that brings something in quarantine goes there too (rule R87). */
async function look(
  records: Records,
  { file, sealed }: { file: IncomingFile; sealed: { blob: string; sha256: string; size: number } },
  { items, refused }: Received,
  signal: AbortSignal | undefined,
): Promise<void> {
  const bytes = await records.vault.openBlob('evidence', sealed.blob)
  const mediaType = await sniff(bytes)
  const container = items.length
  const { blob, sha256, size } = sealed
  items.push({ index: container, ...named(file), size, sha256, mediaType, salt: newSalt(), blob })
  if (mediaType !== 'application/zip') return
  try {
    const archive = await openArchive(bytes)
    if (archive.isDocument) return
    let holdsQuarantined = false
    for await (const found of archive.members(signal)) {
      const name = joined(file, found)
      if ('refused' in found) refused.push({ path: name.path, refused: found.refused })
      else {
        const { sha256: memberSha256, size: memberSize, mediaType: memberType, member } = found
        holdsQuarantined ||= records.vault.isHeld(memberSha256)
        items.push({
          index: items.length,
          ...name,
          size: memberSize,
          sha256: memberSha256,
          mediaType: memberType,
          salt: newSalt(),
          container,
          member,
        })
      }
    }
    if (holdsQuarantined)
      records.vault.quarantine({
        quarantine: newId('quarantine'),
        blobs: [{ compartment: 'evidence', blob }],
        sha256s: [sha256],
      })
  } catch (error) {
    if (!(error instanceof IntakeError && error.code === 'ARCHIVE_DAMAGED')) throw error
    refused.push({ path: `${file.path}/…`, refused: error.message })
  }
}

function named({ path, pathB64 }: NamedPath): NamedPath {
  return pathB64 === undefined ? { path } : { path, pathB64 }
}

/** The path of a member: the archive's path, a slash, the member's name. */
function joined(archive: NamedPath, member: NamedPath): NamedPath {
  const path = `${archive.path}/${member.path}`
  if (archive.pathB64 === undefined && member.pathB64 === undefined) return { path }
  const bytes = [bytesOf(archive), Buffer.from('/'), bytesOf(member)]
  return { path, pathB64: Buffer.concat(bytes).toString('base64') }
}

function bytesOf({ path, pathB64 }: NamedPath): Buffer {
  return pathB64 === undefined ? Buffer.from(path) : Buffer.from(pathB64, 'base64')
}

function newSalt(): string {
  return toBase64(randomBytes(16))
}

function nameOf(given: string | undefined, items: readonly ItemRecord[]): string {
  const [top = ''] = (items[0]?.path ?? '').split('/')
  const name = [given?.trim() ?? '', top, 'Files'].find((text) => text !== '') ?? ''
  return displayPath(name).slice(0, 500)
}

function nothingToImport(refused: readonly RefusedRecord[]): IntakeError {
  const [first] = refused
  const message =
    first === undefined
      ? 'There is nothing to import. Choose at least one file or a folder that is not empty.'
      : `Nothing was imported. ${displayPath(first.path)}: ${first.refused}${refused.length > 1 ? ` (and ${refused.length - 1} more)` : ''}`
  return new IntakeError('NOTHING_TO_IMPORT', message, {
    refused: refused.map(({ path, refused: reason }) => ({ path: displayPath(path), reason })),
  })
}
