/** The verifying side of RFC 6962 trees: pure functions over what a stranger hands us. */
import { equalBytes } from './bytes.ts'
import { nodeHash } from './tree.ts'

const HASH_LENGTH = 32

/** What `verifyInclusion` needs: `proof` runs from the sibling of the leaf to the child of the root. */
export interface InclusionClaim {
  index: bigint
  size: bigint
  leafHash: Uint8Array
  proof: readonly Uint8Array[]
  root: Uint8Array
}

/** What `verifyConsistency` needs. */
export interface ConsistencyClaim {
  oldSize: bigint
  newSize: bigint
  oldRoot: Uint8Array
  newRoot: Uint8Array
  proof: readonly Uint8Array[]
}

const allHashes = (...hashes: readonly Uint8Array[]): boolean => hashes.every((hash) => hash.length === HASH_LENGTH)

/** Whether the leaf stands at `index` of the tree with this size and root (RFC 9162 section 2.1.3.2). */
export const verifyInclusion = ({ index, size, leafHash, proof, root }: InclusionClaim): boolean => {
  if (index < 0n || index >= size || !allHashes(leafHash, root, ...proof)) {
    return false
  }
  let node = index
  let last = size - 1n
  let hash = leafHash
  for (const sibling of proof) {
    if (last === 0n) {
      return false
    }
    if (node % 2n === 1n || node === last) {
      hash = nodeHash(sibling, hash)
      // A last node without a right sibling is carried up unhashed.
      while (node % 2n === 0n && node !== 0n) {
        node /= 2n
        last /= 2n
      }
    } else {
      hash = nodeHash(hash, sibling)
    }
    node /= 2n
    last /= 2n
  }
  return last === 0n && equalBytes(hash, root)
}

/**
 * Whether the tree with the old size and root is a prefix of the new one (RFC 9162 section 2.1.4.2). An old size of 0
 * is refused: every tree begins with nothing, so such a proof says nothing.
 */
export const verifyConsistency = ({ oldSize, newSize, oldRoot, newRoot, proof }: ConsistencyClaim): boolean => {
  if (oldSize <= 0n || oldSize > newSize || !allHashes(oldRoot, newRoot, ...proof)) {
    return false
  }
  if (oldSize === newSize) {
    return proof.length === 0 && equalBytes(oldRoot, newRoot)
  }
  let node = oldSize - 1n
  let last = newSize - 1n
  while (node % 2n === 1n) {
    node /= 2n
    last /= 2n
  }
  // When the old tree is complete, its root is the first hash of the path and is not sent.
  const path = node === 0n ? [oldRoot, ...proof] : proof
  const [first, ...rest] = path
  if (first === undefined || proof.length === 0) {
    return false
  }
  let oldHash = first
  let newHash = first
  for (const sibling of rest) {
    if (last === 0n) {
      return false
    }
    if (node % 2n === 1n || node === last) {
      oldHash = nodeHash(sibling, oldHash)
      newHash = nodeHash(sibling, newHash)
      while (node % 2n === 0n && node !== 0n) {
        node /= 2n
        last /= 2n
      }
    } else {
      newHash = nodeHash(newHash, sibling)
    }
    node /= 2n
    last /= 2n
  }
  return last === 0n && equalBytes(oldHash, oldRoot) && equalBytes(newHash, newRoot)
}
