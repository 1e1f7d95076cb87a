import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { argon2id } from 'hash-wasm'
import fc from 'fast-check'
import { createServer } from 'vite'

const dayMs = 86_400_000
const sorted = (list) => list.toSorted((a, b) => a - b)

/** Modules without a page, loaded through Vite as the build loads them. */
describe('parts of the phone', () => {
  let vite
  const load = (file) => vite.ssrLoadModule(`/src/${file}`)
  before(async () => {
    const root = path.join(import.meta.dirname, '..')
    vite = await createServer({
      root,
      configFile: path.join(root, 'vite.config.ts'),
      server: { middlewareMode: true, watch: null, hmr: false, ws: false },
      optimizeDeps: { noDiscovery: true },
      appType: 'custom',
      logLevel: 'error',
    })
  })
  after(() => vite.close())

  test('AL42 Argon2id of the browser is that of RFC 9106', async () => {
    // The vector of section 5.3 with a secret and associated data cannot be asked of hash-wasm; this one is of the reference's own tests.
    const hash = await argon2id({
      password: 'password',
      salt: new TextEncoder().encode('somesalt'),
      memorySize: 65_536,
      iterations: 2,
      parallelism: 1,
      hashLength: 32,
      outputType: 'hex',
    })
    assert.equal(hash, '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7')
  })

  test('AL42 what is typed is one secret, however a keyboard writes it', async () => {
    const { plainSecret } = await load('store/secrets.ts')
    assert.equal(plainSecret('١٢٣-٤٥٦'), '123456')
    assert.equal(plainSecret('۱۲۳ ۴۵۶'), '123456')
    assert.equal(plainSecret('Copper  Lantern'), plainSecret('copper lantern'))
    assert.equal(plainSecret('e\u0301'), plainSecret('\u00E9'))
  })

  test('AL42 how long something holds grows with it, and six digits never hold long', async () => {
    const { holdSeconds, isGuessable, LEAST_HOLD_SECONDS, randomNumber } = await load('store/secrets.ts')
    assert.ok(holdSeconds('735194', 1000) < 3600)
    assert.ok(holdSeconds('copper wheelbarrow under seven lanterns', 300) > LEAST_HOLD_SECONDS)
    for (const weak of ['111111', '123456', '654321', '20142014', '121212']) assert.ok(isGuessable(weak), weak)
    for (const fine of ['735194', '503817', '918264']) assert.ok(!isGuessable(fine), fine)
    for (let n = 0; n < 50; n += 1) {
      assert.match(randomNumber(), /^\d{3}(?:-\d{3}){4}$/u)
      assert.ok(holdSeconds(randomNumber(), 300) > LEAST_HOLD_SECONDS)
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.integer({ min: 1, max: 5000 }), (typed, ms) => {
        assert.ok(holdSeconds(typed, ms) <= holdSeconds(typed, ms + 1))
      }),
    )
  })

  test('AL53 an order holds every picture once, and every order comes as often as any other', async () => {
    const { shuffled } = await load('session/order.ts')
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { maxLength: 60 }), (things) => {
        assert.deepEqual(sorted(shuffled(things)), sorted(things))
      }),
    )
    const counts = new Map()
    const rounds = 6000
    for (let n = 0; n < rounds; n += 1) {
      const order = shuffled([1, 2, 3]).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    assert.equal(counts.size, 6)
    // Chi-squared with five degrees of freedom is below 40 but once in five million.
    const expected = rounds / 6
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    assert.ok(chi < 40, `${chi}`)
  })

  test('AL48 a clock never opens what is over, and never destroys for a leap', async () => {
    const { readClock, clockAfterContact } = await load('store/clock.ts')
    const start = Date.parse('2026-03-01T00:00:00.000Z')
    const until = new Date(start + 30 * dayMs).toISOString()
    const fresh = { highestMs: start, offsetMs: 0 }
    const at = (nowMs, known) => readClock(known ?? fresh, until, nowMs).album
    assert.equal(at(start + dayMs), 'open')
    assert.equal(at(start - 5 * 60_000), 'open')
    assert.equal(at(start - dayMs), 'unsure')
    assert.equal(at(start + 31 * dayMs), 'over')
    assert.equal(at(start + 400 * dayMs), 'unsure')
    // Seen once after its end, it stays over or closed, whatever the clock says then.
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), (days) => {
        const seen = { highestMs: start + 31 * dayMs, offsetMs: 0 }
        assert.notEqual(readClock(seen, until, start + days * dayMs).album, 'open')
      }),
    )
    // A phone that is years off has the office's time after a contact.
    const off = clockAfterContact(start, start - 2000 * dayMs)
    assert.equal(at(start - 1999 * dayMs, off), 'open')
    assert.equal(clockAfterContact(start, start - 60_000).offsetMs, 0)
  })

  test('AL45 the empty album of a duress PIN was used in the past, and never before it was paired', async () => {
    const { emptiedPhone } = await load('store/emptied.ts')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * dayMs }), (sinceMs) => {
        const now = Date.parse('2026-03-01T00:00:00.000Z')
        const { sent, closedMs, keys, office, sessions } = emptiedPhone('en', now - sinceMs, now)
        assert.ok(sent.length > 0 && keys === null && office === null && sessions.length === 0)
        assert.ok(closedMs <= now && closedMs >= now - sinceMs)
        for (const { beganMs, answered, of } of sent) {
          assert.ok(beganMs >= now - sinceMs && beganMs <= closedMs)
          assert.ok(answered <= of)
        }
      }),
    )
  })
})
