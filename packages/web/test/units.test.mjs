import assert from 'node:assert/strict'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { createServer } from 'vite'

/** Resolves when what was answered has been heard. */
const answered = () => setImmediate()

/** Modules without a page, loaded through Vite as the build loads them. */
describe('units', () => {
  let vite
  const load = (file) => vite.ssrLoadModule(`/src/${file}`)
  before(async () => {
    vite = await createServer({
      root: path.join(import.meta.dirname, '..'),
      configFile: path.join(import.meta.dirname, '..', 'vite.config.ts'),
      server: { middlewareMode: true, watch: null, hmr: false, ws: false },
      optimizeDeps: { noDiscovery: true },
      appType: 'custom',
      logLevel: 'error',
    })
    const { activate } = await load('language/active.ts')
    await activate('en', 'latn')
  })
  after(() => vite.close())

  test('W14 the held part of a chat always holds the row that is looked at', async () => {
    const { windowAround, windowAfterScroll } = await load('chat/chat-window.ts')
    const row = fc
      .integer({ min: 1, max: 2_000_000 })
      .chain((total) => fc.tuple(fc.constant(total), fc.integer({ min: 0, max: total - 1 })))
    fc.assert(
      fc.property(
        row,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
        ([total, at], steps) => {
          let held = windowAround(total, at)
          const holds = (one) => one >= held.base && one < held.base + held.count
          assert.ok(holds(at))
          for (const share of steps) {
            const seen = held.base + Math.min(held.count - 1, Math.floor(share * held.count))
            held = windowAfterScroll(total, held, seen)
            assert.ok(holds(seen))
            assert.ok(held.count <= 20_000 && held.base >= 0 && held.base + held.count <= total)
            // After a move there is room on both sides, unless the chat ends there.
            assert.ok(held.base === 0 || seen - held.base >= 1000)
            assert.ok(held.base + held.count === total || held.base + held.count - seen >= 1000)
          }
        },
      ),
    )
  })

  test('W16 hex lines give back every byte and its place', async () => {
    const { hexLines } = await load('chat/hex-lines.ts')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(1_000_000), (bytes, start) => {
        const lines = hexLines(Buffer.from(bytes).toString('hex'), start).split('\n')
        const back = lines.flatMap((line) => line.slice(10).split(' ').filter(Boolean))
        assert.equal(back.join(''), Buffer.from(bytes).toString('hex'))
        for (const [at, line] of lines.entries())
          if (line) assert.equal(Number.parseInt(line.slice(0, 8), 16), start + at * 16)
      }),
    )
  })

  test('W15 a time never claims more than is known', async () => {
    const { clockWords, timeSentences, isCertain, openWords } = await load('chat/time-words.ts')
    const time = {
      raw: '6/7/20, 9:05',
      local: '2020-07-06T09:05',
      precision: 'minute',
      earliestMs: Date.UTC(2020, 5, 6, 19, 5),
      latestMs: Date.UTC(2020, 6, 6, 21, 5, 59),
      basis: 'unknown',
      clock: 'exporter',
      ambiguities: ['zone', 'date-order'],
    }
    assert.equal(clockWords(time), '09:05')
    assert.equal(openWords(time), null)
    assert.equal(openWords({ ...time, local: null }), '6/7/20, 9:05')
    assert.equal(isCertain(time), false)
    const sentences = timeSentences(time)
    assert.ok(sentences.includes('As written: 6/7/20, 9:05'))
    assert.ok(sentences.includes('On the source’s clock: 2020-07-06 09:05'))
    assert.ok(sentences.includes('Between 2020-06-06 19:05:00 and 2020-07-06 21:05:59 UTC'))
    assert.ok(sentences.includes('Day and month could be the other way round.'))
    assert.deepEqual(timeSentences({ ...time, raw: null, local: null, earliestMs: null, latestMs: null }), [
      'The export gives no time for this line.',
    ])
  })

  test('W17 turning a variant back undoes it', async () => {
    const { turnOf } = await load('leads/variant.ts')
    assert.deepEqual(turnOf('same'), { transform: 'none', sideways: false })
    assert.deepEqual(turnOf('a variant of a later version'), { transform: 'none', sideways: false })
    assert.equal(turnOf('rotated 90°').sideways, true)
  })

  test('W11 years are taken only in order', async () => {
    const { birthOf } = await load('people/drafts.ts')
    const basis = 'stated'
    assert.equal(birthOf({ earliest: '', latest: '', basis }), null)
    assert.deepEqual(birthOf({ earliest: '2001', latest: '', basis }), { earliest: 2001, latest: 2001, basis })
    assert.equal(birthOf({ earliest: '2002', latest: '2001', basis }), undefined)
    assert.equal(birthOf({ earliest: '02', latest: '', basis }), undefined)
  })

  test('W7 an answer that is not ours becomes a sentence, and a wait is kept', async () => {
    const { errorFromAnswer } = await load('api/api-error.ts')
    const wait = errorFromAnswer(401, '{"error":{"code":"PASSPHRASE_WRONG","message":"No."},"retryAfterMs":4000}')
    assert.deepEqual([wait.code, wait.message, wait.retryAfterMs], ['PASSPHRASE_WRONG', 'No.', 4000])
    const odd = errorFromAnswer(502, '<html>')
    assert.equal(odd.code, 'NOT_UNDERSTOOD')
    assert.match(odd.message, /502/u)
  })

  test('W98 a page whose questions find no answer covers itself, and an answer in between begins the count anew', async () => {
    const { createSessionWatch } = await load('api/session-watch.ts')
    const covered = []
    const asked = []
    const watch = createSessionWatch({
      ask: (signal) =>
        new Promise((resolve, reject) => {
          asked.push({ signal, resolve, reject })
        }),
      csrf: 'token',
      cover: (why) => covered.push(why),
    })
    const open = { state: 'open', csrf: 'token' }
    for (let tick = 0; tick < 5; tick += 1) watch.tick()
    assert.equal(asked.length, 1, 'one question at a time')
    asked[0].resolve(open)
    await answered()
    for (let tick = 0; tick < 5; tick += 1) {
      watch.tick()
      asked.at(-1).reject(new Error('refused'))
      await answered()
    }
    assert.equal(asked.length, 6)
    assert.deepEqual(covered, [])
    watch.tick()
    assert.deepEqual(covered, ['unreachable'])
  })

  test('W98 an answer covers if the session is over or another one, but not after the watch has ended', async () => {
    const { createSessionWatch } = await load('api/session-watch.ts')
    const coveredAfter = async (answer, meanwhile) => {
      const covered = []
      const waiting = []
      const ask = (signal) =>
        new Promise((resolve) => {
          waiting.push({ signal, resolve })
        })
      const watch = createSessionWatch({ ask, csrf: 'token', cover: (why) => covered.push(why) })
      watch.tick()
      meanwhile?.(watch)
      waiting[0].resolve(answer)
      await answered()
      return { covered, waiting }
    }
    assert.deepEqual((await coveredAfter({ state: 'locked' })).covered, ['elsewhere'])
    assert.deepEqual((await coveredAfter({ state: 'open', csrf: 'other' })).covered, ['elsewhere'])
    assert.deepEqual((await coveredAfter({ state: 'open', csrf: 'token' })).covered, [])
    const stopped = await coveredAfter({ state: 'locked' }, (watch) => watch.stop())
    assert.deepEqual(stopped.covered, [])
    assert.equal(stopped.waiting[0].signal.aborted, true)
    const seen = await coveredAfter({ state: 'locked' }, (watch) => watch.askNow())
    assert.equal(seen.waiting.length, 2, 'a page that is seen again asks anew')
    assert.deepEqual(seen.covered, [])
  })
})
