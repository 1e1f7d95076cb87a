import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createStream } from './stream.ts'

const draw = (seed: number | string, name: string, count: number): number[] => {
  const stream = createStream(seed, name)
  return Array.from({ length: count }, () => stream.uint32())
}

test('TW1 a stream is the same on every machine', () => {
  // Written down once; another machine or version of Node must draw the same numbers.
  assert.deepEqual(draw(1, 'example', 4), [133_422_658, 3_422_930_052, 1_325_411_541, 2_737_658_282])
})

test('TW1 a number and its digits are the same seed', () => {
  assert.deepEqual(draw(42, 'a', 20), draw('42', 'a', 20))
})

test('TW1 streams of different names or seeds differ', () => {
  assert.notDeepEqual(draw(1, 'a', 4), draw(1, 'b', 4))
  assert.notDeepEqual(draw(1, 'a', 4), draw(2, 'a', 4))
  assert.notDeepEqual(draw(1, '1/a', 4), draw(11, '/a', 4))
})

test('TW1 numbers stay in their range and reach both ends', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: -20, max: 20 }), fc.nat(6), (seed, low, width) => {
      const stream = createStream(seed, 'range')
      const seen = new Set(Array.from({ length: 300 }, () => stream.between(low, low + width)))
      return Math.min(...seen) === low && Math.max(...seen) === low + width
    }),
  )
})

test('TW1 shuffling keeps the elements and leaves the list alone', () => {
  const list = [1, 2, 3, 4, 5, 6, 7, 8]
  const shuffled = createStream(1, 'shuffle').shuffle(list)
  assert.deepEqual(list, [1, 2, 3, 4, 5, 6, 7, 8])
  assert.notDeepEqual(shuffled, list)
  assert.deepEqual(
    shuffled.toSorted((a, b) => a - b),
    list,
  )
})

test('TW1 picking from nothing is an error', () => {
  assert.throws(() => createStream(1, 'none').pick([]), RangeError)
})
