import { CompareError } from './compare-error.ts'
import { pdqBytes } from './pdq-hash.ts'
import { createMeasuringMemory, layout, mostMeasured } from './photo-kernels.ts'
import { eachBucket, farthestInTables, fillSlotTables, type SlotStarts } from './slot-tables.ts'

/** Up to here measuring every hash is as fast as the tables, which take 4 MB. */
const measuredWithoutTables = 4096
/** Hashes added since the tables were filled are measured one by one until they are this part of all. */
const tailShare = 1 / 32
/** In the tables, a number of 4 bytes for each of 16 slots. */
const tableBytes = 64

export interface PhotoMatch {
  /** The number of the hash, in the order in which hashes were added, from 0. */
  readonly index: number
  /** Bits that differ, 0 to 256. */
  readonly distance: number
  /** Which of the hashes that were searched for together is the nearest. */
  readonly variant: number
}

export interface PhotoIndex {
  /** How many hashes were added; those removed keep their numbers and are counted. */
  readonly size: () => number
  /** Adds hashes of 32 bytes each. Returns the number of the first. @throws CompareError `HASH_MALFORMED`. */
  readonly add: (hashes: Uint8Array) => number
  /** From now on, the hash with this number is not found. */
  readonly remove: (index: number) => void
  /**
   * Every hash within `maxDistance` bits (31 if not given) of the searched, nearest first, none missing.
   *
   * @param hashes 32 bytes; or 32 bytes for each of several hashes of one photo (as it is, turned, mirrored): a match is
   * reported once, with the nearest of them.
   * @throws CompareError `HASH_MALFORMED`.
   */
  readonly search: (hashes: Uint8Array, maxDistance?: number) => PhotoMatch[]
}

/**
 * An exact index of PDQ hashes in memory: about 100 bytes a hash, up to 40 million.
 * Its tables are filled in the first search that needs them; for a million hashes that takes about half a second.
 */
export function buildPhotoIndex(hashes: Uint8Array = new Uint8Array()): PhotoIndex {
  const { functions, reserve } = createMeasuringMemory()
  let memory = new Uint8Array(reserve(layout.hashes))
  let removed = new Uint8Array()
  let size = 0
  /** How many hashes the tables hold, from the first on. The numbers lie behind the room for hashes. */
  let tabled = 0
  let starts: SlotStarts = new Uint32Array()

  const tablesAt = (): number => layout.hashes + removed.length * pdqBytes

  function makeRoom(capacity: number): void {
    const before = tablesAt()
    const larger = new Uint8Array(capacity)
    larger.set(removed)
    removed = larger
    memory = new Uint8Array(reserve(tablesAt() + tabled * tableBytes))
    memory.copyWithin(tablesAt(), before, before + tabled * tableBytes)
  }

  function add(added: Uint8Array): number {
    assertWhole(added)
    const first = size
    size += added.length / pdqBytes
    if (size > removed.length) makeRoom(Math.max(size, Math.ceil(removed.length * 1.5)))
    memory.set(added, layout.hashes + first * pdqBytes)
    return first
  }

  function fillTables(): void {
    memory = new Uint8Array(reserve(tablesAt() + size * tableBytes))
    const members = new Uint32Array(memory.buffer, tablesAt(), size * (tableBytes / 4))
    starts = fillSlotTables(new Uint16Array(memory.buffer, layout.hashes, size * (pdqBytes / 2)), size, members)
    tabled = size
  }

  function search(searched: Uint8Array, maxDistance = 31): PhotoMatch[] {
    assertWhole(searched)
    if (size - tabled > Math.max(measuredWithoutTables, size * tailShare)) fillTables()
    const nearest = new Map<number, PhotoMatch>()
    let variant = 0
    const keepNearest = (index: number, distance: number): void => {
      if (removed[index] === 1 || distance >= (nearest.get(index)?.distance ?? Infinity)) return
      nearest.set(index, { index, distance, variant })
    }
    for (; variant * pdqBytes < searched.length; variant++) {
      memory.set(searched.subarray(variant * pdqBytes, (variant + 1) * pdqBytes), layout.query)
      measure(maxDistance, keepNearest)
    }
    return [...nearest.values()].toSorted((a, b) => a.distance - b.distance || a.index - b.index)
  }

  /** Reports every hash within `maxDistance` of the query in memory, some several times. */
  function measure(maxDistance: number, report: (index: number, distance: number) => void): void {
    const words = new Uint32Array(memory.buffer)
    const reportHits = (): void => {
      for (let hit = layout.hits / 4; hit < words[layout.hitsEnd / 4]! / 4; hit += 2) {
        report(words[hit]!, words[hit + 1]!)
      }
    }
    const inTables = maxDistance <= farthestInTables ? tabled : 0
    if (inTables > 0) {
      const query = new Uint16Array(memory.buffer, layout.query, pdqBytes / 2)
      const numbersAt = tablesAt()
      eachBucket(starts, query, maxDistance, (start, end) => {
        for (let from = start; from < end; from += mostMeasured) {
          const to = Math.min(from + mostMeasured, end)
          functions.measureListed(numbersAt + from * 4, numbersAt + to * 4, maxDistance)
          reportHits()
        }
      })
    }
    for (let from = inTables; from < size; from += mostMeasured) {
      const to = Math.min(from + mostMeasured, size)
      functions.measureRange(layout.hashes + from * pdqBytes, layout.hashes + to * pdqBytes, maxDistance)
      reportHits()
    }
  }

  add(hashes)
  return {
    size: () => size,
    add,
    remove: (index) => {
      removed[index] = 1
    },
    search,
  }
}

function assertWhole(hashes: Uint8Array): void {
  if (hashes.length % pdqBytes === 0) return
  throw new CompareError('HASH_MALFORMED', `Photo hashes are ${pdqBytes} bytes each; these are ${hashes.length} bytes.`)
}
