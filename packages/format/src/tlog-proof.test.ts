import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toBase64, u64ToBytes, utf8 } from './bytes.ts'
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { deviceLog, deviceStatement } from './device-log.ts'
import { FormatError } from './format-error.ts'
import { createVkey, signNote } from './note.ts'
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.ts'
import { inclusionProof, leafHash, rootAt, treeReader } from './tree.ts'
import { ed25519PublicKey, sha256 } from '#primitives'

const HEADER = 'c2sp.org/tlog-proof@v1\n'
const [HASH_1, HASH_2] = [sha256(utf8('hash1')), sha256(utf8('hash2'))]

const refuses = (work: () => unknown, code: string): void => {
  assert.throws(work, (error) => error instanceof FormatError && error.code === code)
}

// The cases of transparency-dev/formats, proof/tlog_proof_test.go.
test('N5 proofs are written as the reference writes them', () => {
  const [b64One, b64Two] = [toBase64(HASH_1), toBase64(HASH_2)]
  assert.equal(
    formatTlogProof({ index: 5, hashes: [HASH_1, HASH_2], checkpoint: 'test checkpoint\n' }),
    `${HEADER}index 5\n${b64One}\n${b64Two}\n\ntest checkpoint\n`,
  )
  assert.equal(
    formatTlogProof({ index: 10, hashes: [HASH_1], checkpoint: 'checkpoint data\n', extra: utf8('extra information') }),
    `${HEADER}extra ${toBase64(utf8('extra information'))}\nindex 10\n${b64One}\n\ncheckpoint data\n`,
  )
  assert.equal(
    formatTlogProof({ index: 0, hashes: [], checkpoint: 'checkpoint\n' }),
    `${HEADER}index 0\n\ncheckpoint\n`,
  )
})

test('N5 proofs that the reference refuses are refused, and more', () => {
  for (const text of [
    'wrong-header\nindex 0\n\ncheckpoint\n',
    `${HEADER}extra !!notbase64!!\nindex 0\n\ncheckpoint\n`,
    `${HEADER}\n\ncheckpoint\n`,
    `${HEADER}index notanumber\n\ncheckpoint\n`,
    `${HEADER}index -5\n\ncheckpoint\n`,
    `${HEADER}index 05\n\ncheckpoint\n`,
    `${HEADER}index 18446744073709551616\n\ncheckpoint\n`,
    `${HEADER}index 0\n!!notbase64!!\n\ncheckpoint\n`,
    `${HEADER}index 0\n${toBase64(new Uint8Array(64))}\n\ncheckpoint\n`,
    `${HEADER}index 0\n${'a'.repeat(66_560)}\n`,
    `${HEADER}index 0\n${`${toBase64(HASH_1)}\n`.repeat(65)}\ncheckpoint\n`,
    `${HEADER}index 0\nextra AAAA\n\ncheckpoint\n`,
    '',
  ]) {
    refuses(() => parseTlogProof(text), 'PROOF_INVALID')
  }
})

test('N5 whatever a proof holds reads back', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.array(hash, { maxLength: 64 }),
      hash,
      (index, hashes, extra) => {
        const proof = { index, hashes, checkpoint: 'text\n\nmore\n', extra }
        assert.deepEqual(parseTlogProof(formatTlogProof(proof)), proof)
      },
    ),
    { numRuns: 50 },
  )
})

test('N4 checkpoints are three lines, and read as written', () => {
  const text = formatCheckpoint('homeward/log/x', 42, HASH_1)
  assert.equal(text, `homeward/log/x\n42\n${toBase64(HASH_1)}\n`)
  assert.deepEqual(parseCheckpoint(text), { origin: 'homeward/log/x', size: 42n, root: HASH_1, extensions: [] })
  assert.deepEqual(parseCheckpoint(`${text}extension\n`).extensions, ['extension'])
})

test('N4 malformed checkpoints are refused', () => {
  const root = toBase64(HASH_1)
  for (const text of [
    '',
    'origin\n',
    `origin\n1\n`,
    `\n1\n${root}\n`,
    `origin\n01\n${root}\n`,
    `origin\n-1\n${root}\n`,
    `origin\n1.0\n${root}\n`,
    `origin\n18446744073709551616\n${root}\n`,
    `origin\n1\n${root}`,
    `origin\n1\n${root}\n\n`,
    `origin\n1\n${root}\n\nextension\n`,
    `origin\n1\n${toBase64(HASH_1.subarray(1))}\n`,
    `origin\n1\n${root.replace('=', '')}\n`,
  ]) {
    refuses(() => parseCheckpoint(text), 'CHECKPOINT_INVALID')
  }
  assert.equal(parseCheckpoint(`o\n18446744073709551615\n${root}\n`).size, 2n ** 64n - 1n)
})

const seed = sha256(utf8('device'))
const log = deviceLog(ed25519PublicKey(seed))
const leaves = Array.from({ length: 20 }, (_, index) => leafHash(u64ToBytes(index)))
const read = treeReader(leaves)
const proofOf = (index: number, origin = log.origin): string =>
  formatTlogProof({
    index,
    hashes: inclusionProof(index, 20, read),
    checkpoint: signNote(formatCheckpoint(origin, 20, rootAt(20, read)), { name: log.origin, seed }),
  })

test('N5 a proof verifies for its leaf and for no other', () => {
  for (const [index, leaf] of leaves.entries()) {
    const { index: proven, checkpoint } = verifyTlogProof(proofOf(index), leaf, log.vkey)
    assert.equal(proven, BigInt(index))
    assert.equal(checkpoint.size, 20n)
    refuses(() => verifyTlogProof(proofOf(index), leaves[(index + 1) % 20] ?? leaf, log.vkey), 'PROOF_INVALID')
  }
})

test('N5 the checkpoint must be of the log whose key signed it', () => {
  const [leaf = new Uint8Array()] = leaves
  refuses(() => verifyTlogProof(proofOf(0, 'homeward/log/other'), leaf, log.vkey), 'PROOF_INVALID')
  const other = createVkey(log.origin, ed25519PublicKey(sha256(utf8('other'))))
  refuses(() => verifyTlogProof(proofOf(0), leaf, other), 'NOTE_INVALID')
})

test('N5 one changed bit of a proof and it does not verify', () => {
  const text = proofOf(7)
  const leaf = leaves[7] ?? new Uint8Array()
  for (let place = 0; place < text.length; place += 1) {
    const changed = String.fromCodePoint((text.codePointAt(place) ?? 0) ^ (1 << (place % 7)))
    assert.throws(
      () => verifyTlogProof(text.slice(0, place) + changed + text.slice(place + 1), leaf, log.vkey),
      FormatError,
    )
  }
})

test('E10 the log ID is the hash of label and key, E11 origin and key name hold it', () => {
  const publicKey = ed25519PublicKey(seed)
  const expected = sha256(new Uint8Array([...utf8('homeward log v1\n'), ...publicKey]))
  assert.deepEqual(log.logId, expected)
  assert.equal(log.origin, `homeward/log/${Buffer.from(expected).toString('hex')}`)
  assert.equal(log.vkey.name, log.origin)
  assert.ok(log.vkeyText.startsWith(`${log.origin}+`))
})

test('E12 a member signs label and verifier key', () => {
  assert.deepEqual(deviceStatement('name+id+key'), utf8('homeward device v1\nname+id+key\n'))
})
