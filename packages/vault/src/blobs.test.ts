import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { Database } from '@signalapp/sqlcipher'
import fc from 'fast-check'

import { formatAgeIdentity, sha256, toHex } from '@homeward/format'
import type { SealedBlob } from './blob-commit.ts'
import type { BlobReader } from './blob-reader.ts'
import { INLINE_MAX_BYTES } from './blob-writer.ts'
import { deriveCompartmentKeys } from './compartment.ts'
import { identityFromSeed } from './identity.ts'
import { openKeysEntry } from './keys-entry.ts'
import { readKeyFiles, unwrapByPassphrase } from './key-file.ts'
import {
  PASSPHRASE,
  allFiles,
  collect,
  freshVault,
  makeVault,
  patternBytes,
  testDir,
  unlock,
  withCode,
} from './test-vault.ts'
import { readVaultFile } from './vault-file.ts'
import type { Vault } from './vault.ts'

const SIZES = [0, 1, 15, 4096, 32_000, 32_768, 65_535, 65_536, 65_537, 131_072, 262_144, 262_145, 1_000_000, 5_000_001]

async function* inPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  // The same memory for every piece, as a reader of files does.
  const piece = new Uint8Array(pieceBytes)
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const part = bytes.subarray(start, start + pieceBytes)
    piece.set(part)
    yield piece.subarray(0, part.length)
    await Promise.resolve()
  }
}

async function* failing(size: number): AsyncGenerator<Uint8Array> {
  yield* inPieces(patternBytes(size), 100_000)
  throw new Error('the archive is cut off')
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy[at]! ^= 1
  return copy
}

const blobFile = (vault: Vault, blob: string): string => join(vault.dir, 'blobs', blob.slice(0, 2), `${blob}.age`)

/** The keys of the evidence compartment, read out of the closed vault as the specification says. */
const evidenceKeys = async (dir: string): Promise<ReturnType<typeof deriveCompartmentKeys>> => {
  const [file] = readKeyFiles(dir, readVaultFile(dir))
  assert.ok(file)
  const seed = await unwrapByPassphrase(file, PASSPHRASE)
  assert.ok(seed)
  const db = new Database(join(dir, 'vault.db'))
  // The keys of roster, registry and evidence come in this order.
  const keysEntry = "SELECT bytes FROM entry WHERE substr(bytes, 2, 1) = x'01' ORDER BY position LIMIT 1 OFFSET 2"
  const entry = db.prepare(keysEntry, { pluck: true }).get([]) as Uint8Array
  db.close()
  const opened = openKeysEntry(new Uint8Array(entry), identityFromSeed(seed).ageSecret)
  assert.ok(opened)
  return deriveCompartmentKeys(opened.key)
}

test('B1 the age command opens every blob with the identity of its compartment', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const vault = await unlock(t, dir)
  const contents = SIZES.map((size) => patternBytes(size, size + 1))
  const sealed: SealedBlob[] = []
  for (const content of contents) {
    sealed.push(await vault.sealBytes('evidence', content))
  }
  vault.close()
  if (spawnSync('age', ['--version']).error !== undefined) {
    t.skip('The age command is not installed (Debian: apt install age), so no outside program opened a blob.')
    return
  }
  const identityPath = join(testDir(t), 'identity.txt')
  writeFileSync(identityPath, `${formatAgeIdentity((await evidenceKeys(dir)).blobSecret)}\n`)
  const db = new Database(join(dir, 'vault.db'))
  for (const [place, { blob }] of sealed.entries()) {
    const inline = db
      .prepare('SELECT bytes FROM blob WHERE id = ?', { pluck: true })
      .get([new Uint8Array(Buffer.from(blob, 'hex'))])
    const input = inline instanceof Uint8Array ? inline : readFileSync(blobFile(vault, blob))
    const { status, stdout } = spawnSync('age', ['-d', '-i', identityPath], { input, maxBuffer: 10_000_000 })
    assert.equal(status, 0)
    assert.equal(Buffer.compare(stdout, contents[place]!), 0)
  }
  db.close()
})

test('B2 a blob id is HMAC-SHA-256 of the content hash under the key of the compartment', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const vault = await unlock(t, dir)
  const content = patternBytes(100_000)
  const sealed = await vault.sealBytes('evidence', content)
  vault.close()
  const digest = sha256(content)
  assert.equal(sealed.sha256, toHex(digest))
  const { blobIdKey } = await evidenceKeys(dir)
  assert.equal(sealed.blob, createHmac('sha256', blobIdKey).update(digest).digest('hex'))
})

test('B2 equal content is stored once in a compartment, and cannot be recognised across compartments', async (t) => {
  const vault = await freshVault(t)
  for (const content of [patternBytes(500), patternBytes(90_000), patternBytes(400_000)]) {
    const first = await vault.sealBytes('evidence', content)
    const again = await vault.sealStream('evidence', inPieces(content, 1000))
    const elsewhere = await vault.sealBytes('testimony', content)
    assert.deepEqual(again, { ...first, duplicate: true })
    assert.equal(first.duplicate, false)
    assert.equal(elsewhere.duplicate, false)
    assert.notEqual(elsewhere.blob, first.blob)
    assert.equal(elsewhere.sha256, first.sha256)
  }
  assert.equal([...vault.blobs()].length, 6)
  assert.deepEqual(readdirSync(join(vault.dir, 'blobs', 'tmp')), ['sealing'])
})

test('B2 the same content sealed ten times at once becomes one blob', async (t) => {
  const vault = await freshVault(t)
  const content = patternBytes(300_000)
  const sealed = await Promise.all(
    Array.from({ length: 10 }, () => vault.sealStream('evidence', inPieces(content, 65_536))),
  )
  assert.equal(sealed.filter(({ duplicate }) => !duplicate).length, 1)
  assert.equal(new Set(sealed.map(({ blob }) => blob)).size, 1)
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
})

test('B4 small blobs are in vault.db, larger ones are files; both read the same', async (t) => {
  const vault = await freshVault(t)
  const small = await vault.sealBytes('evidence', patternBytes(1000))
  const large = await vault.sealBytes('evidence', patternBytes(INLINE_MAX_BYTES))
  assert.equal(existsSync(blobFile(vault, small.blob)), false)
  assert.equal(existsSync(blobFile(vault, large.blob)), true)
  const listed = new Map([...vault.blobs()].map(({ blob, compartment }) => [blob, compartment]))
  assert.deepEqual(listed, new Map([small, large].map(({ blob }) => [blob, 'evidence'])))
})

test('B5 blob files all have the same time', async (t) => {
  const vault = await freshVault(t)
  for (const size of [40_000, 600_000]) {
    const { blob } = await vault.sealStream('evidence', inPieces(patternBytes(size), 70_000))
    const stats = statSync(blobFile(vault, blob))
    assert.deepEqual([stats.mtimeMs, stats.atimeMs], [0, 0])
  }
})

test('B12 any range of any blob reads as the content has it', async (t) => {
  const vault = await freshVault(t)
  const contents = SIZES.map((size) => patternBytes(size, size + 7))
  const readers: BlobReader[] = []
  for (const content of contents) {
    const { blob } = await vault.sealStream('evidence', inPieces(content, 50_000))
    readers.push(await vault.openBlob('evidence', blob))
  }
  for (const [place, reader] of readers.entries()) {
    assert.equal(reader.size, contents[place]!.length)
    assert.deepEqual(await collect(reader.stream()), contents[place])
  }
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: SIZES.length - 1 }), fc.nat(), fc.nat(), async (which, one, two) => {
      const content = contents[which]!
      const [start, end] = [one % (content.length + 1), two % (content.length + 1)].toSorted(
        (left, right) => left - right,
      )
      const range = content.subarray(start, end)
      assert.deepEqual(await readers[which]!.read(start!, end! - start!), range)
      assert.deepEqual(await collect(readers[which]!.stream(start, end)), Uint8Array.from(range))
    }),
    { numRuns: 60 },
  )
  await assert.rejects(readers[0]!.read(0, 1), RangeError)
  await assert.rejects(readers[5]!.read(-1, 1), RangeError)
})

test('B12 a damaged, cut, longer or missing blob is a fault that names it, and gives no wrong bytes', async (t) => {
  const vault = await freshVault(t)
  const { blob } = await vault.sealBytes('evidence', patternBytes(300_000))
  const path = blobFile(vault, blob)
  const sound = readFileSync(path)
  const damages: [string, Uint8Array][] = [
    ['a flipped bit in the header', flipped(sound, 30)],
    ['a flipped bit in the last chunk', flipped(sound, sound.length - 20)],
    ['cut off', sound.subarray(0, sound.length - 70_000)],
    ['cut off between two chunks', sound.subarray(0, sound.length - (300_000 % 65_536) - 16)],
    ['one byte longer', Buffer.concat([sound, Buffer.of(0)])],
  ]
  const namesIt = (error: unknown): boolean => withCode('BLOB_DAMAGED')(error) && String(error).includes(blob)
  for (const [name, bytes] of damages) {
    writeFileSync(path, bytes)
    await assert.rejects(vault.openBlob('evidence', blob), namesIt, name)
  }
  rmSync(path)
  await assert.rejects(vault.openBlob('evidence', blob), namesIt)
  writeFileSync(path, sound)
  const reader = await vault.openBlob('evidence', blob)
  writeFileSync(path, flipped(sound, 100_000))
  await assert.rejects(reader.read(65_536, 10), namesIt)
  assert.deepEqual(await reader.read(200_000, 1000), patternBytes(300_000).subarray(200_000, 201_000))
})

test('B12 the content of another blob in place of one is found by the deep check', async (t) => {
  const vault = await freshVault(t)
  const [one, two] = [
    await vault.sealBytes('evidence', patternBytes(300_000)),
    await vault.sealBytes('evidence', patternBytes(300_000, 2)),
  ]
  writeFileSync(blobFile(vault, one.blob), readFileSync(blobFile(vault, two.blob)))
  assert.deepEqual((await vault.verify()).faults, [])
  assert.deepEqual((await vault.verify({ deep: true })).faults, [
    { where: `sealed file ${one.blob}`, what: 'The content is not the one that the name stands for.' },
  ])
})

test('B12 a blob of another compartment, or of none, is not found', async (t) => {
  const vault = await freshVault(t)
  const { blob } = await vault.sealBytes('evidence', patternBytes(10))
  for (const [compartment, id] of [
    ['testimony', blob],
    ['evidence', blob.replace(/^./u, (first) => (first === '0' ? '1' : '0'))],
    ['evidence', '../../homeward.json'],
    ['evidence', ''],
    ['evidence', blob.toUpperCase()],
  ] as const) {
    await assert.rejects(vault.openBlob(compartment, id), withCode('BLOB_NOT_FOUND'), id)
  }
})

test('B9 what a source throws passes through, and nothing is left behind', async (t) => {
  const vault = await freshVault(t)
  for (const size of [10, 200_000, 3_000_000]) {
    await assert.rejects(vault.sealStream('evidence', failing(size)), /the archive is cut off/u)
  }
  assert.deepEqual([...vault.blobs()], [])
  await vault.sealBytes('evidence', patternBytes(40_000))
  vault.close()
  assert.deepEqual(
    allFiles(join(vault.dir, 'blobs')).filter(({ path }) => !path.endsWith('.age')),
    [],
  )
})

test('V1 a copy without its empty folders, as some programs make it, opens, seals and keeps indexes', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  rmSync(join(dir, 'blobs'), { recursive: true })
  rmSync(join(dir, 'index'), { recursive: true })
  const vault = await unlock(t, dir)
  const { blob } = await vault.sealBytes('evidence', patternBytes(INLINE_MAX_BYTES + 1))
  assert.deepEqual(await collect((await vault.openBlob('evidence', blob)).stream()), patternBytes(INLINE_MAX_BYTES + 1))
  vault.index('evidence').exec('CREATE TABLE item (id INTEGER PRIMARY KEY) STRICT')
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
  for (const { path, mode } of allFiles(dir)) {
    assert.equal(process.platform === 'win32' ? 0 : mode & 0o077, 0, path)
  }
})
