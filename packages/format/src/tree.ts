/**
 * RFC 6962 Merkle trees over SHA-256.
 *
 * A tree is read through a `HashReader`: the hash at (level, index) is that of the complete subtree over the leaves
 * from index * 2^level to (index + 1) * 2^level. A log that keeps those hashes can prove any of its past sizes.
 * Sizes here are numbers, because they are sizes of trees that we hold; the verifying side (`tree-verify.ts`) takes
 * bigint, because what it is given may be anything up to 2^64.
 */
import { concatBytes } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { sha256 } from '#primitives'

/** Gives the hash of the complete subtree at (level, index); level 0 holds the leaf hashes. */
export type HashReader = (level: number, index: number) => Uint8Array

/** A hash with its place in the tree. */
export interface TreeNode {
  level: number
  index: number
  hash: Uint8Array
}

const LEAF_PREFIX = Uint8Array.of(0)
const NODE_PREFIX = Uint8Array.of(1)
const HASH_BYTES = 32

/** SHA-256(0x00 ‖ entry), RFC 6962 section 2.1. */
export const leafHash = (entry: Uint8Array): Uint8Array => sha256(concatBytes(LEAF_PREFIX, entry))

// Used again, because a check hashes as many nodes as entries: taking more than 64 bytes anew costs as much as hashing them.
const nodeBytes = new Uint8Array(1 + 2 * HASH_BYTES)

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962 section 2.1. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) {
    return sha256(concatBytes(NODE_PREFIX, left, right))
  }
  nodeBytes.set(NODE_PREFIX)
  nodeBytes.set(left, 1)
  nodeBytes.set(right, 1 + HASH_BYTES)
  return sha256(nodeBytes)
}

const checkSize = (size: number): void => {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new FormatError('TREE_INVALID', 'A tree size must be a whole number that is not negative.')
  }
}

/** The level of [start, end) when it is one complete subtree, -1 when it is not. */
const completeLevel = (start: number, end: number): number => {
  const level = Math.log2(end - start)
  return Number.isInteger(level) && start % (end - start) === 0 ? level : -1
}

/** The largest power of two below `count`, for `count` over 1. */
const splitPoint = (count: number): number => {
  let split = 1
  while (split * 2 < count) {
    split *= 2
  }
  return split
}

const rangeHash = (start: number, end: number, read: HashReader): Uint8Array => {
  const level = completeLevel(start, end)
  if (level >= 0) {
    return read(level, start / 2 ** level)
  }
  const middle = start + splitPoint(end - start)
  return nodeHash(rangeHash(start, middle, read), rangeHash(middle, end, read))
}

/** The root of the first `size` leaves; SHA-256 of nothing when `size` is 0. */
export const rootAt = (size: number, read: HashReader): Uint8Array => {
  checkSize(size)
  return size === 0 ? sha256(new Uint8Array()) : rangeHash(0, size, read)
}

/**
 * The nodes that become complete when the leaf at position `size` is appended, the leaf itself first.
 * A log stores these next to the entry.
 */
export const completedNodes = (size: number, leaf: Uint8Array, read: HashReader): TreeNode[] => {
  checkSize(size)
  let node: TreeNode = { level: 0, index: size, hash: leaf }
  const nodes = [node]
  while (node.index % 2 === 1) {
    const left = read(node.level, node.index - 1)
    node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left, node.hash) }
    nodes.push(node)
  }
  return nodes
}

/** All complete-subtree hashes of `leafHashes`, as a reader. Keeps about twice the leaves in memory. */
export const treeReader = (leafHashes: readonly Uint8Array[]): HashReader => {
  const levels: Uint8Array[][] = []
  const read: HashReader = (level, index) => {
    const hash = levels[level]?.[index]
    if (hash === undefined) {
      throw new FormatError('TREE_INVALID', `The tree has no complete subtree at level ${level}, index ${index}.`)
    }
    return hash
  }
  for (const [position, leaf] of leafHashes.entries()) {
    for (const node of completedNodes(position, leaf, read)) {
      const row = (levels[node.level] ??= [])
      row.push(node.hash)
    }
  }
  return read
}

/** The RFC 6962 root over `leafHashes` (results of `leafHash`). */
export const treeRoot = (leafHashes: readonly Uint8Array[]): Uint8Array => {
  // One hash a level of the tree that is still open; the memory stays logarithmic.
  const open: { level: number; hash: Uint8Array }[] = []
  for (const leaf of leafHashes) {
    let node = { level: 0, hash: leaf }
    while (open.at(-1)?.level === node.level) {
      const left = open.pop()
      node = { level: node.level + 1, hash: nodeHash(left?.hash ?? node.hash, node.hash) }
    }
    open.push(node)
  }
  let root = open.pop()?.hash ?? sha256(new Uint8Array())
  while (open.length > 0) {
    root = nodeHash(open.pop()?.hash ?? root, root)
  }
  return root
}

/**
 * The audit path of the leaf at `index` in the tree of `size` leaves (RFC 6962 section 2.1.1), sibling of the leaf first.
 * @throws FormatError TREE_INVALID when `index` is not in the tree.
 */
export const inclusionProof = (index: number, size: number, read: HashReader): Uint8Array[] => {
  checkSize(size)
  checkSize(index)
  if (index >= size) {
    throw new FormatError('TREE_INVALID', `The tree of size ${size} has no leaf ${index}.`)
  }
  const fromRoot: Uint8Array[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitPoint(end - start)
    if (index < middle) {
      fromRoot.push(rangeHash(middle, end, read))
      end = middle
    } else {
      fromRoot.push(rangeHash(start, middle, read))
      start = middle
    }
  }
  return fromRoot.toReversed()
}

/**
 * The proof that the tree of `oldSize` leaves is a prefix of that of `newSize` leaves (RFC 6962 section 2.1.2).
 * @throws FormatError TREE_INVALID when `oldSize` is 0 (nothing to prove) or over `newSize`.
 */
export const consistencyProof = (oldSize: number, newSize: number, read: HashReader): Uint8Array[] => {
  checkSize(oldSize)
  checkSize(newSize)
  if (oldSize === 0 || oldSize > newSize) {
    throw new FormatError('TREE_INVALID', `No consistency proof exists from size ${oldSize} to size ${newSize}.`)
  }
  const fromRoot: Uint8Array[] = []
  let start = 0
  let end = newSize
  // The old root is known to the verifier only while the walk has not gone right.
  let oldRootKnown = true
  while (oldSize !== end) {
    const middle = start + splitPoint(end - start)
    if (oldSize <= middle) {
      fromRoot.push(rangeHash(middle, end, read))
      end = middle
    } else {
      fromRoot.push(rangeHash(start, middle, read))
      start = middle
      oldRootKnown = false
    }
  }
  if (!oldRootKnown) {
    fromRoot.push(rangeHash(start, end, read))
  }
  return fromRoot.toReversed()
}
