import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { tentTo64 } from './pdq-filter.ts'

/** The same filter as its definition reads: the mean of the pixels around each, in 64 bits, one axis at a time. */
function tentByDefinition(luma: number[][]): number[] {
  const once = turned(meanAlongRows(turned(meanAlongRows(luma))))
  const twice = turned(meanAlongRows(turned(meanAlongRows(once))))
  return Array.from({ length: 64 * 64 }, (_, at) => {
    return twice[centre(Math.floor(at / 64), twice.length)]![centre(at % 64, twice[0]!.length)]!
  })
}

function meanAlongRows(raster: number[][]): number[][] {
  return raster.map((row) => {
    const window = Math.floor((row.length + 127) / 128)
    const after = Math.floor(window / 2)
    return row.map((_, i) => {
      const around = row.slice(Math.max(0, i + after - window + 1), i + after + 1)
      return around.reduce((sum, value) => sum + value, 0) / around.length
    })
  })
}

function turned(raster: number[][]): number[][] {
  return raster[0]!.map((_, col) => raster.map((row) => row[col]!))
}

function centre(i: number, length: number): number {
  return Math.floor(((i + 0.5) * length) / 64)
}

test('C1 the tent filter is two running means along each axis, for rasters of any shape', () => {
  const side = fc.oneof(fc.integer({ min: 5, max: 300 }), fc.constantFrom(5, 63, 65, 127, 128, 129, 256, 257))
  fc.assert(
    fc.property(side, side, fc.integer(), (rows, cols, seed) => {
      if (rows === 64 && cols === 64) return
      const value = (at: number): number => Math.imul(at + seed, 0x9e3779b1) >>> 24
      const luma = Float32Array.from({ length: rows * cols }, (_, at) => value(at))
      const expected = tentByDefinition(
        Array.from({ length: rows }, (_, row) => [...luma.subarray(row * cols, (row + 1) * cols)]),
      )
      const filtered = tentTo64(luma, rows, cols)
      for (const [at, mean] of expected.entries()) assert.ok(Math.abs(filtered[at]! - mean) < 0.01)
    }),
    { numRuns: 60 },
  )
})
