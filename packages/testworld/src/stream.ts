/** One sequence of random numbers. Equal seed and name give an equal sequence on every machine. */
export type Stream = {
  /** An integer from 0 to 2³² − 1. */
  uint32: () => number
  /** An integer from 0 to `limit` − 1. */
  below: (limit: number) => number
  /** An integer from `low` to `high`, both included. */
  between: (low: number, high: number) => number
  /** True with the given probability, 0 to 1. */
  chance: (probability: number) => boolean
  /** One element; throws RangeError for an empty list. */
  pick: <T>(list: readonly T[]) => T
  /** A new list with the same elements in another order. */
  shuffle: <T>(list: readonly T[]) => T[]
}

/** Spreads the bits of a 32-bit word (the finalizer of MurmurHash3). */
const mix32 = (word: number): number => {
  let bits = word
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

const seedWord = (text: string, lane: number): number => {
  let bits = 0x811c_9dc5 ^ Math.imul(lane + 1, 0x9e37_79b9)
  for (let index = 0; index < text.length; index += 1)
    bits = Math.imul(bits ^ (text.codePointAt(index) ?? 0), 0x0100_0193)
  return mix32(bits)
}

/**
 * Opens the random sequence called `name` of a world with this seed. Sequences of different names are independent, so
 * a change in how portraits are drawn never moves a message, and a person is the same in a small and in a large world.
 * The generator is Chris Doty-Humphrey's sfc32 (PractRand); 32-bit integer arithmetic only. Not for secrets.
 */
export const createStream = (seed: number | string, name: string): Stream => {
  const text = `${seed}\u0000${name}`
  let a = seedWord(text, 0)
  let b = seedWord(text, 1)
  let c = seedWord(text, 2)
  let counter = seedWord(text, 3)

  const uint32 = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 15; round += 1) uint32()

  const below = (limit: number): number => Math.floor((uint32() / 0x1_0000_0000) * limit)
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('cannot pick from an empty list')
    return list[below(list.length)] as T
  }
  const shuffle = <T>(list: readonly T[]): T[] => {
    const copy = [...list]
    for (let last = copy.length - 1; last > 0; last -= 1) {
      const other = below(last + 1)
      const moved = copy[last] as T
      copy[last] = copy[other] as T
      copy[other] = moved
    }
    return copy
  }

  return {
    uint32,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => uint32() / 0x1_0000_0000 < probability,
    pick,
    shuffle,
  }
}
