import { TILE_WIDTH, nodeHash, sha256, treeRoot } from '@homeward/format'
import type { HashReader, Tile } from '@homeward/format'

/** The hash of a complete subtree over `2 ** level` leaves. */
interface Subtree {
  level: number
  hash: Uint8Array
}

/** The right edge of a tree: what is needed to append to it and to know its root. */
export interface TreeEdge {
  size: number
  /** At each tile level the hashes of the tile that is not full yet. */
  open: readonly (readonly Uint8Array[])[]
  /** The largest complete subtrees from left to right, each smaller than the one before. */
  frontier: readonly Subtree[]
}

/** A tile with its hashes, in order. */
export interface FilledTile extends Tile {
  hashes: readonly Uint8Array[]
}

const TILE_LEVELS = 8

/** The edge of the empty tree. */
export const EMPTY_EDGE: TreeEdge = { size: 0, open: [], frontier: [] }

/** The tiles that hold the edge of a tree of `size`; reading them gives the edge back. */
export const edgeTiles = (size: number): Tile[] => {
  const tiles: Tile[] = []
  let count = size
  for (let level = 0; count > 0; level += 1) {
    const width = count % TILE_WIDTH
    count = Math.floor(count / TILE_WIDTH)
    if (width > 0) {
      tiles.push({ level, index: count, width })
    }
  }
  return tiles
}

/** How many tiles a tree of `size` has. */
export const tileCount = (size: number): number => {
  let tiles = 0
  for (let count = size; count > 0; count = Math.floor(count / TILE_WIDTH)) {
    tiles += Math.ceil(count / TILE_WIDTH)
  }
  return tiles
}

/** The complete subtrees over the hashes of one tile, the largest first. */
const subtreesOf = (hashes: readonly Uint8Array[], tileLevel: number): Subtree[] => {
  const subtrees: Subtree[] = []
  let start = 0
  for (let inner = TILE_LEVELS - 1; inner >= 0; inner -= 1) {
    const width = 2 ** inner
    if (hashes.length - start >= width) {
      subtrees.push({ level: tileLevel * TILE_LEVELS + inner, hash: treeRoot(hashes.slice(start, start + width)) })
      start += width
    }
  }
  return subtrees
}

/** The edge of a tree of `size` whose edge tiles are `tiles`. */
export const edgeFromTiles = (size: number, tiles: readonly FilledTile[]): TreeEdge => {
  const open: (readonly Uint8Array[])[] = []
  for (let count = size; count > 0; count = Math.floor(count / TILE_WIDTH)) {
    open.push([])
  }
  for (const { level, hashes } of tiles) {
    open[level] = hashes
  }
  return { size, open, frontier: open.map(subtreesOf).toReversed().flat() }
}

/**
 * Appends leaf hashes.
 * @returns the new edge, and every tile that is new or wider, as it is now. The old edge is not changed.
 */
export const growTree = (edge: TreeEdge, leaves: readonly Uint8Array[]): { edge: TreeEdge; tiles: FilledTile[] } => {
  const open = edge.open.map((hashes) => [...hashes])
  const frontier = [...edge.frontier]
  const tiles = new Map<string, FilledTile>()
  let { size } = edge

  /** Puts the hash of a subtree that has just become complete into its tile; only each eighth level has tiles. */
  const place = ({ level, hash }: Subtree): void => {
    if (level % TILE_LEVELS === 0) {
      const tileLevel = level / TILE_LEVELS
      const index = Math.floor((size / 2 ** level - 1) / TILE_WIDTH)
      const hashes = (open[tileLevel] ??= [])
      hashes.push(hash)
      tiles.set(`${tileLevel}/${index}`, { level: tileLevel, index, width: hashes.length, hashes })
      if (hashes.length === TILE_WIDTH) {
        open[tileLevel] = []
      }
    }
  }
  for (const leaf of leaves) {
    size += 1
    let node: Subtree = { level: 0, hash: leaf }
    place(node)
    for (let left = frontier.at(-1); left?.level === node.level; left = frontier.at(-1)) {
      frontier.pop()
      node = { level: node.level + 1, hash: nodeHash(left.hash, node.hash) }
      place(node)
    }
    frontier.push(node)
  }
  return { edge: { size, open, frontier }, tiles: [...tiles.values()] }
}

/** The root of the tree whose edge this is. */
export const edgeRoot = ({ frontier }: TreeEdge): Uint8Array => {
  const [last, ...rest] = frontier.toReversed()
  return last === undefined
    ? sha256(new Uint8Array())
    : rest.reduce((right, left) => nodeHash(left.hash, right), last.hash)
}

/** The hash of the complete subtree over `2 ** level` hashes of a tile, the `place`-th of that height. */
const insideTile = (hashes: readonly Uint8Array[], level: number, place: number): Uint8Array | undefined => {
  const width = 2 ** level
  const slice = hashes.slice(place * width, (place + 1) * width)
  return slice.length === width ? treeRoot(slice) : undefined
}

/** Reads the hashes of a tree out of its tiles; `tile` gives the hashes of one, or `undefined` when there is none. */
export const tileReader =
  (tile: (level: number, index: number) => readonly Uint8Array[] | undefined): HashReader =>
  (level, index) => {
    const tileLevel = Math.floor(level / TILE_LEVELS)
    const inner = level % TILE_LEVELS
    const perTile = TILE_WIDTH / 2 ** inner
    const hashes = tile(tileLevel, Math.floor(index / perTile))
    const hash = hashes === undefined ? undefined : insideTile(hashes, inner, index % perTile)
    if (hash === undefined) {
      throw new RangeError(`The tree has no complete subtree at level ${level}, index ${index}.`)
    }
    return hash
  }
