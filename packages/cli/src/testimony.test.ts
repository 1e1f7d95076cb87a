import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ageRecipient,
  ed25519PublicKey,
  encodeWords,
  eventHash,
  NO_EVENT_BEFORE,
  signEvent,
  toHex,
  type SessionEventKind,
  type SignedEvent,
} from '@homeward/format'
import { openRecords, pairPhone, receiveEvents, receiveFile } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { makeTestVault, testDir, testPassphrase } from './test-cli.ts'

const session = '5'.repeat(32)
const phone = '1'.repeat(32)
const place = 'behind the green mill'
const condition = 'thin and very quiet'

/** A session of one answer, as it comes in from a phone, in a vault that nobody has open. */
async function receiveSession(dir: string): Promise<void> {
  const vault = await openVault({ dir, passphrase: testPassphrase })
  try {
    const records = await openRecords(vault)
    const seed = new Uint8Array(32).fill(1)
    await pairPhone(records, {
      phone,
      name: 'Phone one',
      signKey: toHex(ed25519PublicKey(seed)),
      recipient: toHex(ageRecipient(new Uint8Array(32).fill(2))),
      officeSeed: toHex(new Uint8Array(32).fill(3)),
    })
    const picture = '2'.repeat(32)
    const salt = '7'.repeat(32)
    const { bytes, sha256 } = encodeWords({ v: 1, salt, language: 'ckb', condition })
    const kinds: SessionEventKind[] = [
      {
        type: 'begun',
        album: '3'.repeat(32),
        order: [picture],
        language: 'ckb',
        consent: { text: 'album-1', how: 'heard' },
        heldBy: 'the desk',
      },
      {
        type: 'answered',
        picture,
        answer: 'recognised',
        where: place,
        words: { id: salt, sha256: toHex(sha256), size: bytes.length, type: 'application/json' },
      },
    ]
    const events: SignedEvent[] = []
    for (const [seq, what] of kinds.entries()) {
      const last = events.at(-1)
      const prev = last === undefined ? NO_EVENT_BEFORE : eventHash(last.bytes)
      events.push(signEvent({ v: 1, phone, session, seq, prev, at: '2026-05-04T10:00:00.000Z', what }, seed))
    }
    assert.deepEqual(await receiveEvents(records, { phone, session, from: 0, events }), { have: 2 })
    assert.deepEqual(await receiveFile(records, { phone, session, file: salt, bytes }), { stored: true })
  } finally {
    vault.close()
  }
}

test('X33 X34 R130 a team, a testimony that is sealed to it, and somebody outside who waits', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  await receiveSession(vault.dir)
  const open = await vault.run('testimony', 'show', session)
  assert.ok(open.exit === 0 && open.stdout.includes(place), open.stderr)
  assert.match((await vault.run('team', 'list')).stdout, /There is no team/u)
  assert.equal((await vault.run('team', 'seal', 'team-none', 'perhaps')).exit, 2)
  const { teams } = await vault.json<{ teams: { id: string; name: string }[] }>(0, 'team', 'make', 'North')
  const team = teams[0]?.id ?? ''
  const { members } = await vault.json<{ members: { id: string }[] }>(0, 'member', 'list')
  const alone = await vault.run('team', 'join', team, members[0]?.id ?? '')
  assert.ok(alone.exit === 1 && alone.stderr.includes('Nobody puts themself into a team'), alone.stderr)

  const sealed = await vault.run('testimony', 'seal', session)
  assert.deepEqual([sealed.exit, sealed.stdout.trim()], [0, 'Sealed to the team North.'])
  assert.equal((await vault.run('testimony', 'seal', session)).exit, 1)
  const refused = await vault.run('testimony', 'show', session)
  assert.equal(refused.exit, 1)
  assert.match(refused.stderr, /--propose REASON/u)
  const asked = await vault.run('testimony', 'show', session, '--propose', 'her brother asks')
  assert.equal(asked.exit, 0, asked.stderr)
  assert.match(asked.stdout, /Nobody else in this vault could approve this/u)
  const named = /about the recognition session that came in \d{4}-\d\d-\d\d \d\d:\d\d UTC; the team “North” took it/u
  assert.match(asked.stdout, named)
  assert.match((await vault.run('act', 'list')).stdout, named)
  const waiting = await vault.run('testimony', 'show', session)
  assert.equal(waiting.exit, 1)
  for (const { stdout, stderr } of [refused, asked, waiting])
    for (const secret of [place, condition]) assert.ok(!(stdout + stderr).includes(secret))
})

test('X34 the team reads it without a second person', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  await receiveSession(vault.dir)
  const { members } = await vault.json<{ members: { id: string }[] }>(0, 'member', 'list')
  assert.equal((await vault.run('team', 'make', 'North', members[0]?.id ?? '')).exit, 0)
  assert.equal((await vault.run('testimony', 'seal', session)).exit, 0)
  const shown = await vault.run('testimony', 'show', session)
  assert.equal(shown.exit, 0, shown.stderr)
  assert.ok(shown.stdout.includes(place) && shown.stdout.includes(condition), shown.stdout)
})
