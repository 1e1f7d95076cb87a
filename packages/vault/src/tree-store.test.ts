import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import {
  consistencyProof,
  inclusionProof,
  leafHash,
  tilesBetween,
  toHex,
  treeReader,
  treeRoot,
  utf8,
} from '@homeward/format'
import { EMPTY_EDGE, edgeFromTiles, edgeRoot, edgeTiles, growTree, tileCount, tileReader } from './tree-store.ts'
import type { FilledTile, TreeEdge } from './tree-store.ts'

const MOST_LEAVES = 700
const LEAVES = Array.from({ length: MOST_LEAVES }, (_, index) => leafHash(utf8(`leaf ${index}`)))

/** Grows a tree by groups of the given sizes and keeps its tiles as a store would. */
const grow = (groups: readonly number[]): { edge: TreeEdge; tiles: Map<string, FilledTile> } => {
  const tiles = new Map<string, FilledTile>()
  let edge = EMPTY_EDGE
  for (const group of groups) {
    const grown = growTree(edge, LEAVES.slice(edge.size, edge.size + group))
    for (const tile of grown.tiles) {
      tiles.set(`${tile.level}/${tile.index}`, { ...tile, hashes: [...tile.hashes] })
    }
    ;({ edge } = grown)
  }
  return { edge, tiles }
}

const groupsOf = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 12 })

test('V5 the stored tree has the root of RFC 6962 however the leaves were grouped, and as many tiles as tlog-tiles says', () => {
  fc.assert(
    fc.property(groupsOf, (groups) => {
      const { edge, tiles } = grow(groups)
      assert.equal(toHex(edgeRoot(edge)), toHex(treeRoot(LEAVES.slice(0, edge.size))))
      assert.equal(tiles.size, tileCount(edge.size))
      for (const { level, index, width } of tilesBetween(0, edge.size)) {
        assert.equal(tiles.get(`${level}/${index}`)?.hashes.length, width)
      }
    }),
  )
})

test('V5 a tree of 70,000 has the tiles of the specification: 273 full ones and one of 112, one full and one of 17, one of 1', () => {
  assert.deepEqual(
    edgeTiles(70_000).map(({ level, width }) => [level, width]),
    [
      [0, 112],
      [1, 17],
      [2, 1],
    ],
  )
  assert.equal(tileCount(70_000), 274 + 2 + 1)
})

test('V5 the edge that is read back from its tiles goes on like the one that was never written', () => {
  fc.assert(
    fc.property(groupsOf, fc.integer({ min: 1, max: 40 }), (groups, more) => {
      const { edge, tiles } = grow(groups)
      const stored = edgeTiles(edge.size).map(({ level, index }) => tiles.get(`${level}/${index}`)!)
      const read = edgeFromTiles(edge.size, stored)
      assert.equal(toHex(edgeRoot(read)), toHex(edgeRoot(edge)))
      const leaves = LEAVES.slice(0, more)
      assert.equal(toHex(edgeRoot(growTree(read, leaves).edge)), toHex(edgeRoot(growTree(edge, leaves).edge)))
    }),
  )
})

test('V5 proofs read from tiles are those read from the whole tree', () => {
  const whole = treeReader(LEAVES)
  fc.assert(
    fc.property(groupsOf, fc.nat(), fc.nat(), (groups, leaf, old) => {
      const { edge, tiles } = grow(groups)
      fc.pre(edge.size > 0)
      const read = tileReader((level, index) => tiles.get(`${level}/${index}`)?.hashes)
      const index = leaf % edge.size
      assert.deepEqual(inclusionProof(index, edge.size, read), inclusionProof(index, edge.size, whole))
      const oldSize = (old % edge.size) + 1
      assert.deepEqual(consistencyProof(oldSize, edge.size, read), consistencyProof(oldSize, edge.size, whole))
    }),
  )
})

test('V5 growing a tree leaves the edge it grew from as it was', () => {
  const { edge } = grow([300])
  const before = toHex(edgeRoot(edge))
  growTree(edge, LEAVES.slice(300))
  assert.equal(toHex(edgeRoot(edge)), before)
  assert.equal(edge.size, 300)
})
