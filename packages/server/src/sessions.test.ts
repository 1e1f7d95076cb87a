import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSessions, csrfMatches } from './sessions.ts'
import { createManualClock } from './testing/manual-clock.ts'

const idleMs = 15 * 60 * 1000

test('S5 an id is 256 random bits, new every time, and finds its own session alone', () => {
  const sessions = createSessions(createManualClock(), idleMs)
  const a = sessions.start('member')
  const b = sessions.start('member')
  assert.equal(Buffer.from(a.id, 'base64url').length, 32)
  assert.notEqual(a.id, b.id)
  assert.equal(sessions.find(a.id), a.session)
  assert.equal(sessions.find(b.id), b.session)
  assert.equal(sessions.find(undefined), null)
  assert.equal(sessions.find(''), null)
  assert.equal(sessions.find(`${a.id}x`), null)
})

test('S5 the server keeps no id that it could give away', () => {
  const sessions = createSessions(createManualClock(), idleMs)
  const { id, session } = sessions.start('member')
  assert.ok(!JSON.stringify(session).includes(id))
})

test('S7 a token belongs to one session', () => {
  const sessions = createSessions(createManualClock(), idleMs)
  const a = sessions.start('member').session
  const b = sessions.start('member').session
  assert.ok(csrfMatches(a, a.csrf))
  assert.ok(!csrfMatches(a, b.csrf))
  assert.ok(!csrfMatches(a, undefined))
  assert.ok(!csrfMatches(a, a.csrf.slice(0, -1)))
})

test('S10 a session ends when nobody used it for the idle time, and use begins the time anew', () => {
  const clock = createManualClock()
  const sessions = createSessions(clock, idleMs)
  const { id, session } = sessions.start('member')
  clock.advance(idleMs - 1)
  assert.equal(sessions.find(id), session)
  sessions.touch(session)
  clock.advance(idleMs - 1)
  assert.equal(sessions.find(id), session)
  assert.ok(!session.ended.aborted)
  clock.advance(1)
  assert.equal(sessions.find(id), null)
  assert.ok(session.ended.aborted)
})

test('S10 time that the computer was asleep counts, and a clock set back ends the session', () => {
  for (const jumpMs of [idleMs, -2 * 60 * 1000]) {
    const clock = createManualClock()
    const sessions = createSessions(clock, idleMs)
    const { id } = sessions.start('member')
    clock.jump(jumpMs)
    assert.equal(sessions.find(id), null)
  }
})

test('S5 the seventeenth session ends the oldest', () => {
  const sessions = createSessions(createManualClock(), idleMs)
  const ids = Array.from({ length: 17 }, () => sessions.start('member').id)
  assert.equal(sessions.find(ids[0]), null)
  assert.notEqual(sessions.find(ids[1]), null)
  assert.equal(sessions.countOf('member'), 16)
})

test('S10 a session that is used all day ends after twelve hours', () => {
  const clock = createManualClock()
  const sessions = createSessions(clock, 60_000)
  const { id, session } = sessions.start('member')
  for (let minutes = 0; minutes < 12 * 60; minutes++) {
    assert.notEqual(sessions.find(id), null)
    sessions.touch(session)
    clock.advance(59_000)
  }
  assert.notEqual(sessions.find(id), null)
  for (let minutes = 0; minutes < 13; minutes++) {
    sessions.touch(session)
    clock.advance(59_000)
  }
  assert.equal(sessions.find(id), null)
  assert.equal(session.ended.aborted, true)
})
