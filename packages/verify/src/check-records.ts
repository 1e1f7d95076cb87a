/** What is handed over: sources, items, messages, attachments (docs/spec/package.md, P7–P9). */
import { createSha256, payloadPath, streamBytes, toHex, verifyItemProof } from '@homeward/format'
import type { BagFile, PackageItem, PackageMessage, PackageRecords, PackageSource } from '@homeward/format'
import type { Bag } from './bag.ts'
import type { CheckedEntry } from './check-entries.ts'
import { wordsOf } from './check-files.ts'
import { sourceReceivedShape } from './package-shapes.ts'
import type { AddFault, Count, ItemReport } from './report.ts'

const WHERE = 'records.json'

/** What the other checks have established already. */
export interface Established {
  bag: Bag
  files: ReadonlyMap<string, BagFile>
  entries: readonly CheckedEntry[]
  /** Refs of the entries that are opened and proven. */
  provenEntries: ReadonlySet<string>
}

/** A fault collector that remembers whether anything was wrong. */
const collector = (where: string, addFault: AddFault): { fault: (what: string) => void; good: () => boolean } => {
  let good = true
  return {
    fault: (what) => {
      good = false
      addFault(where, what)
    },
    good: () => good,
  }
}

const checkTwice = (ids: readonly string[], kind: string, addFault: AddFault): void => {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) {
      addFault(WHERE, `The ${kind} ${id} is there twice.`)
    }
    seen.add(id)
  }
}

/** Whether the entry of a source seals exactly this source (P8c). */
const checkSource = (source: PackageSource, known: Established, addFault: AddFault): boolean => {
  const { fault, good } = collector(WHERE, addFault)
  const name = `The source ${source.id}`
  if (!known.provenEntries.has(source.entry)) {
    fault(`${name} rests on an entry that is not proven or not there.`)
  }
  const changes = known.entries.find(({ ref }) => ref === source.entry)?.body?.changes ?? []
  const sealed = changes.some(
    (change) =>
      change.type === 'source.received' &&
      sourceReceivedShape(change, 'source.received').length === 0 &&
      change['source'] === source.id &&
      change['itemsCount'] === source.itemsCount &&
      change['itemsRoot'] === source.itemsRoot,
  )
  if (!sealed) {
    fault(`${name} is not what its entry sealed: the number or the root of its items differs.`)
  }
  return good()
}

const checkPayload = (
  { file, sha256, size, mediaType }: { file: string; sha256: string; size: number; mediaType: string },
  files: ReadonlyMap<string, BagFile>,
  fault: (what: string) => void,
): void => {
  const found = files.get(file)
  if (found === undefined) {
    fault(`Its file ${file} is missing.`)
  } else if (found.sha256Hex !== sha256 || found.size !== size) {
    fault('Its bytes are not those that were sealed.')
  }
  if (file !== payloadPath(sha256, mediaType)) {
    fault('Its file is not named as its record says.')
  }
}

/** Whether an item is exactly what its source sealed (P8). */
const checkItem = (
  { id, file, source: sourceId, record, proof }: PackageItem,
  sources: ReadonlyMap<string, { source: PackageSource; good: boolean }>,
  known: Established,
  addFault: AddFault,
): boolean => {
  const { fault, good } = collector(`item ${id}`, addFault)
  checkPayload({ ...record, file }, known.files, fault)
  const sealed = sources.get(sourceId)
  if (sealed === undefined) {
    fault('Its source is not in the package.')
    return good()
  }
  if (!sealed.good) {
    fault('Its source is not proven.')
  }
  const { itemsCount, itemsRoot } = sealed.source
  if (!verifyItemProof({ record, index: record.index, itemsCount, itemsRootHex: itemsRoot, proofB64: proof })) {
    fault('It is not among the items that its source sealed.')
  }
  return good()
}

const rangeSha256 = async (bag: Bag, file: string, start: number, end: number): Promise<string> => {
  const digest = createSha256()
  const member = bag.files.get(file)
  if (member !== undefined) {
    for await (const bytes of streamBytes(member.source, start, end)) {
      digest.update(bytes)
    }
  }
  return toHex(digest.digest())
}

/** Whether a cited message lies in its item with the bytes that it claims (P9). */
const checkMessage = async (
  { id, item: itemId, start, end, sha256 }: PackageMessage,
  items: ReadonlyMap<string, { item: PackageItem; good: boolean }>,
  known: Established,
  addFault: AddFault,
): Promise<boolean> => {
  const { fault, good } = collector(`message ${id}`, addFault)
  const held = items.get(itemId)
  if (held === undefined) {
    fault('Its item is not in the package.')
    return good()
  }
  if (!held.good) {
    fault('Its item is not proven.')
  }
  const size = known.files.get(held.item.file)?.size ?? 0
  if (start >= end || end > size) {
    fault('It does not lie within its item.')
    return good()
  }
  try {
    if ((await rangeSha256(known.bag, held.item.file, start, end)) !== sha256) {
      fault('Its bytes in the item are not those that the package cites.')
    }
  } catch (error) {
    fault(`Its item cannot be read: ${wordsOf(error)}`)
  }
  return good()
}

/** Every payload file is named, by an item or an attachment (P9). */
const checkNamed = (records: PackageRecords, files: ReadonlyMap<string, BagFile>, addFault: AddFault): void => {
  const named = new Set([...records.items, ...records.attachments].map(({ file }) => file))
  for (const path of files.keys()) {
    if (path.startsWith('data/') && !named.has(path)) {
      addFault(path, 'No record of the package names this file.')
    }
  }
}

const countOf = (results: readonly boolean[]): Count => ({ good: results.filter(Boolean).length, all: results.length })

/** What came of the records: how many held, and each item with its place. */
export interface CheckedRecords {
  counts: { sources: Count; items: Count; messages: Count }
  items: ItemReport[]
}

const itemReport = ({ item, good }: { item: PackageItem; good: boolean }): ItemReport => ({
  id: item.id,
  source: item.source,
  path: item.record.path,
  file: item.file,
  sha256: item.record.sha256,
  size: item.record.size,
  mediaType: item.record.mediaType,
  proven: good,
})

/** Checks all that `records.json` claims, and counts what held. */
export const checkRecords = async (
  records: PackageRecords,
  known: Established,
  addFault: AddFault,
): Promise<CheckedRecords> => {
  for (const kind of ['sources', 'items', 'messages'] as const) {
    checkTwice(
      records[kind].map(({ id }) => id),
      kind.slice(0, -1),
      addFault,
    )
  }
  const sources = records.sources.map((source) => ({ source, good: checkSource(source, known, addFault) }))
  const sourceById = new Map(sources.map((checked) => [checked.source.id, checked]))
  const items = records.items.map((item) => ({ item, good: checkItem(item, sourceById, known, addFault) }))
  const itemById = new Map(items.map((checked) => [checked.item.id, checked]))
  const messages: boolean[] = []
  for (const message of records.messages) {
    messages.push(await checkMessage(message, itemById, known, addFault))
  }
  for (const attachment of records.attachments) {
    checkPayload(attachment, known.files, (what) => {
      addFault(`attachment ${attachment.file}`, what)
    })
  }
  checkNamed(records, known.files, addFault)
  return {
    counts: {
      sources: countOf(sources.map(({ good }) => good)),
      items: countOf(items.map(({ good }) => good)),
      messages: countOf(messages),
    },
    items: items.map(itemReport),
  }
}
