import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { pdqDistance, pdqFromHex, pdqToHex } from './pdq-hash.ts'
import { pdqFromLuma } from './pdq.ts'

interface Vector {
  rows: number
  cols: number
  a: number
  b: number
  p1: number
  p2: number
  p3: number
  hash: string
  quality: number
  dihedral: string[]
}

const fixture = JSON.parse(
  readFileSync(new URL('../src/fixtures/pdq-synthetic-luma.json', import.meta.url), 'utf8'),
) as { vectors: Vector[] }

/** The rasters are defined by a formula, which the file states. */
function lumaOf({ rows, cols, a, b, p1, p2, p3 }: Vector): Float32Array {
  return Float32Array.from({ length: rows * cols }, (_, at) => {
    const [r, c] = [Math.floor(at / cols), at % cols]
    return Math.floor((wave(a * r + c, p1) + wave(r + b * c, p2) + wave(Math.floor((r * c) / 16) + r, p3)) / 3)
  })
}

function wave(x: number, period: number): number {
  return Math.floor((Math.abs(2 * (x % period) - period) * 255) / period)
}

for (const vector of fixture.vectors) {
  test(`C1 PDQ of a ${vector.rows} x ${vector.cols} raster is the reference's, bit by bit`, () => {
    const luma = lumaOf(vector)
    const before = luma.slice()
    const pdq = pdqFromLuma(luma, vector.rows, vector.cols)
    assert.equal(pdqToHex(pdq.hash), vector.hash)
    assert.equal(pdq.quality, vector.quality)
    assert.deepEqual(pdq.dihedral().map(pdqToHex), vector.dihedral)
    assert.deepEqual(luma, before)
  })
}

test('C1 a raster hashed after another, larger or smaller, gives the same bits as alone', () => {
  const alone = fixture.vectors.map((vector) => vector.hash)
  const reversed = fixture.vectors.toReversed().map((vector) => {
    return pdqToHex(pdqFromLuma(lumaOf(vector), vector.rows, vector.cols).hash)
  })
  assert.deepEqual(reversed.toReversed(), alone)
})

test('C2 a hash is written as 64 lower-case digits and read back in either case', () => {
  const hex = fixture.vectors[0]!.hash
  assert.equal(pdqToHex(pdqFromHex(hex.toUpperCase())), hex)
  for (const malformed of ['', hex.slice(1), `${hex}0`, `${hex.slice(1)}g`, ` ${hex.slice(1)}`, `${hex}\n`]) {
    assert.throws(() => pdqFromHex(malformed), { code: 'HASH_MALFORMED' })
  }
})

test('C2 the distance of two hashes is the number of bits that differ', () => {
  const hash = pdqFromHex(fixture.vectors[0]!.hash)
  assert.equal(pdqDistance(hash, hash), 0)
  assert.equal(
    pdqDistance(
      hash,
      hash.map((byte) => ~byte),
    ),
    256,
  )
  for (const bit of [0, 7, 8, 100, 255]) {
    const other = hash.slice()
    other[bit >> 3]! ^= 1 << (bit & 7)
    assert.equal(pdqDistance(hash, other), 1)
  }
})
