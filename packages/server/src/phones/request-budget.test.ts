import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { ServerError } from '../errors.ts'
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts'
import { budgetGate } from './request-budget.ts'

function gated(clock: ManualClock) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('*', budgetGate(clock, { atOnce: 10, aSecond: 2 }))
  app.get('/', (c) => c.text('here'))
  app.onError((error, c) => c.text(error instanceof ServerError ? error.code : 'fault', 429))
  return async (remoteAddress: string): Promise<number> => {
    const { status } = await app.request('/', {}, { incoming: { socket: { remoteAddress } } })
    return status
  }
}

async function manyOf(ask: (address: string) => Promise<number>, address: string, count: number): Promise<number> {
  let answered = 0
  for (let asked = 0; asked < count; asked++) if ((await ask(address)) === 200) answered++
  return answered
}

test('S54 an address has a budget of requests, which fills again with time and not by turning the clock', async () => {
  const clock = createManualClock()
  const ask = gated(clock)
  assert.equal(await manyOf(ask, '192.168.1.5', 30), 10)
  assert.equal(await manyOf(ask, '192.168.1.6', 3), 3)
  clock.advance(3000)
  assert.equal(await manyOf(ask, '192.168.1.5', 30), 6)
  clock.jump(-60 * 60 * 1000)
  assert.equal(await manyOf(ask, '192.168.1.5', 5), 0)
  clock.advance(1000)
  assert.equal(await manyOf(ask, '192.168.1.5', 30), 2)
  clock.advance(3_600_000)
  assert.equal(await manyOf(ask, '192.168.1.5', 30), 10)
})

test('S54 more addresses than are counted share one budget, and those that rest are forgotten', async () => {
  const clock = createManualClock()
  const ask = gated(clock)
  for (let address = 0; address < 1000; address++) assert.equal(await ask(`10.0.${address >> 8}.${address & 255}`), 200)
  assert.equal(await manyOf(ask, '10.9.0.1', 8), 8)
  assert.equal(await manyOf(ask, '10.9.0.2', 8), 2)
  clock.advance(60_000)
  assert.equal(await manyOf(ask, '10.9.0.3', 12), 10)
  assert.equal(await manyOf(ask, '10.9.0.4', 12), 10)
})
