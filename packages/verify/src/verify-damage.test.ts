import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { collectBytes, concatBytes, crc32, memorySource, readStoredZip, utf8, writeStoredZip } from '@homeward/format'
import { bagOfZip } from './bag.ts'
import { digestFiles } from './check-files.ts'
import { chainParts, sampleChain } from './sample-chain.ts'
import { samplePackage } from './sample-package.ts'
import { verifyPackage } from './verify-package.ts'

const zip = await samplePackage()
const chainZip = await samplePackage(undefined, chainParts(sampleChain()))

const faultsOf = async (bytes: Uint8Array): Promise<{ where: string; what: string }[]> => {
  const { ok, faults } = await verifyPackage(await bagOfZip(memorySource(bytes)))
  assert.equal(ok, faults.length === 0)
  return faults
}

const flipped = (bytes: Uint8Array, place: number, bit: number): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  copy[place] = (copy[place] ?? 0) ^ (1 << bit)
  return copy
}

/** The members of a sample as name and bytes. */
const members = async (of = zip): Promise<{ name: string; bytes: Uint8Array }[]> => {
  const { entries } = await readStoredZip(memorySource(of))
  return entries.map(({ name, dataOffset, size }) => ({ name, bytes: of.subarray(dataOffset, dataOffset + size) }))
}

/** A zip whose own checksums all fit, as somebody makes who knows the format but has no key. */
const zipAgain = (files: readonly { name: string; bytes: Uint8Array }[]): Promise<Uint8Array> =>
  collectBytes(
    writeStoredZip(
      files.map(({ name, bytes }) => ({ name, size: bytes.length, crc32: crc32(bytes), open: () => [bytes] })),
    ),
  )

test('P15 a flipped bit in any byte of the zip is found', async () => {
  for (let place = 0; place < zip.length; place += 1) {
    // The two first steps of `verifyPackage`; it keeps every fault that they find.
    const bag = await bagOfZip(memorySource(flipped(zip, place, place % 8)))
    const faults = [...bag.faults]
    if (faults.length === 0) {
      await digestFiles(bag, (where, what) => {
        faults.push({ where, what })
      })
    }
    assert.ok(faults.length > 0, `place ${place}`)
  }
})

test('P15 a flipped bit is found by the whole verifier, wherever and whichever', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: chainZip.length - 1 }), fc.nat({ max: 7 }), async (place, bit) => {
      assert.ok((await faultsOf(flipped(chainZip, place, bit))).length > 0)
    }),
    { numRuns: 200 },
  )
})

test('P6 a flipped bit in a file is found also when all checksums of the zip were made again', async () => {
  const files = await members()
  for (const [index, { name, bytes }] of files.entries()) {
    for (let place = 0; place < bytes.length; place += Math.ceil(bytes.length / 40)) {
      const changed = files.map((file, at) => (at === index ? { name, bytes: flipped(bytes, place, place % 8) } : file))
      const faults = await faultsOf(await zipAgain(changed))
      assert.ok(faults.length > 0, `${name}, byte ${place}`)
    }
  }
})

test('P18 a flipped bit in an entry, key or proof of the chain is found likewise, and named', async () => {
  const files = await members(chainZip)
  for (const [index, { name, bytes }] of files.entries()) {
    if (name.includes('/proofs/')) {
      const place = Math.floor(bytes.length / 3)
      const changed = files.map((file, at) => (at === index ? { name, bytes: flipped(bytes, place, 0) } : file))
      const where = name.slice('homeward-package-1/'.length)
      const faults = await faultsOf(await zipAgain(changed))
      assert.ok(
        faults.some((fault) => where.startsWith(fault.where)),
        name,
      )
    }
  }
})

test('P9 a changed file under data is named in the report', async () => {
  const files = await members()
  const target = files.find(({ name }) => name.includes('/data/'))
  assert.ok(target !== undefined)
  const changed = files.map((file) => (file === target ? { name: file.name, bytes: flipped(file.bytes, 0, 0) } : file))
  const faults = await faultsOf(await zipAgain(changed))
  assert.ok(faults.some(({ where }) => target.name.endsWith(where)))
})

test('P15 a file that is missing, doubled, added or given the bytes of another is found', async () => {
  const files = await members()
  for (const [index, file] of files.entries()) {
    const without = files.filter((other) => other !== file)
    const neighbour = files[(index + 1) % files.length] ?? file
    const swapped = files.map((other) => (other === file ? { name: file.name, bytes: neighbour.bytes } : other))
    const doubled = [...files.slice(0, index), file, ...files.slice(index)]
    for (const changed of [without, swapped, doubled]) {
      assert.ok((await faultsOf(await zipAgain(changed))).length > 0, file.name)
    }
  }
  const added = [...files, { name: 'homeward-package-1/zzz.txt', bytes: utf8('note') }]
  const faults = await faultsOf(await zipAgain(added))
  assert.ok(faults.some(({ where }) => where === 'zzz.txt'))
})

test('Z4 files in another order are found', async () => {
  const files = await members()
  assert.ok((await faultsOf(await zipAgain(files.toReversed()))).length > 0)
})

test('P15 a zip that is cut off, longer, empty or no zip is faulty and never an exception', async () => {
  for (let length = 0; length < zip.length; length += 97) {
    assert.ok((await faultsOf(zip.subarray(0, length))).length > 0, `${length} bytes`)
  }
  assert.ok((await faultsOf(concatBytes(zip, utf8('\n')))).length > 0)
  assert.ok((await faultsOf(concatBytes(utf8('\n'), zip))).length > 0)
  assert.ok((await faultsOf(utf8('not a zip'))).length > 0)
})

test('P15 random bytes and mangled packages never make the verifier throw', async () => {
  const edit = fc.record({
    at: fc.nat({ max: zip.length }),
    remove: fc.nat({ max: 300 }),
    insert: fc.uint8Array({ maxLength: 80 }),
  })
  await fc.assert(
    fc.asyncProperty(edit, async ({ at, remove, insert }) => {
      const mangled = concatBytes(zip.subarray(0, at), insert, zip.subarray(at + remove))
      const same = mangled.length === zip.length && mangled.every((byte, index) => byte === zip[index])
      assert.equal((await faultsOf(mangled)).length > 0, !same)
    }),
    { numRuns: 300 },
  )
})

test('P15 one fault does not hide another', async () => {
  const files = await members()
  const changed = files
    .filter(({ name }) => !name.endsWith('bagit.txt'))
    .map(({ name, bytes }) =>
      name.includes('/data/') || name.endsWith('.key') ? { name, bytes: flipped(bytes, 1, 0) } : { name, bytes },
    )
  const wheres = new Set((await faultsOf(await zipAgain(changed))).map(({ where }) => where))
  const broken = changed.filter(({ name }) => name.includes('/data/') || name.endsWith('.key'))
  for (const { name } of broken) {
    assert.ok(wheres.has(name.slice('homeward-package-1/'.length)), name)
  }
  assert.ok(wheres.has('bagit.txt'))
})
