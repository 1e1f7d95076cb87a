import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concatBytes, fromHex, toHex, utf8 } from './bytes.ts'
import * as noble from './primitives.noble.ts'
import * as node from './primitives.node.ts'

const both = { node, noble }
const zeros = (length: number): Uint8Array => new Uint8Array(length)
const bytesOf = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })

for (const [name, primitives] of Object.entries(both)) {
  test(`C5 ${name}: SHA-256 of "abc" (FIPS 180-4), whole and in pieces`, () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    const running = primitives.createSha256()
    running.update(utf8('a'))
    running.update(utf8('bc'))
    assert.equal(toHex(primitives.sha256(utf8('abc'))), expected)
    assert.equal(toHex(running.digest()), expected)
  })

  test(`C5 ${name}: HMAC-SHA-256 (RFC 4231, case 2)`, () => {
    assert.equal(
      toHex(primitives.hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?'))),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })

  test(`C5 ${name}: HKDF-SHA-256 (RFC 5869, A.1)`, () => {
    const key = primitives.hkdfSha256(
      new Uint8Array(22).fill(0x0b),
      fromHex('000102030405060708090a0b0c'),
      fromHex('f0f1f2f3f4f5f6f7f8f9'),
      42,
    )
    assert.equal(toHex(key), '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865')
  })

  test(`C5 ${name}: scrypt (RFC 7914 section 12, third vector, first 32 bytes)`, () => {
    assert.equal(
      toHex(primitives.scrypt32(utf8('pleaseletmein'), utf8('SodiumChloride'), 14)),
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
    )
  })

  test(`C5 ${name}: ChaCha20-Poly1305 (RFC 8439 section 2.8.2)`, () => {
    const key = fromHex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f')
    const nonce = fromHex('070000004041424344454647')
    const associated = fromHex('50515253c0c1c2c3c4c5c6c7')
    const plain = utf8(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    )
    const sealed = primitives.chachaSeal(key, nonce, plain, associated)
    assert.equal(
      toHex(sealed),
      'd31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b29' +
        '05d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b' +
        '61161ae10b594f09e26a7e902ecbd0600691',
    )
    const { ciphertext, tag } = primitives.chachaSealParts(key, nonce, plain, associated)
    assert.equal(toHex(concatBytes(ciphertext, tag)), toHex(sealed))
    assert.equal(toHex(primitives.chachaOpen(key, nonce, sealed, associated) ?? utf8('')), toHex(plain))
    assert.equal(primitives.chachaOpen(key, nonce, sealed), null)
    assert.equal(primitives.chachaOpen(key, nonce, sealed.subarray(0, 15), associated), null)
    for (let place = 0; place < sealed.length; place += 1) {
      const flipped = Uint8Array.from(sealed)
      flipped[place] = (flipped[place] ?? 0) ^ 1
      assert.equal(primitives.chachaOpen(key, nonce, flipped, associated), null)
    }
  })

  test(`AL18 ${name}: AES-256-GCM (McGrew and Viega, The Galois/Counter Mode of Operation, test cases 13 to 15)`, () => {
    assert.equal(toHex(primitives.aesGcmSeal(zeros(32), zeros(12), zeros(0))), '530f8afbc74536b9a963b4f1c4cb738b')
    const sealed = primitives.aesGcmSeal(zeros(32), zeros(12), zeros(16))
    assert.equal(toHex(sealed), 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919')
    assert.equal(toHex(primitives.aesGcmOpen(zeros(32), zeros(12), sealed) ?? utf8('no')), toHex(zeros(16)))
    assert.equal(primitives.aesGcmOpen(zeros(32), zeros(12), sealed.subarray(0, 15)), null)
    assert.equal(primitives.aesGcmOpen(zeros(32).fill(1), zeros(12), sealed), null)
    for (let place = 0; place < sealed.length; place += 1) {
      const flipped = Uint8Array.from(sealed)
      flipped[place] = (flipped[place] ?? 0) ^ 1
      assert.equal(primitives.aesGcmOpen(zeros(32), zeros(12), flipped), null)
    }
  })

  test(`C5 ${name}: Ed25519 (RFC 8032 section 7.1, TEST 2)`, () => {
    const seed = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb')
    const key = fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    const message = fromHex('72')
    const signature = primitives.ed25519Sign(seed, message)
    assert.equal(toHex(primitives.ed25519PublicKey(seed)), toHex(key))
    assert.equal(
      toHex(signature),
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee' +
        'b00d291612bb0c00',
    )
    assert.equal(primitives.ed25519Verify(key, message, signature), true)
    assert.equal(primitives.ed25519Verify(key, fromHex('73'), signature), false)
    assert.equal(primitives.ed25519Verify(key, message, signature.subarray(1)), false)
    assert.equal(primitives.ed25519Verify(key.subarray(1), message, signature), false)
    assert.equal(primitives.ed25519Verify(new Uint8Array(32).fill(255), message, signature), false)
  })

  test(`C5 ${name}: X25519 (RFC 7748 section 6.1), and null for a point of small order`, () => {
    const alice = fromHex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a')
    const bobPublic = fromHex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f')
    const alicePublic = '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a'
    const secret = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'
    assert.equal(toHex(primitives.x25519PublicKey(alice)), alicePublic)
    assert.equal(toHex(primitives.x25519(alice, bobPublic) ?? utf8('')), secret)
    const { share, shared } = primitives.x25519Ephemeral(alice, bobPublic)
    assert.equal(toHex(share), alicePublic)
    assert.equal(toHex(shared ?? utf8('')), secret)
    assert.equal(primitives.x25519(alice, new Uint8Array(32)), null)
    assert.equal(primitives.x25519Ephemeral(alice, new Uint8Array(32)).shared, null)
    const own = primitives.x25519Own(alice)
    assert.equal(toHex(own.publicKey), alicePublic)
    assert.deepEqual(own.shared(bobPublic), shared)
    assert.equal(own.shared(new Uint8Array(32)), null)
    assert.throws(() => primitives.x25519PublicKey(new Uint8Array(31)), RangeError)
    assert.throws(() => primitives.x25519(alice, new Uint8Array(33)), RangeError)
  })

  test(`C5 ${name}: CRC-32 of "123456789", whole and in pieces`, () => {
    assert.equal(primitives.crc32(utf8('123456789')), 0xcb_f4_39_26)
    assert.equal(primitives.crc32(utf8('456789'), primitives.crc32(utf8('123'))), 0xcb_f4_39_26)
  })

  test(`C5 ${name}: random bytes have the length asked for and differ`, () => {
    assert.equal(primitives.randomBytes(0).length, 0)
    assert.notEqual(toHex(primitives.randomBytes(32)), toHex(primitives.randomBytes(32)))
  })
}

test('C5 both implementations give the same results', () => {
  const any = fc.uint8Array({ maxLength: 300 })
  fc.assert(
    fc.property(bytesOf(32), bytesOf(32), bytesOf(12), any, any, (key, other, nonce, plain, associated) => {
      const results = Object.values(both).map((primitives) => {
        const publicKey = primitives.ed25519PublicKey(key)
        const signature = primitives.ed25519Sign(key, plain)
        return [
          primitives.sha256(plain),
          primitives.hmacSha256(key, plain),
          primitives.hkdfSha256(key, other, plain, 50),
          primitives.chachaSeal(key, nonce, plain, associated),
          primitives.chachaOpen(key, nonce, plain, associated) ?? utf8('null'),
          primitives.aesGcmSeal(key, nonce, plain),
          publicKey,
          signature,
          primitives.x25519PublicKey(key),
          primitives.x25519(key, other) ?? utf8('null'),
          utf8(String(primitives.crc32(plain))),
          utf8(
            String(node.ed25519Verify(publicKey, plain, signature) && noble.ed25519Verify(publicKey, plain, signature)),
          ),
        ].map(toHex)
      })
      assert.deepEqual(results[0], results[1])
      assert.equal(results[0]?.at(-1), toHex(utf8('true')))
    }),
    { numRuns: 25 },
  )
})

test('C5 both implementations are plain Uint8Arrays and export the same names', () => {
  assert.deepEqual(Object.keys(node).toSorted(), Object.keys(noble).toSorted())
  for (const primitives of Object.values(both)) {
    assert.equal(Object.getPrototypeOf(primitives.sha256(utf8(''))), Uint8Array.prototype)
    assert.equal(Object.getPrototypeOf(primitives.ed25519PublicKey(new Uint8Array(32))), Uint8Array.prototype)
  }
})
