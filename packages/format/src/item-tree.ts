/** The tree over the items of one source (docs/spec/package.md, P5): its root stands in the `source.received` change. */
import { fromBase64, fromHex, toBase64, toHex } from './bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import { inclusionProof, leafHash, treeReader, treeRoot } from './tree.ts'
import { verifyInclusion } from './tree-verify.ts'

/** The leaf of an item: hash of its canonical record. The record holds a random salt, so that nobody guesses a neighbour. */
export const itemLeafHash = (record: unknown): Uint8Array => leafHash(canonicalJson(record))

/** An item that was erased: its place, and in hex the leaf that its record was. All that is left of it, so that the others stay provable. */
export interface ErasedItem {
  erased: string
  index: number
}

const isErasedItem = (record: unknown): record is ErasedItem =>
  typeof record === 'object' && record !== null && 'erased' in record && typeof record.erased === 'string'

/** Root (hex) over the records of all items of a source, in order of their `index`. */
export const itemsRootHex = (records: readonly unknown[]): string => toHex(treeRoot(records.map(itemLeafHash)))

/**
 * For the item at `index`, the path (base64) that shows that its record is among `records`; those that were erased stand there
 * as their leaves.
 */
export const createItemProver = (records: readonly unknown[]): ((index: number) => string[]) => {
  const read = treeReader(
    records.map((record) => (isErasedItem(record) ? fromHex(record.erased) : itemLeafHash(record))),
  )
  return (index) => inclusionProof(index, records.length, read).map(toBase64)
}

/** Whether `record` stands at `index` of a source with this root and count. False for malformed base64 or hex. */
export const verifyItemProof = (claim: {
  record: unknown
  index: number
  itemsCount: number
  itemsRootHex: string
  proofB64: readonly string[]
}): boolean => {
  try {
    return verifyInclusion({
      index: BigInt(claim.index),
      size: BigInt(claim.itemsCount),
      leafHash: itemLeafHash(claim.record),
      proof: claim.proofB64.map(fromBase64),
      root: fromHex(claim.itemsRootHex),
    })
  } catch {
    return false
  }
}
