import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pdqDistance } from './pdq-hash.ts'
import { buildPhotoIndex } from './photo-index.ts'

/** Hashes that look random and are the same in every run. */
function hashesOf(seed: number, count: number): Uint8Array {
  const words = new Uint32Array(count * 8)
  let state = seed
  for (let at = 0; at < words.length; at++) {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    words[at] = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ (mixed >>> 14)
  }
  return new Uint8Array(words.buffer)
}

/** A copy with these bits flipped. */
function flipped(hash: Uint8Array, bits: Iterable<number>): Uint8Array {
  const other = Uint8Array.from(hash)
  for (const bit of bits) other[bit >> 3]! ^= 1 << (bit & 7)
  return other
}

/** What a search must give, measured hash by hash. */
function byMeasuring(hashes: Uint8Array, query: Uint8Array, maxDistance: number) {
  return Array.from({ length: hashes.length / 32 }, (_, index) => {
    return { index, distance: pdqDistance(hashes.subarray(index * 32, index * 32 + 32), query), variant: 0 }
  })
    .filter(({ distance }) => distance <= maxDistance)
    .toSorted((a, b) => a.distance - b.distance || a.index - b.index)
}

const someBits = (count: number) => fc.uniqueArray(fc.nat({ max: 255 }), { minLength: count, maxLength: count })

test('C10 a search finds exactly the hashes within the distance, by tables', () => {
  const planted = fc.integer({ min: 0, max: 40 }).chain((distance) => someBits(distance))
  const hashes = hashesOf(1, 6000)
  fc.assert(
    fc.property(fc.nat(5999), fc.array(planted, { minLength: 1, maxLength: 5 }), (at, flips) => {
      const query = hashes.slice(at * 32, at * 32 + 32)
      const all = Buffer.concat([hashes, ...flips.map((bits) => flipped(query, bits))])
      assert.deepEqual(buildPhotoIndex(all).search(query), byMeasuring(all, query, 31))
    }),
    { numRuns: 20 },
  )
})

test('C10 neighbours at every distance from 0 to 40 are found if and only if they are within it', () => {
  fc.assert(
    fc.property(someBits(40), fc.nat({ max: 47 }), (bits, maxDistance) => {
      const query = hashesOf(2, 1)
      const near = Array.from({ length: 41 }, (_, distance) => flipped(query, bits.slice(0, distance)))
      const index = buildPhotoIndex(Buffer.concat([hashesOf(3, 5000), ...near]))
      assert.deepEqual(
        index.search(query, maxDistance).map((match) => match.index - 5000),
        Array.from({ length: Math.min(40, maxDistance) + 1 }, (_, distance) => distance),
      )
    }),
    { numRuns: 15 },
  )
})

test('C10 bits that are spread so that every slot differs twice but one are still found at 31, and not at 32', () => {
  const query = hashesOf(4, 1)
  const spread = Array.from({ length: 32 }, (_, n) => (n % 16) * 16 + (n < 16 ? 3 : 12))
  for (let spared = 0; spared < 32; spared++) {
    const at31 = flipped(query, spread.toSpliced(spared, 1))
    const at32 = flipped(query, spread)
    const index = buildPhotoIndex(Buffer.concat([hashesOf(5, 5000), at31, at32]))
    assert.deepEqual(index.search(query), [{ index: 5000, distance: 31, variant: 0 }])
    assert.equal(index.search(query, 32).length, 2)
  }
})

test('C10 any distance from 0 to 256 gives what measuring gives, with and without tables', () => {
  for (const count of [0, 1, 300, 5000]) {
    const hashes = hashesOf(6, count)
    const query = hashesOf(6, 1)
    const index = buildPhotoIndex(hashes)
    for (const maxDistance of [0, 1, 15, 16, 31, 32, 47, 48, 100, 128, 256]) {
      assert.deepEqual(index.search(query, maxDistance), byMeasuring(hashes, query, maxDistance))
    }
  }
})

test('C10 thousands of equal hashes are all found', () => {
  const blank = new Uint8Array(20_000 * 32)
  assert.equal(buildPhotoIndex(blank).search(new Uint8Array(32)).length, 20_000)
})

test('C11 hashes that are added later are found, however many and in whatever pieces', () => {
  const hashes = hashesOf(7, 12_000)
  const index = buildPhotoIndex(hashes.subarray(0, 5000 * 32))
  const query = hashes.slice(0, 32)
  let added = 5000
  for (const pieces of [1, 1, 10, 100, 5000, 1, 1887]) {
    index.search(query)
    assert.equal(index.add(hashes.subarray(added * 32, (added + pieces) * 32)), added)
    added += pieces
    assert.equal(index.size(), added)
    for (const at of [0, 4999, 5000, added - 1]) {
      const found = index.search(flipped(hashes.subarray(at * 32, at * 32 + 32), [1, 60, 200]))
      assert.deepEqual(found, [{ index: at, distance: 3, variant: 0 }])
    }
  }
  assert.equal(added, 12_000)
})

test('C11 a removed hash is not found again, and the others keep their numbers', () => {
  const hashes = hashesOf(8, 6000)
  const index = buildPhotoIndex(hashes)
  const [tabled, tail] = [hashes.slice(32, 64), hashesOf(9, 1)]
  index.search(tabled)
  index.add(tail)
  assert.equal(index.search(tabled).length + index.search(tail).length, 2)
  index.remove(1)
  index.remove(6000)
  index.add(hashesOf(10, 6000))
  assert.deepEqual([index.search(tabled), index.search(tail)], [[], []])
  assert.deepEqual(index.search(hashes.subarray(64, 96)), [{ index: 2, distance: 0, variant: 0 }])
})

test('C12 several hashes of one photo are searched at once; a match is reported once, with the nearest', () => {
  const hashes = hashesOf(11, 5000)
  const query = Buffer.concat([
    hashesOf(12, 1),
    flipped(hashes.subarray(0, 32), [5, 6, 7]),
    flipped(hashes.subarray(0, 32), [5, 6]),
    flipped(hashes.subarray(320, 352), [9]),
  ])
  assert.deepEqual(buildPhotoIndex(hashes).search(query), [
    { index: 10, distance: 1, variant: 3 },
    { index: 0, distance: 2, variant: 2 },
  ])
})

test('C12 bytes that are not whole hashes are refused', () => {
  assert.throws(() => buildPhotoIndex(new Uint8Array(33)), { code: 'HASH_MALFORMED' })
  const index = buildPhotoIndex()
  assert.throws(() => index.add(new Uint8Array(31)), { code: 'HASH_MALFORMED' })
  assert.throws(() => index.search(new Uint8Array(31)), { code: 'HASH_MALFORMED' })
  assert.deepEqual([index.search(new Uint8Array(32)), index.size()], [[], 0])
})
