import {
  derivePersonPhotos,
  itemIdOf,
  itemRecordsOf,
  listItems,
  markDerived,
  proposeForItems,
  proposeForPersonPhotos,
  proposeUncompared,
  refold,
  underived,
} from '@homeward/records'
import type { ItemRecord, Records } from '@homeward/records'
import { deriveMessages } from './derive-messages.ts'
import { attachLateFiles } from './late-attachments.ts'
import type { FilesByContainer } from './late-attachments.ts'
import { derivePhotos } from './derive-photos.ts'
import { pictureTypes } from './media-type.ts'
import { stopIfAsked } from './progress.ts'
import type { RunOptions } from './progress.ts'
import { inWords } from './storage-error.ts'

/**
 * Derives what is missing in the index: after an import, an interruption or a rebuild. Sources that are derived already
 * are left as they are. Throws `IntakeError` CANCELLED, READING_STOPPED, DISK_FULL and DISK_FAILED, and what the vault throws; what was
 * derived until then stays.
 */
export async function deriveMissing(records: Records, options: RunOptions = {}): Promise<void> {
  try {
    proposeForPersonPhotos(records, await derivePersonPhotos(records))
    for (const source of underived(records)) await deriveSource(records, source, options)
    proposeUncompared(records)
  } catch (error) {
    throw inWords(error)
  }
}

/**
 * Makes both indexes anew from the log and the sealed files; what comes out is the same as before (rule R1 of
 * docs/spec/records.md). Throws as {@link deriveMissing}; started again it goes on.
 */
export async function rebuild(records: Records, options: RunOptions = {}): Promise<void> {
  await refold(records)
  await deriveMissing(records, options)
}

/**
 * Derives messages, picture hashes and leads of one source from its sealed items. Doing it again gives the same rows
 * (rule I30). Items whose bytes came in before are not read again: what they say stands where they first stood.
 */
async function deriveSource(records: Records, source: string, { onProgress, signal }: RunOptions = {}): Promise<void> {
  const all = itemRecordsOf(records, source)
  const fresh = freshItems(records, source, all)
  const folders = filesByContainer(source, all)
  const total = fresh.reduce((sum, { size }) => sum + size, 0)
  const report = (done: number): void => onProgress?.({ stage: 'messages', done, total })
  let done = 0
  for (const record of fresh) {
    stopIfAsked(signal)
    const before = done
    await deriveMessages(records, {
      id: itemIdOf(source, record.index),
      source,
      record,
      files: folders.get(record.container) ?? [],
      signal,
      // Some formats are read twice; progress does not go back.
      onRead: (bytes) => {
        report(before + Math.min(bytes, record.size))
      },
    })
    done += record.size
    report(done)
  }
  attachLateFiles(records, source, folders)
  const pictures = fresh
    .filter(({ mediaType }) => pictureTypes.has(mediaType))
    .map(({ index, sha256, size }) => ({ item: itemIdOf(source, index), sha256, size }))
  await derivePhotos(records, pictures, { ...(onProgress ? { onProgress } : {}), ...(signal ? { signal } : {}) })
  stopIfAsked(signal)
  proposeForItems(
    records,
    pictures.map(({ sha256 }) => sha256),
  )
  markDerived(records, source)
}

function freshItems(records: Records, source: string, all: readonly ItemRecord[]): ItemRecord[] {
  const { items } = listItems(records, source, { limit: all.length })
  // What is in quarantine is not opened, so nothing is derived of it (rule QU1).
  const same = new Set(
    items.filter(({ sameAs, quarantined }) => sameAs !== null || quarantined).map(({ index }) => index),
  )
  return all.filter(({ index }) => !same.has(index))
}

/** Files that can mean each other by path: those of one archive, or those that lay on the disk. */
function filesByContainer(source: string, all: readonly ItemRecord[]): FilesByContainer {
  const grouped = new Map<number | undefined, { path: string; item: string }[]>()
  for (const { container, path, index } of all) {
    const group = grouped.get(container) ?? []
    grouped.set(container, group)
    group.push({ path, item: itemIdOf(source, index) })
  }
  return grouped
}
