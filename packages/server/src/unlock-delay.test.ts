import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServerError } from './errors.ts'
import { createManualClock } from './testing/manual-clock.ts'
import { createUnlockDelay } from './unlock-delay.ts'

const here = '127.0.0.1'
const refusesFor = (waitMs: number) => (error: unknown) =>
  error instanceof ServerError && error.code === 'TOO_MANY_TRIES' && error.retryAfterMs === waitMs

test('S12 the wait doubles with every wrong passphrase, up to five minutes', () => {
  const delay = createUnlockDelay(createManualClock())
  const waits = Array.from({ length: 12 }, () => delay.failed(here) / 1000)
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
})

test('S12 a try is refused until the wait is over, and a refused try does not lengthen it', () => {
  const clock = createManualClock()
  const delay = createUnlockDelay(clock)
  delay.check(here)
  delay.failed(here)
  delay.failed(here)
  assert.throws(() => {
    delay.check(here)
  }, refusesFor(2000))
  clock.advance(1500)
  assert.throws(() => {
    delay.check(here)
  }, refusesFor(500))
  clock.advance(500)
  delay.check(here)
})

test('S12 the right passphrase ends the counting', () => {
  const delay = createUnlockDelay(createManualClock())
  delay.failed(here)
  delay.failed(here)
  delay.succeeded(here)
  delay.check(here)
  assert.equal(delay.failed(here), 1000)
})

test('S12 a wall clock that was set back cannot lock the owner out for longer than five minutes', () => {
  const clock = createManualClock()
  const delay = createUnlockDelay(clock)
  delay.failed(here)
  clock.jump(-365 * 24 * 60 * 60 * 1000)
  assert.throws(
    () => {
      delay.check(here)
    },
    refusesFor(5 * 60 * 1000),
  )
})

test('S12 a stranger in the network does not make others wait, and one network is one stranger', () => {
  const delay = createUnlockDelay(createManualClock())
  for (let tries = 0; tries < 20; tries++) delay.failed('192.168.1.66')
  assert.equal(delay.waitMs('192.168.1.66'), 5 * 60 * 1000)
  delay.check('192.168.1.7')
  delay.check(here)
  delay.failed('2001:db8:0:7::1')
  assert.equal(delay.waitMs('2001:db8::7:1:2:3:4'), 1000)
  assert.equal(delay.waitMs('2001:db8:0:8::1'), 0)
  delay.succeeded('192.168.1.7')
  assert.equal(delay.waitMs('192.168.1.66'), 5 * 60 * 1000)
})

test('S12 thousands of addresses fill no memory: those beyond a thousand are counted together', () => {
  const delay = createUnlockDelay(createManualClock())
  for (let n = 0; n < 1000; n++) delay.failed(`10.0.${n >> 8}.${n & 255}`)
  delay.failed('10.9.0.1')
  assert.equal(delay.waitMs('10.9.0.2'), 1000)
  assert.equal(delay.failed('10.9.0.3'), 2000)
})
