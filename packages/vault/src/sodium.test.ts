import assert from 'node:assert/strict'
import { test } from 'node:test'

import { MAX_ENTRY_BYTES, OWN_CRYPTO, chachaSeal, fromHex, randomBytes, toHex, utf8 } from '@homeward/format'
import fc from 'fast-check'
import { loadSodium } from './sodium.ts'

const sodium = await loadSodium()
const bytes = (minLength: number, maxLength = minLength): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength })

test('C5 libsodium: HKDF-SHA-256 of RFC 5869, A.1', () => {
  const made = sodium.hkdfSha256(
    fromHex('0b'.repeat(22)),
    fromHex('000102030405060708090a0b0c'),
    fromHex('f0f1f2f3f4f5f6f7f8f9'),
    42,
  )
  const okm = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'
  assert.equal(toHex(made), okm)
})

test('C5 libsodium: SHA-256 of FIPS 180-4, “abc”', () => {
  const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  assert.equal(toHex(sodium.sha256(utf8('abc'))), hash)
})

test('C5 libsodium: ChaCha20-Poly1305 of RFC 8439, section 2.8.2', () => {
  const plain =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
  const sealed = fromHex(
    'd31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b29' +
      '05d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b' +
      '61161ae10b594f09e26a7e902ecbd0600691',
  )
  const key = Uint8Array.from({ length: 32 }, (_, place) => 0x80 + place)
  const nonce = fromHex('070000004041424344454647')
  const associated = fromHex('50515253c0c1c2c3c4c5c6c7')
  assert.deepEqual(sodium.chachaOpen(key, nonce, sealed, associated)?.slice(), utf8(plain))
  sealed[0]! ^= 1
  assert.equal(sodium.chachaOpen(key, nonce, sealed, associated), null)
})

test('C5 libsodium: both implementations make the same of anything, whatever was made before', () => {
  fc.assert(
    fc.property(
      bytes(32),
      bytes(12),
      bytes(0, 3000),
      bytes(0, 200),
      fc.option(fc.nat({ max: 2999 }), { nil: undefined }),
      (key, nonce, plain, associated, flipped) => {
        const sealed = chachaSeal(key, nonce, plain, associated)
        if (flipped !== undefined) {
          sealed[flipped % sealed.length]! ^= 1
        }
        assert.deepEqual(
          sodium.chachaOpen(key, nonce, sealed, associated)?.slice() ?? null,
          OWN_CRYPTO.chachaOpen(key, nonce, sealed, associated)?.slice() ?? null,
        )
        const [ikm, salt, info] = [plain.subarray(0, 64), key, associated.subarray(0, 40)]
        assert.deepEqual(sodium.hkdfSha256(ikm, salt, info, 32), OWN_CRYPTO.hkdfSha256(ikm, salt, info, 32).slice())
        assert.deepEqual(sodium.sha256(associated), OWN_CRYPTO.sha256(associated).slice())
      },
    ),
  )
})

test('C5 libsodium: the largest entry fits, and what is larger is refused', () => {
  const [key, nonce] = [randomBytes(32), randomBytes(12)]
  const plain = randomBytes(MAX_ENTRY_BYTES - 16)
  assert.deepEqual(sodium.chachaOpen(key, nonce, chachaSeal(key, nonce, plain))?.slice(), plain)
  assert.equal(sodium.chachaOpen(key, nonce, plain.subarray(0, 15)), null)
  assert.throws(() => sodium.chachaOpen(key, nonce, new Uint8Array(65_537)), RangeError)
  assert.throws(() => sodium.sha256(new Uint8Array(257)), RangeError)
  assert.throws(() => sodium.hkdfSha256(key, key, nonce, 300), RangeError)
})
