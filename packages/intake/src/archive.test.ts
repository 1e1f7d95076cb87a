import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { memberBytes } from './archive-member.ts'
import { openArchive } from './archive.ts'
import type { ArchiveLimits, MemberOutcome } from './archive.ts'
import { IntakeError } from './error.ts'
import { bytesInMemory } from './item-bytes.ts'
import type { ItemBytes } from '@homeward/records'
import { readSample, sampleTest } from './test-samples.ts'
import { buildZip } from './test-zip.ts'
import type { TestMember } from './test-zip.ts'

const rain = Buffer.from('rain and sun '.repeat(20))
const sun = Buffer.from('sun')

async function open(
  zip: Uint8Array,
  limits: Partial<ArchiveLimits> = {},
): Promise<{ members: MemberOutcome[]; anomalies: string[]; isDocument: boolean }> {
  const archive = await openArchive(bytesInMemory(zip), limits)
  const members: MemberOutcome[] = []
  for await (const member of archive.members()) members.push(member)
  return { members, anomalies: archive.anomalies, isDocument: archive.isDocument }
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Members as `name: ok` or `name: reason`, each taken member read again from the archive and hashed. */
async function verdicts(zip: Uint8Array, limits: Partial<ArchiveLimits> = {}): Promise<string[]> {
  const { members } = await open(zip, limits)
  const lines: string[] = []
  for (const found of members) {
    if ('refused' in found) lines.push(`${found.path}: ${found.refused}`)
    else {
      const bytes = await collect(memberBytes(bytesInMemory(zip), found.member, found.size).stream())
      assert.equal(createHash('sha256').update(bytes).digest('hex'), found.sha256)
      assert.equal(bytes.length, found.size)
      lines.push(`${found.path}: ok`)
    }
  }
  return lines
}

sampleTest('I21 samples: one bad member is one refusal, and the others are taken', async () => {
  const expected: [string, RegExp[]][] = [
    ['01-slip', [/^_chat.txt: ok$/u, /^\.\.\/evil\.txt: ok$/u, /^a\/\.\.\/\.\.\/evil2\.txt: ok$/u]],
    ['02-slip-backslash-abs', [/: ok$/u, /: ok$/u, /: ok$/u, /: ok$/u]],
    ['03-duplicate-names', [/^_chat.txt: ok$/u, /^_chat.txt: ok$/u, /^_CHAT.TXT: ok$/u, /: ok$/u, /: ok$/u]],
    ['04-symlink', [/: ok$/u, /photo\.jpg: It is a link/u]],
    ['05-bomb-ratio', [/: ok$/u, /big\.txt: It would unpack to 1029 times/u]],
    ['06-bomb-overlap', [/: ok$/u, ...Array.from({ length: 499 }, () => /: It lies over another member/u)]],
    ['07-lie-uncompressed-size', [/: ok$/u, /big\.txt: .*damaged/u]],
    ['08-bad-crc', [/checksum is wrong/u]],
    ['09-rtlo-name', [/: ok$/u, /^photo\u202Egpj\.exe: ok$/u, /: ok$/u]],
    ['10-nul-in-name', [/: ok$/u, /^a\.txt\0\.jpg: ok$/u]],
    ['11-utf8-name-flag-unset', [/: ok$/u, /^صورة-1\.jpg: ok$/u, /: ok$/u]],
    ['12-encrypted-flag', [/encrypted with a password/u]],
    ['13-central-local-name-differ', [/: ok$/u]],
    ['14-junk-prefix-suffix', [/: ok$/u]],
    ['15-invalid-utf8-name', [/: ok$/u, /^ph\\xFF\\xFEoto\.jpg: ok$/u]],
    ['16-proto-name', [/: ok$/u, /^__proto__: ok$/u, /^constructor: ok$/u]],
    ['18-two-archives-glued', [/: ok$/u]],
  ]
  for (const [file, patterns] of expected) {
    const lines = await verdicts(readSample(`zip-hostile/${file}.zip`))
    assert.equal(lines.length, patterns.length, file)
    for (const [index, pattern] of patterns.entries()) assert.match(lines[index] ?? '', pattern, file)
  }
  assert.match(
    (await open(readSample('zip-hostile/13-central-local-name-differ.zip'))).anomalies.join(),
    /two different names/u,
  )
  assert.match((await open(readSample('zip-hostile/18-two-archives-glued.zip'))).anomalies.join(), /prepended data/u)
})

test('I21 each kind of bad member is refused with a sentence, the rest is taken', async () => {
  const bad: [TestMember, RegExp][] = [
    [{ name: 'a', bytes: rain, flags: 0x801 }, /encrypted/u],
    [{ name: 'a', bytes: rain, mode: 0xa1ff }, /link/u],
    [{ name: 'a', bytes: rain, method: 12 }, /method that Homeward does not read \(12\)/u],
    [{ name: 'a', bytes: rain, crc: 7 }, /checksum/u],
    [{ name: 'a', bytes: rain, size: 10 }, /damaged/u],
    [{ name: 'a', bytes: rain, size: 10_000 }, /damaged/u],
    [{ name: 'a', bytes: rain, isStored: true, size: 10 }, /contradicts itself/u],
    [{ name: 'a', bytes: rain, isStored: true, method: 8 }, /damaged/u],
  ]
  for (const [member, reason] of bad) {
    const lines = await verdicts(
      buildZip([{ name: 'first', bytes: sun }, member, { name: 'last', bytes: rain, isStored: true }]),
    )
    assert.deepEqual([lines[0], lines[2]], ['first: ok', 'last: ok'])
    assert.match(lines[1] ?? '', reason)
  }
  const overlapping = await verdicts(
    buildZip([
      { name: 'a', bytes: rain },
      { name: 'b', bytes: rain, isOverlapping: true },
    ]),
  )
  assert.deepEqual(overlapping, ['a: ok', 'b: It lies over another member of the archive.'])
})

test('I21 of an archive that lost its beginning the members behind it are taken', async () => {
  const zip = buildZip([
    { name: 'rain.txt', bytes: rain },
    { name: 'sun.txt', bytes: sun },
  ])
  for (const lost of [1, 10, 40]) {
    assert.deepEqual(await verdicts(zip.subarray(lost)), [
      'rain.txt: The archive is damaged where this member should begin.',
      'sun.txt: ok',
    ])
  }
})

test('I22 limits on entries, sizes, ratio and time refuse and say what to do', async () => {
  const zip = buildZip([1, 2, 3].map((id) => ({ name: `${id}`, bytes: Buffer.alloc(1000) })))
  assert.deepEqual(
    (await verdicts(zip, { entries: 2 })).map((line) => /: ok$|Unpack/u.exec(line)?.[0]),
    [': ok', ': ok', 'Unpack'],
  )
  assert.match((await verdicts(zip, { memberBytes: 999 }))[0] ?? '', /too large.*Unpack/u)
  assert.deepEqual(
    (await verdicts(zip, { totalBytes: 2000 })).map((line) => /: ok$|Unpack/u.exec(line)?.[0]),
    [': ok', ': ok', 'Unpack'],
  )
  assert.match((await verdicts(zip, { ratioFrom: 100, ratio: 10 }))[0] ?? '', /times its packed size/u)
  let clock = 0
  const slow = await verdicts(zip, { timeMs: 15, now: () => (clock += 10) })
  assert.deepEqual(
    slow.map((line) => /: ok$|too long/u.exec(line)?.[0]),
    [': ok', 'too long', 'too long'],
  )
})

test('I22 an archive without a readable list is refused as a whole', async () => {
  const zip = buildZip([{ name: 'a', bytes: rain }])
  for (const broken of [zip.subarray(0, zip.length - 10), Buffer.from('PK\u0003\u0004'), Buffer.alloc(0)]) {
    await assert.rejects(open(broken), (error) => error instanceof IntakeError && error.code === 'ARCHIVE_DAMAGED')
  }
  const cut = buildZip([
    { name: 'a', bytes: rain },
    { name: 'b', bytes: sun },
  ])
  cut.fill(0, 0, 4)
  assert.deepEqual(
    (await verdicts(cut)).map((line) => /: ok$|damaged/u.exec(line)?.[0]),
    ['damaged', ': ok'],
  )
})

test('I23 documents that are zips are not looked into', async () => {
  assert.equal((await open(buildZip([{ name: '[Content_Types].xml', bytes: sun }]))).isDocument, true)
  assert.equal((await open(buildZip([{ name: 'photos/a.docx', bytes: sun }]))).isDocument, false)
})

test('I24 any part of a member is read from the archive without unpacking it', async () => {
  const large = Buffer.alloc(20 * 1024 * 1024)
  for (let at = 0; at < large.length; at += 4) large.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at)
  const zip = buildZip([
    { name: 'small', bytes: rain },
    { name: 'stored', bytes: rain, isStored: true },
    { name: 'large', bytes: large },
  ])
  const archive = bytesInMemory(zip, 100_003)
  const { members } = await open(zip)
  for (const [index, whole] of [rain, rain, large].entries()) {
    const found = members[index]
    assert.ok(found && !('refused' in found))
    const bytes = memberBytes(archive, found.member, found.size)
    for (const [from, length] of [
      [0, 10],
      [whole.length - 7, 7],
      [Math.floor(whole.length / 2), 60],
    ] as const) {
      assert.deepEqual(Buffer.from(await bytes.read(from, length)), whole.subarray(from, from + length))
      assert.deepEqual(await collect(bytes.stream(from, from + length)), whole.subarray(from, from + length))
    }
    assert.equal((await collect(bytes.stream())).equals(whole), true)
  }
})

function isDamaged(error: unknown): boolean {
  return error instanceof IntakeError && error.code === 'ARCHIVE_MEMBER_DAMAGED'
}

test('I24 a large member that is damaged or cannot be read says so', async () => {
  const large = Buffer.alloc(9 * 1024 * 1024, 'rain')
  const packed = deflateRawSync(large)
  const place = { offset: 0, compressedSize: packed.length, method: 8 } as const
  await assert.rejects(collect(memberBytes(bytesInMemory(packed), place, large.length - 1).stream()), isDamaged)
  await assert.rejects(collect(memberBytes(bytesInMemory(packed), place, large.length + 1).stream()), isDamaged)
  await assert.rejects(
    collect(
      memberBytes(bytesInMemory(packed.subarray(0, 100)), { ...place, compressedSize: 100 }, large.length).stream(),
    ),
    isDamaged,
  )
  const failing: ItemBytes = {
    ...bytesInMemory(packed),
    // oxlint-disable-next-line require-await -- an async generator is the shape of a stream
    async *stream() {
      yield packed.subarray(0, 50)
      throw new Error('the disk failed')
    },
  }
  await assert.rejects(collect(memberBytes(failing, place, large.length).stream()), /the disk failed/u)
})
