import { TILE_WIDTH, rootAt, treeRoot } from '@homeward/format'
import type { HashReader, Tile } from '@homeward/format'

/** The right edge of a tree: at each tile level the hashes of the tile that is not full yet. */
export interface TreeEdge {
  size: number
  open: readonly (readonly Uint8Array[])[]
}

/** A tile with its hashes, in order. */
export interface FilledTile extends Tile {
  hashes: readonly Uint8Array[]
}

const TILE_LEVELS = 8

/** The edge of the empty tree. */
export const EMPTY_EDGE: TreeEdge = { size: 0, open: [] }

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

/** The edge of a tree of `size` whose edge tiles hold `tiles`. */
export const edgeFromTiles = (size: number, tiles: readonly FilledTile[]): TreeEdge => {
  const open: (readonly Uint8Array[])[] = []
  for (let count = size; count > 0; count = Math.floor(count / TILE_WIDTH)) {
    open.push([])
  }
  for (const { level, hashes } of tiles) {
    open[level] = hashes
  }
  return { size, open }
}

/**
 * Appends leaf hashes.
 * @returns the new edge, and every tile that is new or wider, as it is now. The old edge is not changed.
 */
export const growTree = (edge: TreeEdge, leaves: readonly Uint8Array[]): { edge: TreeEdge; tiles: FilledTile[] } => {
  const open = edge.open.map((hashes) => [...hashes])
  const tiles = new Map<string, FilledTile>()
  let rising = [...leaves]
  let count = edge.size
  for (let level = 0; rising.length > 0; level += 1) {
    const full: Uint8Array[] = []
    let hashes = open[level] ?? []
    for (const hash of rising) {
      hashes.push(hash)
      const index = Math.floor(count / TILE_WIDTH)
      tiles.set(`${level}/${index}`, { level, index, width: hashes.length, hashes })
      count += 1
      if (hashes.length === TILE_WIDTH) {
        full.push(treeRoot(hashes))
        hashes = []
      }
    }
    open[level] = hashes
    rising = full
    count = Math.floor(edge.size / TILE_WIDTH ** (level + 1))
  }
  return { edge: { size: edge.size + leaves.length, open }, tiles: [...tiles.values()] }
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

/** The root of the tree whose edge this is. */
export const edgeRoot = (edge: TreeEdge): Uint8Array =>
  rootAt(
    edge.size,
    tileReader((level) => edge.open[level]),
  )
