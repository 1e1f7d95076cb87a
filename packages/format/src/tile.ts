/** Tiles: how a log's tree hashes are laid out in files of 256 (c2sp.org/tlog-tiles). */
import { FormatError } from './format-error.ts'

/** Hashes in a full tile. */
export const TILE_WIDTH = 256
const TILE_LEVELS = 8
const MAX_TILE_LEVEL = 63

/** One tile: `width` hashes, 1 to 256, at tile level `level`. */
export interface Tile {
  level: number
  index: number
  width: number
}

const pathOf = (kind: string, index: number, width: number): string => {
  if (!Number.isSafeInteger(index) || index < 0 || !Number.isInteger(width) || width < 1 || width > TILE_WIDTH) {
    throw new FormatError('TREE_INVALID', 'There is no such tile.')
  }
  const groups: string[] = []
  let rest = index
  do {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
    rest = Math.floor(rest / 1000)
  } while (rest > 0)
  // Only the groups before the last one carry the x.
  groups.push((groups.pop() ?? '').slice(1))
  return `tile/${kind}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/**
 * The path of a tile of hashes, such as `tile/0/x001/x234/067` or `tile/1/000.p/17`.
 * @throws FormatError TREE_INVALID when no such tile can exist.
 */
export const tilePath = ({ level, index, width }: Tile): string => {
  if (!Number.isInteger(level) || level < 0 || level > MAX_TILE_LEVEL) {
    throw new FormatError('TREE_INVALID', 'There is no such tile level.')
  }
  return pathOf(String(level), index, width)
}

/**
 * The path of a bundle of entries, such as `tile/entries/x001/000.p/3`.
 * @throws FormatError TREE_INVALID when no such bundle can exist.
 */
export const entriesPath = (index: number, width: number): string => pathOf('entries', index, width)

/** Where the hashes of a tile stand in the tree, in the (level, index) of a `HashReader`, in order. */
export const tileNodes = ({ level, index, width }: Tile): { level: number; index: number }[] =>
  Array.from({ length: width }, (_, offset) => ({ level: level * TILE_LEVELS, index: index * TILE_WIDTH + offset }))

/** The tiles that are new or wider in a tree of `newSize` than in one of `oldSize`, lowest level first. */
export const tilesBetween = (oldSize: number, newSize: number): Tile[] => {
  const tiles: Tile[] = []
  let [before, after] = [oldSize, newSize]
  for (let level = 0; after > before; level += 1) {
    const first = Math.floor(before / TILE_WIDTH)
    const end = Math.ceil(after / TILE_WIDTH)
    for (let index = first; index < end; index += 1) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, after - index * TILE_WIDTH) })
    }
    before = first
    after = Math.floor(after / TILE_WIDTH)
  }
  return tiles
}
