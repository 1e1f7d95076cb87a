import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Decrypter, Encrypter } from 'age-encryption'
import fc from 'fast-check'
import { decryptAge, openAge } from './age-decrypt.ts'
import { createAgeEncrypter } from './age-encrypt.ts'
import { ageRecipient, formatAgeIdentity, formatAgeRecipient, parseAgeIdentity, parseAgeRecipient } from './age-keys.ts'
import { memorySource } from './byte-source.ts'
import { concatBytes, equalBytes, toHex, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { sha256 } from '#primitives'

const SIZES = [0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073]
const identity = sha256(utf8('reader one'))
const otherIdentity = sha256(utf8('reader two'))
const recipients = [ageRecipient(identity), ageRecipient(otherIdentity)]

const content = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) & 255)

const encrypt = (plain: Uint8Array, step = plain.length, random?: (length: number) => Uint8Array): Uint8Array => {
  const file = createAgeEncrypter(random === undefined ? { recipients } : { recipients, random })
  const parts = [file.header]
  for (let start = 0; start < plain.length; start += step) {
    // A copy that is overwritten afterwards: the writer must not keep hold of what it was given.
    const piece = plain.slice(start, start + step)
    parts.push(...file.update(piece))
    const sealedSoFar = parts.map((part) => Uint8Array.from(part))
    piece.fill(0)
    assert.ok(parts.every((part, index) => equalBytes(part, sealedSoFar[index] ?? part)))
  }
  return concatBytes(...parts, ...file.final())
}

const refuses = (work: () => unknown, ...codes: string[]): void => {
  assert.throws(work, (error) => error instanceof FormatError && codes.includes(error.code))
}

test('A1 the keys of the specification: identity and recipient as text', () => {
  // c2sp.org/age, "The X25519 recipient type".
  const text = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX'
  const recipient = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj'
  const secret = parseAgeIdentity(text)
  assert.equal(toHex(secret), '42'.repeat(32))
  assert.equal(formatAgeIdentity(secret), text)
  assert.equal(formatAgeRecipient(ageRecipient(secret)), recipient)
  assert.deepEqual(parseAgeRecipient(recipient), ageRecipient(secret))
})

test('A1 mistyped keys are refused', () => {
  const text = formatAgeRecipient(recipients[0] ?? identity)
  for (let place = 0; place < text.length; place += 1) {
    const other = text[place] === 'q' ? 'p' : 'q'
    refuses(() => parseAgeRecipient(text.slice(0, place) + other + text.slice(place + 1)), 'KEY_INVALID')
  }
  for (const wrong of [
    '',
    'age1',
    text.slice(0, -1),
    `${text}q`,
    text.replace('age1', 'Age1'),
    formatAgeIdentity(identity),
  ]) {
    refuses(() => parseAgeRecipient(wrong), 'KEY_INVALID')
  }
  refuses(() => formatAgeRecipient(new Uint8Array(31)), 'KEY_INVALID')
  refuses(() => ageRecipient(new Uint8Array(33)), 'KEY_INVALID')
})

test('A2 how the input is cut into pieces does not change the file', () => {
  const plain = content(200_000)
  const noise = (length: number): Uint8Array => content(length)
  const whole = encrypt(plain, plain.length, noise)
  for (const step of [1000, 65_535, 65_536, 65_537, 131_072, 199_999]) {
    assert.ok(equalBytes(encrypt(plain, step, noise), whole), `pieces of ${step}`)
  }
})

test('A2 two files of the same content have nothing in common but their size', () => {
  const [first, second] = [encrypt(content(100)), encrypt(content(100))]
  assert.equal(first.length, second.length)
  assert.ok(!equalBytes(first.subarray(-60), second.subarray(-60)))
})

test('A2 no recipient, or an unusable one, is refused', () => {
  refuses(() => createAgeEncrypter({ recipients: [] }), 'KEY_INVALID')
  refuses(() => createAgeEncrypter({ recipients: [new Uint8Array(32)] }), 'KEY_INVALID')
})

test('A2 every recipient reads, others do not', () => {
  const file = encrypt(content(70_000))
  for (const reader of [identity, otherIdentity]) {
    assert.ok(equalBytes(decryptAge(reader, file), content(70_000)))
  }
  refuses(() => decryptAge(sha256(utf8('stranger')), file), 'AGE_NO_MATCH')
})

test('A3 reading at any place gives the bytes of that place', async () => {
  const plain = content(300_000)
  const file = await openAge(identity, memorySource(encrypt(plain)))
  assert.equal(file.size, plain.length)
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 300_000 }), fc.nat({ max: 200_000 }), async (offset, wanted) => {
      const length = Math.min(wanted, plain.length - offset)
      assert.ok(equalBytes(await file.read(offset, length), plain.subarray(offset, offset + length)))
    }),
  )
  for (const [offset, length] of [
    [300_000, 1],
    [-1, 1],
    [0, -1],
    [0, 300_001],
    [0.5, 1],
  ] as const) {
    await assert.rejects(file.read(offset, length), RangeError)
  }
})

test('A3 a header over many recipients is read, however little comes first', async () => {
  const many = Array.from({ length: 60 }, (_, index) => ageRecipient(sha256(utf8(`reader ${index}`))))
  const writer = createAgeEncrypter({ recipients: [...many, ...recipients] })
  const file = concatBytes(writer.header, ...writer.update(utf8('text')), ...writer.final())
  assert.ok(writer.header.length > 4096)
  const opened = await openAge(identity, memorySource(file))
  assert.deepEqual(await opened.read(0, 4), utf8('text'))
})

test('A3 a file cut off anywhere does not open, so that its size is never a guess', async () => {
  const file = encrypt(content(140_000))
  const lengths = [0, 10, 100, 300, file.length - 1, file.length - 16, file.length - 17]
  for (let length = 400; length < file.length; length += 8011) {
    lengths.push(length)
  }
  // Right behind the first and the second chunk: what is left is well-formed, but its last chunk is not marked as one.
  const start = file.length - (140_000 + 3 * 16)
  lengths.push(start + 65_552, start + 131_104)
  for (const length of lengths) {
    await assert.rejects(openAge(identity, memorySource(file.subarray(0, length))), FormatError, `${length} bytes`)
    assert.throws(() => decryptAge(identity, file.subarray(0, length)), FormatError)
  }
  await assert.rejects(openAge(identity, memorySource(concatBytes(file, new Uint8Array(1)))), FormatError)
})

test('A3 damage in one chunk is an error there and only there', async () => {
  const plain = content(200_000)
  const file = encrypt(plain)
  const start = file.length - (200_000 + 4 * 16)
  file[start + 65_552 + 5] = (file[start + 65_552 + 5] ?? 0) ^ 1
  const opened = await openAge(identity, memorySource(file))
  assert.ok(equalBytes(await opened.read(0, 65_536), plain.subarray(0, 65_536)))
  assert.ok(equalBytes(await opened.read(131_072, 68_928), plain.subarray(131_072)))
  await assert.rejects(opened.read(65_535, 2), (error) => error instanceof FormatError && error.code === 'AGE_PAYLOAD')
  refuses(() => decryptAge(identity, file), 'AGE_PAYLOAD')
})

test('A3 chunks cannot trade places', async () => {
  const file = encrypt(content(200_000))
  const start = file.length - (200_000 + 4 * 16)
  const [first, second] = [start, start + 65_552].map((at) => file.slice(at, at + 65_552))
  file.set(second ?? new Uint8Array(), start)
  file.set(first ?? new Uint8Array(), start + 65_552)
  const opened = await openAge(identity, memorySource(file))
  await assert.rejects(opened.read(0, 1), FormatError)
})

test('A3 a source that gives fewer bytes than asked is an error, not a shorter file', async () => {
  const file = encrypt(content(200_000))
  const opened = await openAge(identity, memorySource(file))
  const short = {
    size: file.length,
    read: (at: number, length: number) => Promise.resolve(file.subarray(at, at + Math.min(length, 70_000))),
  }
  const shortened = await openAge(identity, short)
  assert.equal(shortened.size, opened.size)
  await assert.rejects(shortened.read(0, 190_000), FormatError)
})

for (const size of SIZES) {
  test(`A4 age-encryption reads what we write, and we what it writes: ${size} bytes`, async () => {
    const plain = content(size)
    const reader = new Decrypter()
    reader.addIdentity(formatAgeIdentity(identity))
    assert.ok(equalBytes(await reader.decrypt(encrypt(plain)), plain))
    const writer = new Encrypter()
    writer.addRecipient(formatAgeRecipient(recipients[1] ?? identity))
    writer.addRecipient(formatAgeRecipient(recipients[0] ?? identity))
    const theirs = await writer.encrypt(plain)
    assert.ok(equalBytes(decryptAge(identity, theirs), plain))
    const opened = await openAge(identity, memorySource(theirs))
    assert.ok(equalBytes(await opened.read(0, size), plain))
  })
}

test('A4 the age command reads what we write, and we what it writes', (context) => {
  if (spawnSync('age', ['--version']).error !== undefined) {
    context.diagnostic('NOT TRIED: the command age is not installed; on Debian: apt install age')
    context.skip('the command age is not installed')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'homeward-age-'))
  try {
    const keyFile = join(folder, 'key.txt')
    writeFileSync(keyFile, `${formatAgeIdentity(identity)}\n`)
    const recipient = formatAgeRecipient(recipients[0] ?? identity)
    for (const size of SIZES) {
      const plain = content(size)
      const options = { maxBuffer: 2 ** 24 }
      const opened = spawnSync('age', ['-d', '-i', keyFile], { ...options, input: encrypt(plain, 50_000) })
      assert.equal(opened.status, 0, String(opened.stderr))
      assert.ok(equalBytes(opened.stdout, plain), `${size} bytes, age reads`)
      const written = spawnSync('age', ['-r', recipient], { ...options, input: plain })
      assert.ok(equalBytes(decryptAge(identity, new Uint8Array(written.stdout)), plain), `${size} bytes, age writes`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('A2 header and payload can be told apart: without the header nothing opens', () => {
  const writer = createAgeEncrypter({ recipients })
  const payload = concatBytes(...writer.update(utf8('text')), ...writer.final())
  assert.equal(payload.length, 4 + 16)
  refuses(() => decryptAge(identity, payload), 'AGE_HEADER')
  assert.equal(toHex(writer.header.subarray(0, 21)), toHex(utf8('age-encryption.org/v1')))
})
