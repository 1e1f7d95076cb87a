import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import * as vectors from 'cctv-age'
import { dearmor } from './age-armor.ts'
import { decryptAge, openAge } from './age-decrypt.ts'
import type { AgeIdentity } from './age-decrypt.ts'
import { parseAgeIdentity } from './age-keys.ts'
import { fromUtf8, toHex } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { sha256 } from '#primitives'

// The test kit of C2SP/CCTV (npm package cctv-age): a header of "name: value" lines, an empty line, the file.
interface Vector {
  fields: Map<string, string[]>
  file: Uint8Array
}

const CODE_BY_EXPECTATION: Record<string, string> = {
  'no match': 'AGE_NO_MATCH',
  'HMAC failure': 'AGE_HMAC',
  'header failure': 'AGE_HEADER',
  'armor failure': 'AGE_ARMOR',
  'payload failure': 'AGE_PAYLOAD',
}

const parseVector = (bytes: Uint8Array): Vector => {
  let end = 0
  while (bytes[end] !== 10 || bytes[end + 1] !== 10) {
    end += 1
  }
  const fields = new Map<string, string[]>()
  for (const line of fromUtf8(bytes.subarray(0, end)).split('\n')) {
    const [name = '', value = ''] = line.split(': ', 2)
    fields.set(name, [...(fields.get(name) ?? []), value])
  }
  const rest = bytes.subarray(end + 2)
  return { fields, file: fields.get('compressed')?.[0] === 'zlib' ? new Uint8Array(inflateSync(rest)) : rest }
}

const identityOf = ({ fields }: Vector): AgeIdentity | null => {
  const passphrase = fields.get('passphrase')?.[0]
  if (passphrase !== undefined) {
    return { passphrase }
  }
  const [identity] = fields.get('identity') ?? []
  if (identity === undefined) {
    // Files so broken that it does not matter who reads them.
    return new Uint8Array(32).fill(1)
  }
  return identity.startsWith('AGE-SECRET-KEY-1') ? parseAgeIdentity(identity) : null
}

const outcome = async (run: () => Uint8Array | Promise<Uint8Array>): Promise<string> => {
  try {
    return toHex(sha256(await run()))
  } catch (error) {
    assert.ok(error instanceof FormatError, String(error))
    return error.code
  }
}

let tried = 0
const skipped: string[] = []

for (const [name, bytes] of Object.entries<Uint8Array>(vectors)) {
  const vector = parseVector(bytes)
  const identity = identityOf(vector)
  if (identity === null) {
    skipped.push(name)
    test(`A1 cctv-age ${name}`, { skip: 'of a recipient type that Homeward does not write or read' })
    continue
  }
  tried += 1
  test(`A1 cctv-age ${name}`, async () => {
    const expectation = vector.fields.get('expect')?.[0] ?? ''
    const expected = expectation === 'success' ? vector.fields.get('payload')?.[0] : CODE_BY_EXPECTATION[expectation]
    const file = (): Uint8Array => (vector.fields.has('armored') ? dearmor(vector.file) : vector.file)
    assert.equal(await outcome(() => decryptAge(identity, file())), expected)
    const seeking = await outcome(async () => {
      const binary = file()
      const source = {
        size: binary.length,
        read: (offset: number, length: number) => Promise.resolve(binary.subarray(offset, offset + length)),
      }
      const plain = await openAge(identity, source)
      return plain.read(0, plain.size)
    })
    assert.equal(seeking, expected)
  })
}

test('A1 the test kit was really there', (context) => {
  context.diagnostic(`${tried} vectors tried, ${skipped.length} skipped: ${skipped.join(', ')}`)
  assert.ok(tried >= 125)
})
