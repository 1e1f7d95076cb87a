import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concatBytes, fromBase64, utf8 } from './bytes.ts'
import { FormatError } from './format-error.ts'
import { createVkey, formatVkey, parseNote, parseVkey, signNote, verifyNote } from './note.ts'
import { ed25519PublicKey, sha256 } from '#primitives'

// golang/mod, sumdb/note/note_test.go.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const PETER_SEED = fromBase64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz').subarray(1)
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const PETER_SIG =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const ENOCH_SIG =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'

const refuses = (work: () => unknown, code = 'NOTE_INVALID'): void => {
  assert.throws(work, (error) => error instanceof FormatError && error.code === code)
}

test('N1 the example of c2sp.org/signed-note verifies', () => {
  const key = parseVkey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
  const note =
    'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'
  assert.equal(verifyNote(note, [key]).text, 'This is an example message.\n')
  assert.equal(verifyNote(utf8(note), [key]).signedBy[0], key)
})

test('N1 signing gives the bytes that Go gives', () => {
  assert.equal(signNote(TEXT, { name: 'PeterNeumann', seed: PETER_SEED }), `${TEXT}\n${PETER_SIG}`)
  assert.equal(formatVkey(createVkey('PeterNeumann', ed25519PublicKey(PETER_SEED))), PETER)
})

test('N2 unknown keys are ignored, known keys all must hold', () => {
  const [peter, enoch] = [parseVkey(PETER), parseVkey(ENOCH)]
  const both = `${TEXT}\n${PETER_SIG}${ENOCH_SIG}`
  assert.deepEqual(verifyNote(both, [peter]).signedBy, [peter])
  assert.deepEqual(verifyNote(both, [peter, enoch]).signedBy, [peter, enoch])
  refuses(() => verifyNote(both, []))
  refuses(() => verifyNote(`${TEXT}\n${PETER_SIG}${ENOCH_SIG.replace('rwz+eBzm', 'rwz+eBzn')}`, [peter, enoch]))
  assert.equal(verifyNote(`${TEXT}\n${PETER_SIG}${ENOCH_SIG.replace('rwz+eBzm', 'rwz+eBzn')}`, [peter]).text, TEXT)
  refuses(() => verifyNote(`${TEXT}\n${PETER_SIG.replace('PeterNeumann', 'CarmenSandiego')}`, [peter]))
  const impostor = { ...enoch, publicKey: new Uint8Array(32) }
  refuses(() => verifyNote(both, [enoch, impostor]), 'KEY_INVALID')
})

test('N2 at most a hundred signatures', () => {
  assert.equal(parseNote(`${TEXT}\n${PETER_SIG.repeat(100)}`).signatures.length, 100)
  refuses(() => parseNote(`${TEXT}\n${PETER_SIG.repeat(101)}`))
})

test('N1 malformed notes (the list of note_test.go, and more)', () => {
  const bad = [
    TEXT,
    `${TEXT}\n`,
    `${TEXT}\n${PETER_SIG.slice(0, -1)}`,
    `\u0001${TEXT}\n${PETER_SIG}`,
    `${TEXT}\n— Bad Name x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`,
    `${TEXT}\n${PETER_SIG}Unexpected line.\n`,
    `${TEXT}\n— a+b x08goA==\n`,
    `${TEXT}\n—  x08goA==\n`,
    `${TEXT}\n— name x08gow==\n`,
    `${TEXT}\n— name x08go/Z\n`,
    `${TEXT}\n- name x08go/ZJ\n`,
    `${TEXT.replace('\n', '\r\n')}\n${PETER_SIG}`,
    '',
  ]
  for (const note of bad) {
    refuses(() => parseNote(note))
  }
  refuses(() => parseNote(concatBytes(Uint8Array.of(0xff), utf8(`${TEXT}\n${PETER_SIG}`))))
})

test('N1 the text ends at the last empty line', () => {
  const text = 'one\n\n\ntwo\n\n'
  const note = signNote(text, { name: 'n', seed: PETER_SEED })
  assert.equal(parseNote(note).text, text)
})

test('N1 what cannot be a note is not signed', () => {
  for (const text of ['', 'no line feed', 'tab\t\n', 'nul\u0000\n']) {
    refuses(() => signNote(text, { name: 'n', seed: PETER_SEED }))
  }
  for (const name of ['', 'a b', 'a+b', 'a\u00A0b', 'a\u0085b']) {
    refuses(() => signNote('text\n', { name, seed: PETER_SEED }), 'KEY_INVALID')
  }
})

test('N3 every shorter and every mistyped verifier key is refused', () => {
  for (let start = 0; start <= PETER.length; start += 1) {
    for (let end = start + 1; end <= PETER.length; end += 1) {
      if (start > 0 || end < PETER.length) {
        refuses(() => parseVkey(PETER.slice(start, end)), 'KEY_INVALID')
      }
    }
    const next = String.fromCodePoint((PETER.codePointAt(start) ?? 0) + 1)
    refuses(() => parseVkey(PETER.slice(0, start) + next + PETER.slice(start + 1)), 'KEY_INVALID')
  }
  // A key of the wrong length and one of an unknown type, each with the ID adjusted (note_test.go).
  refuses(() => parseVkey('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='), 'KEY_INVALID')
  refuses(() => parseVkey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'), 'KEY_INVALID')
})

test('N3 keys whose base64 holds plus signs are read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const key = createVkey('homeward/log/x', sha256(bytes))
      assert.deepEqual(parseVkey(formatVkey(key)), key)
    }),
  )
})

test('N2 one changed character of a note and it does not verify', () => {
  const key = parseVkey(PETER)
  const note = utf8(`${TEXT}\n${PETER_SIG}`)
  fc.assert(
    fc.property(fc.nat({ max: note.length - 1 }), fc.nat({ max: 7 }), (place, bit) => {
      const flipped = note.map((byte, index) => (index === place ? byte ^ (1 << bit) : byte))
      assert.throws(() => verifyNote(flipped, [key]), FormatError)
    }),
    { numRuns: 500 },
  )
})
