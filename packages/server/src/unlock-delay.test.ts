import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServerError } from './errors.ts'
import { createManualClock } from './testing/manual-clock.ts'
import { createUnlockDelay } from './unlock-delay.ts'

const refusesFor = (waitMs: number) => (error: unknown) =>
  error instanceof ServerError && error.code === 'TOO_MANY_TRIES' && error.retryAfterMs === waitMs

test('S12 the wait doubles with every wrong passphrase, up to five minutes', () => {
  const delay = createUnlockDelay(createManualClock())
  const waits = Array.from({ length: 12 }, () => delay.failed() / 1000)
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
})

test('S12 a try is refused until the wait is over, and a refused try does not lengthen it', () => {
  const clock = createManualClock()
  const delay = createUnlockDelay(clock)
  delay.check()
  delay.failed()
  delay.failed()
  assert.throws(delay.check, refusesFor(2000))
  clock.advance(1500)
  assert.throws(delay.check, refusesFor(500))
  clock.advance(500)
  delay.check()
})

test('S12 the right passphrase ends the counting', () => {
  const delay = createUnlockDelay(createManualClock())
  delay.failed()
  delay.failed()
  delay.succeeded()
  delay.check()
  assert.equal(delay.failed(), 1000)
})

test('S12 a wall clock that was set back cannot lock the owner out for longer than five minutes', () => {
  const clock = createManualClock()
  const delay = createUnlockDelay(clock)
  delay.failed()
  clock.jump(-365 * 24 * 60 * 60 * 1000)
  assert.throws(delay.check, refusesFor(5 * 60 * 1000))
})
