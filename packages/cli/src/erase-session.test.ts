import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519PublicKey, eventHash, NO_EVENT_BEFORE, signEvent, toHex, type SessionEventKind } from '@homeward/format'
import { openRecords, pairPhone, receiveEvents } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { admitSecond, asSecond, makeTestVault, testDir, testPassphrase, type Refused } from './test-cli.ts'

const session = '5'.repeat(32)
const phone = '1'.repeat(32)

/** A phone is paired and brings in a session, as the office takes it in. */
async function bringInSession(dir: string): Promise<void> {
  const vault = await openVault({ dir, passphrase: testPassphrase })
  const records = await openRecords(vault)
  const seed = new Uint8Array(32).fill(7)
  const signKey = ed25519PublicKey(seed)
  const hex = toHex(signKey)
  await pairPhone(records, { phone, name: 'Camp office', signKey: hex, recipient: hex, officeSeed: toHex(seed) })
  const picture = 'a'.repeat(32)
  const kinds: SessionEventKind[] = [
    {
      type: 'begun',
      album: 'b'.repeat(32),
      order: [picture],
      language: 'ckb',
      consent: { text: 'album-1', how: 'heard' },
      heldBy: 'the desk',
    },
    { type: 'shown', picture },
    { type: 'answered', picture, answer: 'unsure' },
    { type: 'ended', how: 'finished' },
  ]
  const events = []
  let prev: string = NO_EVENT_BEFORE
  for (const [seq, what] of kinds.entries()) {
    const event = signEvent({ v: 1, phone, session, seq, prev, at: '2026-05-04T10:00:00.000Z', what }, seed)
    prev = eventHash(event.bytes)
    events.push(event)
  }
  assert.deepEqual(await receiveEvents(records, { phone, session, from: 0, events }), { have: 4 })
  vault.close()
}

test('R84 X35 a recognition session is shown, proposed, approved by another one, and erased with its answers', async (t) => {
  const vault = await makeTestVault(testDir(t))
  await admitSecond(vault)
  await bringInSession(vault.dir)
  const target = ['erase', 'session', session] as const

  const shown = await vault.json<{ words: string; gone: string[] }>(0, ...target, '--show')
  assert.equal(shown.words, `Erase the recognition session ${session} with all its answers.`)
  assert.deepEqual(shown.gone, ['1 recognition session', '1 answer'])
  assert.equal((await vault.json<Refused>(1, ...target, '--yes')).error.code, 'SECOND_PERSON_NEEDED')
  const { id } = await vault.json<{ id: string }>(0, ...target, '--propose', 'the viewer asks for it')
  assert.equal((await asSecond(vault, 'act', 'approve', id)).exit, 0)
  const done = await vault.run(...target, '--yes')
  assert.equal(done.exit, 0, done.stderr)
  assert.match(done.stdout, /Gone for good:\n {2}1 recognition session\n {2}1 answer/u)
  assert.match(done.stdout, /A phone that still holds it is told to destroy it/u)

  assert.equal((await vault.json<Refused>(1, ...target, '--show')).error.code, 'NOT_FOUND')
  assert.match((await vault.run('verify', '--deep')).stdout, /No fault/u)
})
