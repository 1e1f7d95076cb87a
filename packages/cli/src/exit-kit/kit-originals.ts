import {
  itemIdOf,
  itemRecordsOf,
  listSources,
  openItem,
  sealedFiles,
  type PhotoRef,
  type Records,
} from '@homeward/records'
import { VaultError, type CompartmentName } from '@homeward/vault'
import { endingOf, endingOfContent } from './endings.ts'
import type { KitFiles } from './kit-files.ts'
import { allPeople } from './kit-tables.ts'
import { createSafeNames, safePart } from './safe-names.ts'

/** Something that is in the vault and not in the kit. */
export interface LeftOut {
  what: string
  reason: string
}

/** What became of the sealed files and of the items in them. `in` = `written` + number of `refused`, for both. */
export interface OriginalCounts {
  items: { in: number; written: number; refused: LeftOut[] }
  blobs: { in: number; written: number; refused: LeftOut[] }
  /** Sealed files in quarantine, which no kit has. */
  quarantined: number
}

/** One row of the table that maps ids to names. */
interface NameRow {
  file: string
  kind: 'item' | 'other' | 'package' | 'photo'
  id: string
  path: string
  size: number
  sha256: string
  blob: string | null
}

interface Original extends Omit<NameRow, 'file'> {
  place: (names: ReturnType<typeof createSafeNames>) => string
  open: () => Promise<AsyncIterable<Uint8Array>>
}

/**
 * Writes every sealed file under a name that says what it is: items below the name of their source, photos below the id of
 * their person, packages, and whatever else is sealed. Each is compared with the SHA-256 that was logged.
 */
export async function writeOriginals(
  records: Records,
  files: KitFiles,
  onBlob: (done: number, total: number) => void,
): Promise<OriginalCounts> {
  const names = createSafeNames()
  // What is in quarantine is in no kit, and is counted (H11).
  const all = [...records.vault.blobs()]
  const listed = all.filter(({ blob }) => !records.vault.isQuarantined(blob))
  const sizes = new Map(listed.map(({ blob, compartment }) => [blob, compartment]))
  const written = new Set<string>()
  const refused = new Map<string, string>()
  const items: OriginalCounts['items'] = { in: 0, written: 0, refused: [] }
  const rows: NameRow[] = []
  const writeOne = async ({ place, open, ...about }: Original): Promise<void> => {
    if (about.blob !== null && records.vault.isQuarantined(about.blob)) return
    const name = place(names)
    let reason: string | null
    try {
      const { sha256, size } = await files.write(name, await open())
      reason = about.sha256 === '' || about.sha256 === sha256 ? null : 'Its content is not the one that was logged.'
      if (reason === null) rows.push({ ...about, file: name, sha256, size })
    } catch (error) {
      if (isStop(error)) throw error
      if (error instanceof VaultError && error.code === 'QUARANTINED') {
        await files.remove(name)
        return
      }
      reason = error instanceof Error ? error.message : String(error)
    }
    if (reason !== null) await files.remove(name)
    if (about.kind === 'item') {
      items.in += 1
      if (reason === null) items.written += 1
      else items.refused.push({ what: name, reason })
    }
    if (about.blob === null) return
    if (reason === null) written.add(about.blob)
    else refused.set(about.blob, reason)
    onBlob(written.size + refused.size, sizes.size)
  }
  for (const original of [...itemOriginals(records), ...photoOriginals(records), ...packageOriginals(records)])
    await writeOne(original)
  // What was said in a session that is sealed to a team is told by an act about that session alone.
  for (const blob of sealedFiles(records).filter((one) => sizes.has(one)))
    refused.set(blob, 'It is sealed to the team that took it.')
  for (const [blob, compartment] of sizes)
    if (!written.has(blob) && !refused.has(blob)) {
      if (compartment === null) refused.set(blob, 'It belongs to a compartment that you cannot open.')
      else await writeOne(await otherOriginal(records, compartment, blob))
    }
  await files.writeTable('tables/names', rows, {
    file: ({ file }) => file,
    kind: ({ kind }) => kind,
    id: ({ id }) => id,
    path: ({ path }) => path,
    size: ({ size }) => size,
    sha256: ({ sha256 }) => sha256,
    blob: ({ blob }) => blob,
  })
  const left = [...refused].filter(([blob]) => !written.has(blob))
  return {
    items,
    quarantined: all.length - listed.length,
    blobs: {
      in: sizes.size,
      written: sizes.size - left.length,
      refused: left.map(([blob, reason]) => ({ what: `sealed file ${blob}`, reason })),
    },
  }
}

function* itemOriginals(records: Records): Generator<Original> {
  for (const [number, source] of listSources(records).toReversed().entries()) {
    const folder = `originals/${String(number + 1).padStart(3, '0')} ${safePart(source.name)}`
    for (const { index, path, size, sha256, blob = null } of itemRecordsOf(records, source.id)) {
      const id = itemIdOf(source.id, index)
      yield {
        kind: 'item',
        id,
        path,
        size,
        sha256,
        blob,
        place: (names) => names.place(folder, path, id),
        open: async () => (await openItem(records, id)).stream(),
      }
    }
  }
}

function* photoOriginals(records: Records): Generator<Original> {
  for (const { id: person, photos } of allPeople(records))
    for (const { id, value } of photos) {
      const { blob, size, sha256, mediaType }: PhotoRef = value
      yield {
        kind: 'photo',
        id: `${person}/${id}`,
        path: value.caption ?? '',
        size,
        sha256,
        blob,
        place: (names) => names.place(`photos/${person}`, `photo${endingOf(mediaType)}`, `${person} ${id}`),
        open: async () => (await records.vault.openBlob('registry', blob)).stream(),
      }
    }
}

function* packageOriginals(records: Records): Generator<Original> {
  const rows = records.evidence
    .prepare('SELECT id, blob, sha256, size FROM package WHERE erased = 0 ORDER BY rowid')
    .all() as {
    id: string
    blob: string
    sha256: string
    size: number
  }[]
  for (const { id, blob, sha256, size } of rows)
    yield {
      kind: 'package',
      id,
      path: '',
      size,
      sha256,
      blob,
      place: (names) => names.place('packages', `${id}.zip`, id),
      open: async () => (await records.vault.openBlob('evidence', blob)).stream(),
    }
}

/** A sealed file that no item, photo or package is: a list of a source, a table of people, or left by a stopped import. */
async function otherOriginal(records: Records, compartment: CompartmentName, blob: string): Promise<Original> {
  const ending = await records.vault
    .openBlob(compartment, blob)
    .then(endingOfContent)
    .catch(() => '.bin')
  return {
    kind: 'other',
    id: blob,
    path: '',
    size: 0,
    sha256: '',
    blob,
    place: (names) => names.place(`other/${compartment}`, `${blob}${ending}`, blob),
    open: async () => (await records.vault.openBlob(compartment, blob)).stream(),
  }
}

/** What must end the whole run: being asked to stop, or a disk that takes no more. Anything else costs one file. */
function isStop(error: unknown): boolean {
  if (error instanceof VaultError) return ['CANCELLED', 'VAULT_CLOSED'].includes(error.code)
  const { code, name } = error as NodeJS.ErrnoException
  return name === 'AbortError' || ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EPERM'].includes(code ?? '')
}
