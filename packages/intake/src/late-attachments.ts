import {
  attachItem,
  getItem,
  inTransaction,
  isAttached,
  isUnreadFormat,
  itemRecordOf,
  listItems,
  missingAttachments,
} from '@homeward/records'
import type { Item, MissingAttachment, Records } from '@homeward/records'
import type { ExportFile } from './parse-export.ts'
import { createSourceFiles } from './source-files.ts'
import type { AttachmentResolver } from './source-files.ts'

/** Files of a source that can mean each other by path, by the archive in which they came. */
export type FilesByContainer = ReadonlyMap<number | undefined, ExportFile['files']>

/**
 * Gives messages of earlier exports the files that came in later: with the same export once more, or alone (rule I33).
 * Call it for a source whose messages have been read. Doing it again changes nothing.
 */
export function attachLateFiles(records: Records, source: string, folders: FilesByContainer): void {
  const { items } = listItems(records, source, { limit: Number.MAX_SAFE_INTEGER })
  const exportsInside = new Set<number | undefined>()
  for (const item of items) {
    if (!isExport(records, item)) continue
    const { container, path } = itemRecordOf(records, item.id)
    exportsInside.add(container)
    if (item.sameAs === null) continue
    const resolve = createSourceFiles(folders.get(container) ?? []).resolverFrom(path)
    attach(records, missingAttachments(records, item.sameAs), (missing) => itemOf(resolve(missing.path)))
  }
  for (const [container, files] of folders) {
    // Files beside an export are what that one means, whatever another export misses.
    if (!exportsInside.has(container)) attachAlone(records, files)
  }
}

function isExport(records: Records, { format, sameAs }: Item): boolean {
  const known = sameAs === null ? format : getItem(records, sameAs).format
  return known !== null && known !== 'zip' && !isUnreadFormat(known)
}

/**
 * Files that came without an export. One is attached if just one export misses it: at its whole path, or else by the end
 * of the path that the export writes, with the folder; a bare name says too little.
 */
function attachAlone(records: Records, files: ExportFile['files']): void {
  const source = createSourceFiles(files)
  const resolvers = new Map<string, AttachmentResolver>()

  function wholePath({ item, path }: MissingAttachment): string | null {
    const resolve = resolvers.get(item) ?? source.resolverFrom(itemRecordOf(records, item).path)
    resolvers.set(item, resolve)
    return itemOf(resolve(path))
  }

  attachUnique(records, wholePath)
  // A file that an export named by its whole path is not another's, also when this is done again.
  const ends = itemsByEnd(files.filter(({ item }) => !isAttached(records, item)))
  attachUnique(records, ({ path }) => ends.get(path.normalize('NFC')) ?? null)
}

/** Attaches what `find` finds, except what it finds for several exports. */
function attachUnique(records: Records, find: (missing: MissingAttachment) => string | null): void {
  const exportsByItem = new Map<string, Set<string>>()
  for (const missing of missingAttachments(records)) {
    const found = find(missing)
    if (found !== null) exportsByItem.set(found, (exportsByItem.get(found) ?? new Set()).add(missing.item))
  }
  if (exportsByItem.size === 0) return
  attach(records, missingAttachments(records), (missing) => {
    const found = find(missing)
    return found !== null && exportsByItem.get(found)?.size === 1 ? found : null
  })
}

/** Items by each end of their path that has a folder; null where several files end so. */
function itemsByEnd(files: ExportFile['files']): Map<string, string | null> {
  const ends = new Map<string, string | null>()
  for (const { path, item } of files) {
    const parts = path.normalize('NFC').split('/')
    for (let from = 0; from < parts.length - 1; from++) {
      const end = parts.slice(from).join('/')
      ends.set(end, ends.has(end) ? null : item)
    }
  }
  return ends
}

function attach(
  records: Records,
  missing: Iterable<MissingAttachment>,
  find: (missing: MissingAttachment) => string | null,
): void {
  inTransaction(records.evidence, () => {
    for (const each of missing) {
      const item = find(each)
      if (item !== null) attachItem(records, each, item)
    }
  })
}

function itemOf(found: ReturnType<AttachmentResolver>): string | null {
  return found === null || found === 'unsafe' ? null : found.item
}
