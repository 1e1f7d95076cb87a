import { canonicalJson, concatBytes, leafHash, toHex, treeRoot, utf8 } from '@homeward/format'
import type { ItemRecord, RefusedRecord } from '@homeward/records'

/** The list of a source as it is sealed: rule R13 of docs/spec/records.md. */
export interface SourceList {
  /** Canonical JSON lines: the items in their order, then what was refused. */
  bytes: Uint8Array
  itemsCount: number
  /** RFC 6962 root over the item lines without their line breaks. */
  itemsRoot: string
  refused: number
}

/** Writes the list of a source. */
export function writeSourceList(items: readonly ItemRecord[], refused: readonly RefusedRecord[]): SourceList {
  const lines = items.map((item) => canonicalJson({ ...item }))
  const root = treeRoot(lines.map((line) => leafHash(line)))
  const refusals = refused.map((record) => canonicalJson({ ...record }))
  const lineBreak = utf8('\n')
  return {
    bytes: concatBytes(...[...lines, ...refusals].flatMap((line) => [line, lineBreak])),
    itemsCount: items.length,
    itemsRoot: toHex(root),
    refused: refused.length,
  }
}
