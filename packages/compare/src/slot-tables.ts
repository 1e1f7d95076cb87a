/**
 * [Note: Why sixteen tables find everything]
 *
 * A hash of 256 bits is cut into 16 slots of 16 bits. If two hashes differ in at most d bits, then for any thresholds
 * t₁ … t₁₆ with Σ(tᵢ + 1) ≥ d + 1 some slot i differs in at most tᵢ bits: otherwise the slots together would differ in at
 * least Σ(tᵢ + 1) > d. So it is enough to look, for every slot, at the hashes whose slot is within tᵢ of the query's, and
 * to measure those. A threshold of −1 skips the slot. For d = 31 every threshold is 1, which is 17 look-ups a slot.
 */

const slots = 16
const slotValues = 65_536

/** All patterns of 16 bits with at most 0, 1 and 2 bits set. */
const patternsWithin = [0, 1, 2].map((most) => {
  const singles = Array.from({ length: slots }, (_, bit) => 1 << bit)
  const pairs = singles.flatMap((low, i) => singles.slice(i + 1).map((high) => low | high))
  return Uint16Array.from([0, ...(most > 0 ? singles : []), ...(most > 1 ? pairs : [])])
})

/** The largest distance that the tables serve; further away so much is read that measuring every hash is as good. */
export const farthestInTables = slots * patternsWithin.length - 1

/** For every slot and value, which of the hashes have it: the numbers at `starts[bucket]` to `starts[bucket + 1]`. */
export type SlotStarts = Uint32Array

/**
 * Sorts `size` hashes into 16 tables by counting: `members` (16 · size) takes their numbers, table by table.
 *
 * @param slotsOfHashes 16 values for each hash.
 */
export function fillSlotTables(slotsOfHashes: Uint16Array, size: number, members: Uint32Array): SlotStarts {
  const starts = new Uint32Array(slots * (slotValues + 1))
  const next = new Uint32Array(slotValues)
  for (let slot = 0; slot < slots; slot++) {
    next.fill(0)
    for (let index = 0; index < size; index++) next[slotsOfHashes[index * slots + slot]!]!++
    const base = slot * (slotValues + 1)
    let start = slot * size
    for (let value = 0; value < slotValues; value++) {
      starts[base + value] = start
      start += next[value]!
      next[value] = starts[base + value]!
    }
    starts[base + slotValues] = start
    for (let index = 0; index < size; index++) members[next[slotsOfHashes[index * slots + slot]!]!++] = index
  }
  return starts
}

/**
 * The parts of `members` that together hold every hash within `maxDistance` of the query; some hashes several times.
 * See [Note: Why sixteen tables find everything].
 *
 * @param maxDistance at most farthestInTables.
 */
export function eachBucket(
  starts: SlotStarts,
  query: Uint16Array,
  maxDistance: number,
  visit: (start: number, end: number) => void,
): void {
  for (let slot = 0; slot < slots; slot++) {
    // Spreads d + 1 = Σ(tᵢ + 1) over the slots as evenly as possible.
    const threshold = Math.floor((maxDistance + slots - slot) / slots) - 1
    const base = slot * (slotValues + 1)
    for (const pattern of patternsWithin[threshold] ?? []) {
      const bucket = base + (query[slot]! ^ pattern)
      const start = starts[bucket]!
      const end = starts[bucket + 1]!
      if (start < end) visit(start, end)
    }
  }
}
