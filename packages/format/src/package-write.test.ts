import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bagInfoText, bagitText, manifestText } from './bagit.ts'
import { collectBytes, memorySource } from './byte-source.ts'
import { fromUtf8, toHex, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import { FormatError } from './format-error.ts'
import { createItemProver, itemLeafHash, itemsRootHex, verifyItemProof } from './item-tree.ts'
import { verifyNote } from './note.ts'
import { packageFolder, parseEntryRef, parseProofPath, payloadPath, payloadSha256, proofPath } from './package-paths.ts'
import { formatPackageSeal, parsePackageSeal } from './package-seal.ts'
import { writePackage } from './package-write.ts'
import type { PackageFile } from './package-write.ts'
import { deviceLog } from './device-log.ts'
import { signNote } from './note.ts'
import { leafHash } from './tree.ts'
import { readStoredZip } from './zip-read.ts'
import { ed25519PublicKey, sha256 } from '#primitives'

const seed = sha256(utf8('device'))
const { vkey, origin } = deviceLog(ed25519PublicKey(seed))
const sign = (text: string): string => signNote(text, { name: origin, seed })

const file = (path: string, text: string): PackageFile => ({ path, open: () => [utf8(text)] })
const textPath = (text: string): string => payloadPath(toHex(sha256(utf8(text))), 'text/plain')
const write = (files: readonly PackageFile[], packageId = 'package-1'): Promise<Uint8Array> =>
  collectBytes(writePackage({ vaultId: 'vault-1', packageId, files, sign }))

const membersOf = async (zip: Uint8Array): Promise<Map<string, string>> => {
  const { entries, faults } = await readStoredZip(memorySource(zip))
  assert.deepEqual(faults, [])
  return new Map(
    entries.map(({ name, dataOffset, size }) => [name, fromUtf8(zip.subarray(dataOffset, dataOffset + size))]),
  )
}

const rejects = async (work: Promise<unknown>, code: string): Promise<void> => {
  await assert.rejects(work, (error) => error instanceof FormatError && error.code === code)
}

test('P4 the BagIt texts, typed by hand', () => {
  const files = [
    { path: 'data/b', sha256Hex: 'bb', size: 5 },
    { path: 'data/a', sha256Hex: 'aa', size: 10 },
  ]
  assert.equal(fromUtf8(bagitText()), 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
  assert.equal(fromUtf8(manifestText(files)), 'aa  data/a\nbb  data/b\n')
  assert.equal(
    fromUtf8(bagInfoText('v', 'p', files)),
    'Bag-Software-Agent: Homeward\nExternal-Identifier: v/p\nPayload-Oxum: 15.2\n',
  )
})

test('P1 P2 Z4 a package holds its files in one folder, sorted, with texts and seal', async () => {
  const members = await membersOf(await write([file('records.json', '{}'), file(textPath('one'), 'one')]))
  const folder = 'homeward-package-1'
  assert.deepEqual(
    [...members.keys()],
    [
      `${folder}/bag-info.txt`,
      `${folder}/bagit.txt`,
      `${folder}/${textPath('one')}`,
      `${folder}/manifest-sha256.txt`,
      `${folder}/package.note`,
      `${folder}/records.json`,
      `${folder}/tagmanifest-sha256.txt`,
    ],
  )
  const tagManifest = members.get(`${folder}/tagmanifest-sha256.txt`) ?? ''
  assert.deepEqual(
    tagManifest.split('\n').map((line) => line.slice(66)),
    ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'records.json', ''],
  )
  const { text } = verifyNote(members.get(`${folder}/package.note`) ?? '', [vkey])
  assert.deepEqual(parsePackageSeal(text), {
    vaultId: 'vault-1',
    packageId: 'package-1',
    tagManifestSha256: sha256(utf8(tagManifest)),
  })
})

test('P15 the same content gives the same bytes', async () => {
  const files = [file('records.json', '{}'), file(textPath('one'), 'one')]
  assert.equal(toHex(sha256(await write(files))), toHex(sha256(await write(files.toReversed()))))
})

test('P2 a payload file whose bytes are not those of its name is refused', () =>
  rejects(write([file(textPath('one'), 'two')]), 'PACKAGE_INVALID'))

test('P2 a name that is there twice is refused', () =>
  rejects(write([file('records.json', '{}'), file('records.json', '{}')]), 'PACKAGE_INVALID'))

test('P1 a package ID that cannot be a folder name is refused', () => rejects(write([], '../x'), 'PACKAGE_INVALID'))

test('P2 a file that changes between the two readings is refused', () => {
  let reading = 0
  const changing = {
    path: 'index.html',
    open: () => {
      reading += 1
      return [utf8(`reading ${reading}`)]
    },
  }
  return rejects(write([changing]), 'ZIP_INVALID')
})

test('P2 names: payload, proofs, refs', () => {
  const hex = 'ab'.repeat(32)
  assert.equal(payloadPath(hex, 'image/jpeg'), `data/${hex}.jpg`)
  assert.equal(payloadPath(hex, 'application/x-unheard-of'), `data/${hex}.bin`)
  assert.equal(payloadPath(hex, 'constructor'), `data/${hex}.bin`)
  assert.equal(payloadSha256(`data/${hex}.jpg`), hex)
  assert.equal(proofPath({ logHex: hex, index: 12 }), `proofs/${hex}/12`)
  assert.deepEqual(parseProofPath(`proofs/${hex}/12.tlog-proof`), { logHex: hex, index: 12, suffix: '.tlog-proof' })
  assert.deepEqual(parseEntryRef(`${hex}:0`), { logHex: hex, index: 0 })
  for (const path of [`data/${hex}`, `data/${hex}.JPG`, `data/../${hex}.jpg`, `Data/${hex}.jpg`, `data/${hex}.jpg/x`]) {
    assert.equal(payloadSha256(path), null)
  }
  for (const path of [`proofs/${hex}/012.key`, `proofs/${hex}/1.txt`, `proofs/${hex}/-1.key`, `proofs/1.key`]) {
    assert.equal(parseProofPath(path), null)
  }
  for (const ref of [hex, `${hex}:`, `${hex}:01`, `${hex}:1 `, `x:${hex}:1`]) {
    assert.equal(parseEntryRef(ref), null)
  }
  assert.throws(() => packageFolder('A b'), FormatError)
})

test('P6 malformed seals are refused', () => {
  const good = formatPackageSeal({ vaultId: 'v', packageId: 'p', tagManifestSha256: seed })
  assert.equal(parsePackageSeal(good).vaultId, 'v')
  for (const text of [
    '',
    good.replace('/1', '/2'),
    good.replace('v\n', '\n'),
    good.slice(0, -1),
    `${good}more\n`,
    good.replace('=', ''),
  ]) {
    assert.throws(
      () => parsePackageSeal(text),
      (error) => error instanceof FormatError && error.code === 'PACKAGE_INVALID',
    )
  }
})

test('P8 an item is proven by its record, its place and the root, and by nothing near them', () => {
  const records = Array.from({ length: 7 }, (_, index) => ({ index, path: `${index}.txt`, salt: `salt ${index}` }))
  const prove = createItemProver(records)
  const root = itemsRootHex(records)
  for (const [index, record] of records.entries()) {
    const claim = { record, index, itemsCount: 7, itemsRootHex: root, proofB64: prove(index) }
    assert.equal(verifyItemProof(claim), true)
    assert.equal(verifyItemProof({ ...claim, record: { ...record, path: 'other' } }), false)
    assert.equal(verifyItemProof({ ...claim, index: index + 1 }), false)
    // The last leaf's path is shorter than others, so the count matters there.
    assert.equal(verifyItemProof({ ...claim, itemsCount: 9 }), false)
    assert.equal(verifyItemProof({ ...claim, itemsRootHex: root.toUpperCase() }), false)
    assert.equal(verifyItemProof({ ...claim, proofB64: ['?'] }), false)
  }
  assert.deepEqual(itemLeafHash(records[0]), leafHash(canonicalJson(records[0])))
})
