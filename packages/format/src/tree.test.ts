import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromBase64, fromHex, toBase64, toHex, u64ToBytes } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { entriesPath, tileNodes, tilePath, tilesBetween } from './tile.ts'
import { verifyConsistency, verifyInclusion } from './tree-verify.ts'
import { completedNodes, consistencyProof, inclusionProof, leafHash, rootAt, treeReader, treeRoot } from './tree.ts'

// Leaves, roots and node hashes: transparency-dev/merkle, testonly/constants.go, at 417fb0c.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const NODES = [
  [1, 2, '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a'],
  [1, 3, 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0'],
  [2, 1, '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'],
] as const

const hashes = LEAVES.map((leaf) => leafHash(fromHex(leaf)))
const reader = treeReader(hashes)

const manyHashes = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => leafHash(u64ToBytes(index)))
const many = manyHashes(300)
const manyReader = treeReader(many)

const flip = (bytes: Uint8Array, place: number): Uint8Array =>
  bytes.map((byte, index) => (index === place >> 3 ? byte ^ (1 << (place & 7)) : byte))

const refuses = (work: () => unknown): void => {
  assert.throws(work, (error) => error instanceof FormatError && error.code === 'TREE_INVALID')
}

test('T1 roots of the reference leaves, sizes 0 to 8', () => {
  for (const [size, root] of ROOTS.entries()) {
    assert.equal(toHex(treeRoot(hashes.slice(0, size))), root)
    assert.equal(toHex(rootAt(size, reader)), root)
  }
})

test('T2 nodes that appending completes are those of the reference', () => {
  const stored = new Map<string, string>()
  for (const [size, leaf] of hashes.entries()) {
    for (const { level, index, hash } of completedNodes(size, leaf, (atLevel, at) =>
      fromHex(stored.get(`${atLevel}/${at}`) ?? ''),
    )) {
      stored.set(`${level}/${index}`, toHex(hash))
    }
  }
  assert.equal(stored.size, 15)
  for (const [level, index, hash] of NODES) {
    assert.equal(stored.get(`${level}/${index}`), hash)
  }
  assert.equal(stored.get('3/0'), ROOTS[8])
})

// transparency-dev/merkle, testdata/inclusion/*/happy-path.json, at 417fb0c: leaf, size, path.
const INCLUSION: [number, number, string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      'lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=',
      'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
      'a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=',
    ],
  ],
  [
    5,
    8,
    [
      'vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=',
      'yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=',
      '037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=',
    ],
  ],
  [2, 3, ['+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=']],
  [
    1,
    5,
    [
      'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=',
      'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
      'vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=',
    ],
  ],
]

test('T3 inclusion proofs are those of the reference, and verify', () => {
  for (const [index, size, proof] of INCLUSION) {
    assert.deepEqual(inclusionProof(index, size, reader).map(toBase64), proof)
    const leaf = hashes[index] ?? new Uint8Array()
    const root = fromHex(ROOTS[size] ?? '')
    assert.ok(
      verifyInclusion({ index: BigInt(index), size: BigInt(size), leafHash: leaf, proof: proof.map(fromBase64), root }),
    )
  }
})

// The same, testdata/consistency/*/happy-path.json: old size, new size, path.
const CONSISTENCY: [number, number, string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      'lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=',
      'Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=',
      'a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=',
    ],
  ],
  [
    6,
    8,
    [
      'DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=',
      'yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=',
      '037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=',
    ],
  ],
  [2, 5, ['Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=', 'vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=']],
  [
    6,
    7,
    [
      'DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=',
      'sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=',
      '037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=',
    ],
  ],
]

test('T4 consistency proofs are those of the reference, and verify', () => {
  for (const [oldSize, newSize, proof] of CONSISTENCY) {
    assert.deepEqual(consistencyProof(oldSize, newSize, reader).map(toBase64), proof)
    const [oldRoot, newRoot] = [fromHex(ROOTS[oldSize] ?? ''), fromHex(ROOTS[newSize] ?? '')]
    assert.ok(
      verifyConsistency({
        oldSize: BigInt(oldSize),
        newSize: BigInt(newSize),
        oldRoot,
        newRoot,
        proof: proof.map(fromBase64),
      }),
    )
  }
})

const sizeAndIndex = fc
  .integer({ min: 1, max: 300 })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })))

test('T3 every inclusion proof verifies; one changed bit or number and it does not', () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat({ max: 255 }), fc.nat(), ([size, index], bit, pick) => {
      const proof = inclusionProof(index, size, manyReader)
      const claim = {
        index: BigInt(index),
        size: BigInt(size),
        leafHash: many[index] ?? new Uint8Array(),
        proof,
        root: rootAt(size, manyReader),
      }
      assert.ok(verifyInclusion(claim))
      assert.ok(!verifyInclusion({ ...claim, leafHash: flip(claim.leafHash, bit) }))
      assert.ok(!verifyInclusion({ ...claim, root: flip(claim.root, bit) }))
      assert.ok(!verifyInclusion({ ...claim, index: claim.index + 1n }))
      assert.ok(!verifyInclusion({ ...claim, index: claim.index ^ (1n << BigInt(bit % 64)) }))
      assert.ok(!verifyInclusion({ ...claim, index: -1n }))
      assert.ok(!verifyInclusion({ ...claim, proof: [...proof, claim.root] }))
      assert.ok(!verifyInclusion({ ...claim, proof: [claim.leafHash, ...proof] }))
      if (proof.length > 0) {
        const changed = pick % proof.length
        assert.ok(
          !verifyInclusion({ ...claim, proof: proof.map((hash, at) => (at === changed ? flip(hash, bit) : hash)) }),
        )
        assert.ok(!verifyInclusion({ ...claim, proof: proof.slice(1) }))
        assert.ok(!verifyInclusion({ ...claim, proof: proof.slice(0, -1) }))
      }
    }),
  )
})

test('T4 every consistency proof verifies; one changed bit or number and it does not', () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat({ max: 255 }), fc.nat(), ([newSize, before], bit, pick) => {
      const oldSize = before + 1
      const proof = consistencyProof(oldSize, newSize, manyReader)
      const [oldRoot, newRoot] = [rootAt(oldSize, manyReader), rootAt(newSize, manyReader)]
      const claim = { oldSize: BigInt(oldSize), newSize: BigInt(newSize), oldRoot, newRoot, proof }
      assert.ok(verifyConsistency(claim))
      assert.ok(!verifyConsistency({ ...claim, oldRoot: flip(oldRoot, bit) }))
      assert.ok(!verifyConsistency({ ...claim, newRoot: flip(newRoot, bit) }))
      assert.ok(!verifyConsistency({ ...claim, oldSize: 0n }))
      assert.ok(!verifyConsistency({ ...claim, oldSize: claim.newSize + 1n }))
      assert.ok(!verifyConsistency({ ...claim, proof: [...proof, oldRoot] }))
      if (proof.length > 0) {
        const changed = pick % proof.length
        assert.ok(
          !verifyConsistency({ ...claim, proof: proof.map((hash, at) => (at === changed ? flip(hash, bit) : hash)) }),
        )
        assert.ok(!verifyConsistency({ ...claim, proof: proof.slice(1) }))
        assert.ok(!verifyConsistency({ ...claim, oldRoot: newRoot, newRoot: oldRoot }))
      }
    }),
  )
})

test('T5 indices and sizes of 64 bits are refused without loss of precision', () => {
  const claim = { leafHash: hashes[0] ?? new Uint8Array(), root: fromHex(ROOTS[1] ?? ''), proof: [] }
  assert.ok(verifyInclusion({ ...claim, index: 0n, size: 1n }))
  assert.ok(!verifyInclusion({ ...claim, index: 2n ** 64n - 1n, size: 2n ** 64n - 1n }))
  assert.ok(!verifyInclusion({ ...claim, index: 2n ** 64n - 2n, size: 2n ** 64n - 1n }))
  assert.ok(!verifyInclusion({ ...claim, index: 0n, size: 1n, root: new Uint8Array(31) }))
})

test('T2 what no tree has is an error, not a wrong answer', () => {
  for (const work of [
    () => inclusionProof(8, 8, reader),
    () => inclusionProof(-1, 8, reader),
    () => consistencyProof(0, 8, reader),
    () => consistencyProof(5, 4, reader),
    () => rootAt(-1, reader),
    () => rootAt(1.5, reader),
    () => rootAt(9, reader),
  ]) {
    refuses(work)
  }
})

test('T7 tile names: the examples of c2sp.org/tlog-tiles', () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067')
  assert.equal(tilePath({ level: 1, index: 1, width: 17 }), 'tile/1/001.p/17')
  assert.equal(tilePath({ level: 2, index: 0, width: 1 }), 'tile/2/000.p/1')
  assert.equal(entriesPath(1000, 256), 'tile/entries/x001/000')
  assert.equal(entriesPath(273, 112), 'tile/entries/273.p/112')
})

test('T7 a tree of 70,000 has the tiles that c2sp.org/tlog-tiles counts', () => {
  const tiles = tilesBetween(0, 70_000)
  const partial = tiles.filter(({ width }) => width < 256)
  assert.equal(tiles.filter(({ level, width }) => level === 0 && width === 256).length, 273)
  assert.equal(tiles.filter(({ level, width }) => level === 1 && width === 256).length, 1)
  assert.deepEqual(partial, [
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ])
})

test('T7 tiles that arrive step by step are those of the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 5 }), (steps) => {
      const widest = new Map<string, number>()
      let size = 0
      for (const step of steps) {
        for (const { level, index, width } of tilesBetween(size, size + step)) {
          assert.ok(width > (widest.get(`${level}/${index}`) ?? 0))
          widest.set(`${level}/${index}`, width)
        }
        size += step
      }
      const whole = tilesBetween(0, size).map(({ level, index, width }): [string, number] => [
        `${level}/${index}`,
        width,
      ])
      assert.deepEqual(widest, new Map(whole))
    }),
    { numRuns: 40 },
  )
})

test('T7 the nodes of a tile stand at every eighth level of the tree', () => {
  assert.deepEqual(tileNodes({ level: 1, index: 2, width: 2 }), [
    { level: 8, index: 512 },
    { level: 8, index: 513 },
  ])
  refuses(() => tilePath({ level: 64, index: 0, width: 1 }))
  refuses(() => tilePath({ level: 0, index: 0, width: 0 }))
  refuses(() => entriesPath(-1, 256))
})
