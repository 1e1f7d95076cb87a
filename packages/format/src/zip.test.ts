import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ByteSource } from './byte-source.ts'
import { collectBytes, memorySource } from './byte-source.ts'
import { concatBytes, equalBytes, toHex, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { readStoredZip } from './zip-read.ts'
import { localHeader, placeMembers, zipTail } from './zip-records.ts'
import type { ZipMember } from './zip-records.ts'
import { writeStoredZip } from './zip-write.ts'
import { crc32 } from '#primitives'

const zipOf = (files: Record<string, Uint8Array>): Promise<Uint8Array> => {
  const members = Object.entries(files).map(([name, bytes]) => ({
    name,
    size: bytes.length,
    crc32: crc32(bytes),
    open: () => [bytes],
  }))
  return collectBytes(writeStoredZip(members))
}

/** A zip whose data are not there, to try sizes that no test wants to write: zeros wherever no header stands. */
const virtualZip = (members: readonly ZipMember[]): ByteSource => {
  const { placed, directoryStart } = placeMembers(members)
  const tail = zipTail(placed, directoryStart)
  const pieces = [
    ...placed.map((member) => ({ at: member.offset, bytes: localHeader(member) })),
    { at: directoryStart, bytes: tail },
  ]
  return {
    size: directoryStart + tail.length,
    read: (offset, length) => {
      const out = new Uint8Array(length)
      for (const { at, bytes } of pieces) {
        if (at < offset + length && at + bytes.length > offset) {
          out.set(bytes.subarray(Math.max(offset - at, 0), offset + length - at), Math.max(at - offset, 0))
        }
      }
      return Promise.resolve(out)
    },
  }
}

const sample = { 'a/one.txt': utf8('one\n'), 'a/سند.txt': utf8('two\n'), 'b/empty': new Uint8Array() }

test('Z1 a written zip is read back without a fault', async () => {
  const zip = await zipOf(sample)
  const { entries, faults } = await readStoredZip(memorySource(zip))
  assert.deepEqual(faults, [])
  assert.deepEqual(
    entries.map(({ name, size }) => [name, size]),
    Object.entries(sample).map(([name, bytes]) => [name, bytes.length]),
  )
  for (const { name, dataOffset, size } of entries) {
    assert.equal(toHex(zip.subarray(dataOffset, dataOffset + size)), toHex(sample[name as keyof typeof sample]))
  }
})

test('Z2 the local header has the bytes of the specification', () => {
  // Typed from APPNOTE.TXT 6.3.10 section 4.3.7: signature, version, flags, method, time, date, CRC, sizes, lengths, name.
  const header = localHeader({ name: 'a', size: 3, crc32: 0x01_02_03_04 })
  assert.equal(toHex(header), '504b03040a0000080000000021000403020103000000030000000100000061')
})

test('Z1 a flipped bit outside the data is a fault, wherever it is', async () => {
  const zip = await zipOf(sample)
  const { entries } = await readStoredZip(memorySource(zip))
  const isData = (place: number): boolean =>
    entries.some(({ dataOffset, size }) => place >= dataOffset && place < dataOffset + size)
  for (let place = 0; place < zip.length; place += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = Uint8Array.from(zip)
      flipped[place] = (flipped[place] ?? 0) ^ (1 << bit)
      const { faults } = await readStoredZip(memorySource(flipped))
      assert.equal(faults.length > 0, !isData(place), `place ${place}, bit ${bit}`)
    }
  }
})

test('Z1 bytes before, behind or cut off are a fault', async () => {
  const zip = await zipOf(sample)
  const faulty = [concatBytes(zip, utf8('x')), concatBytes(utf8('x'), zip), new Uint8Array()]
  for (let length = 1; length < zip.length; length += 1) {
    faulty.push(zip.subarray(0, length))
  }
  for (const bytes of faulty) {
    const { faults } = await readStoredZip(memorySource(bytes))
    assert.ok(faults.length > 0, `${bytes.length} bytes`)
  }
})

test('Z1 a broken directory does not hide the members', async () => {
  const zip = await zipOf(sample)
  zip[zip.length - 1] = 1
  const { entries, faults } = await readStoredZip(memorySource(zip.subarray(0, -5)))
  assert.equal(entries.length, 3)
  assert.equal(faults.length, 1)
})

test('Z4 a name that is there twice is a fault', async () => {
  const member = { name: 'a', size: 1, crc32: crc32(utf8('x')), open: () => [utf8('x')] }
  const zip = await collectBytes(writeStoredZip([member, member]))
  const { faults } = await readStoredZip(memorySource(zip))
  assert.deepEqual(faults, [{ where: 'a', what: 'The zip holds this name twice.' }])
})

test('Z3 members and offsets over 4 GiB are written and read with zip64 fields', async () => {
  const members = [
    { name: 'small', size: 10, crc32: 1 },
    { name: 'edge-below', size: 0xff_ff_ff_fe, crc32: 2 },
    { name: 'edge', size: 0xff_ff_ff_ff, crc32: 3 },
    { name: 'large', size: 6 * 2 ** 30, crc32: 4 },
    { name: 'last', size: 5, crc32: 5 },
  ]
  const { entries, faults } = await readStoredZip(virtualZip(members))
  assert.deepEqual(faults, [])
  assert.deepEqual(
    entries.map(({ name, size, crc32: checksum }) => ({ name, size, crc32: checksum })),
    members,
  )
})

test('Z3 seventy thousand members need the zip64 end record', async () => {
  const members = Array.from({ length: 70_000 }, (_, index) => ({ name: `m${index}`, size: 0, crc32: 0 }))
  const { placed, directoryStart } = placeMembers(members)
  const whole = concatBytes(...members.map(localHeader), zipTail(placed, directoryStart))
  const { entries, faults } = await readStoredZip(memorySource(whole))
  assert.equal(entries.length, 70_000)
  assert.deepEqual(faults, [])
})

test('Z1 a file that changes while it is written is refused', async () => {
  const member = { name: 'a', size: 3, crc32: crc32(utf8('abc')), open: () => [utf8('abd')] }
  await assert.rejects(
    collectBytes(writeStoredZip([member])),
    (error) => error instanceof FormatError && error.code === 'ZIP_INVALID',
  )
})

test('Z1 whatever the members are, what is written reads back', async () => {
  const files = fc.dictionary(fc.stringMatching(/^[a-z/]{1,12}$/u), fc.uint8Array({ maxLength: 60 }), {
    minKeys: 1,
    noNullPrototype: true,
  })
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      const zip = await zipOf(given)
      const { entries, faults } = await readStoredZip(memorySource(zip))
      assert.deepEqual(faults, [])
      assert.ok(
        entries.every(({ name, dataOffset, size }) =>
          equalBytes(zip.subarray(dataOffset, dataOffset + size), given[name] ?? utf8('?')),
        ),
      )
    }),
    { numRuns: 50 },
  )
})

const tool = (command: string, args: string[]): { status: number | null; output: string } | null => {
  const run = spawnSync(command, args, { encoding: 'utf8' })
  return run.error === undefined ? { status: run.status, output: `${run.stdout}${run.stderr}` } : null
}

for (const [name, command, args] of [
  ['unzip', 'unzip', ['-t']],
  ['python3', 'python3', ['-m', 'zipfile', '-t']],
] as const) {
  test(`Z1 ${name} reads it`, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'homeward-zip-'))
    try {
      const file = join(folder, 'x.zip')
      writeFileSync(file, await zipOf(sample))
      const result = tool(command, [...args, file])
      if (result === null) {
        context.skip(`${command} is not installed here`)
        return
      }
      assert.equal(result.status, 0, result.output)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
}
