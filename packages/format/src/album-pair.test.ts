import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  officeKey,
  officeSigner,
  pairingCode,
  phoneCommitment,
  readContactNote,
  signContact,
  signContactNote,
  verifyContact,
} from './album-pair.ts'
import { toHex } from './bytes.ts'
import { parseVkey, signNote } from './note.ts'
import { ed25519PublicKey } from '#primitives'

const bytes = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value)
const keys = { signKey: bytes(32, 1), recipient: bytes(32, 2), nonce: bytes(16, 3) }
const phone = '9'.repeat(32)
const seed = bytes(32, 4)
const answer = { phone, nonce: bytes(16, 5), officeKey: officeKey(phone, seed), organisation: 'A small office' }

test('AL3 both sides see the same six digits, and others when anything was exchanged on the way', () => {
  const code = pairingCode(keys, answer)
  assert.match(code, /^\d{6}$/u)
  assert.equal(pairingCode({ ...keys }, { ...answer }), code)
  const changed = [
    pairingCode({ ...keys, signKey: bytes(32, 6) }, answer),
    pairingCode({ ...keys, recipient: bytes(32, 6) }, answer),
    pairingCode({ ...keys, nonce: bytes(16, 6) }, answer),
    pairingCode(keys, { ...answer, nonce: bytes(16, 6) }),
    pairingCode(keys, { ...answer, officeKey: officeKey(phone, bytes(32, 6)) }),
    pairingCode(keys, { ...answer, organisation: 'Another office' }),
    pairingCode(keys, { ...answer, phone: '8'.repeat(32) }),
  ]
  assert.equal(changed.includes(code), false)
})

test('AL2 a commitment binds the phone to both keys and its nonce', () => {
  const made = toHex(phoneCommitment(keys))
  assert.equal(made.length, 64)
  assert.notEqual(toHex(phoneCommitment({ ...keys, nonce: bytes(16, 6) })), made)
  assert.notEqual(toHex(phoneCommitment({ ...keys, recipient: bytes(32, 6) })), made)
  assert.notEqual(toHex(phoneCommitment({ ...keys, signKey: bytes(32, 6) })), made)
})

test('AL5 a contact is signed for one challenge, one nonce, one phone and one office', () => {
  const phoneSeed = bytes(32, 7)
  const claim = { phone, officeKey: answer.officeKey, challenge: 'a'.repeat(64), nonce: 'b'.repeat(64) }
  const signature = signContact(claim, phoneSeed)
  const signKey = ed25519PublicKey(phoneSeed)
  assert.equal(verifyContact(claim, signature, signKey), true)
  for (const other of [
    { challenge: 'c'.repeat(64) },
    { nonce: 'c'.repeat(64) },
    { phone: '8'.repeat(32) },
    { officeKey: 'x' },
  ]) {
    assert.equal(verifyContact({ ...claim, ...other }, signature, signKey), false)
  }
})

test('AL6 a note counts for its phone, its contact and its office alone', () => {
  const office = officeSigner(phone, seed)
  const vkey = parseVkey(answer.officeKey)
  const nonce = 'b'.repeat(64)
  const said = { phone, nonce, state: 'revoked' as const, now: '2026-03-01T10:00:00.000Z' }
  const note = signContactNote(said, office)
  assert.deepEqual(readContactNote(note, vkey, { phone, nonce }), said)
  assert.equal(readContactNote(note, vkey, { phone, nonce: 'c'.repeat(64) }), null)
  assert.equal(readContactNote(note, vkey, { phone: '8'.repeat(32), nonce }), null)
  assert.equal(readContactNote(note.replace('revoked', 'current'), vkey, { phone, nonce }), null)
  assert.equal(readContactNote(signContactNote(said, { ...office, seed: bytes(32, 8) }), vkey, { phone, nonce }), null)
  assert.equal(readContactNote(signNote('something else\n', office), vkey, { phone, nonce }), null)
  assert.equal(readContactNote('', vkey, { phone, nonce }), null)
})
