import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { foldOrder } from './fold-order.ts'
import type { Ordered } from './fold-order.ts'

const LOG_IDS = ['aa', 'bb', 'cc', 'dd'] as const

/** What happens in a world of several devices: one writes an entry, or one learns all that another has. */
type Step = { writes: number } | { learns: number; from: number }

const device = fc.nat({ max: LOG_IDS.length - 1 })
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(fc.record({ writes: device }), fc.record({ learns: device, from: device })),
  { maxLength: 60 },
)

/** The logs that follow from the steps; `known` is how much of each log each device has merged. */
const world = (history: readonly Step[]): { logs: Map<string, Ordered[]>; written: Ordered[] } => {
  const logs = new Map<string, Ordered[]>(LOG_IDS.map((id) => [id, []]))
  const known = LOG_IDS.map(() => LOG_IDS.map(() => 0))
  const written: Ordered[] = []
  for (const step of history) {
    if ('writes' in step) {
      const log = LOG_IDS[step.writes]!
      const index = logs.get(log)!.length
      const seen = Object.fromEntries(
        LOG_IDS.flatMap((id, place) => (place === step.writes ? [] : [[id, known[step.writes]![place]!]])),
      )
      const entry = { log, index, seen }
      logs.get(log)!.push(entry)
      written.push(entry)
      known[step.writes]![step.writes] = index + 1
    } else {
      known[step.learns] = known[step.learns]!.map((size, place) => Math.max(size, known[step.from]![place]!))
    }
  }
  return { logs, written }
}

const placesOf = (entries: readonly Ordered[]): string[] => entries.map(({ log, index }) => `${log}:${index}`)

test('V12 the fold order holds every entry once, and each after all that its device had seen', () => {
  fc.assert(
    fc.property(steps, (history) => {
      const { logs, written } = world(history)
      const ordered = foldOrder(logs)
      assert.deepEqual(placesOf(ordered).toSorted(), placesOf(written).toSorted())
      const sizes = new Map<string, number>(LOG_IDS.map((id) => [id, 0]))
      for (const { log, index, seen } of ordered) {
        assert.equal(sizes.get(log), index)
        for (const [id, size] of Object.entries(seen)) {
          assert.ok(sizes.get(id)! >= size, `${log}:${index} came before ${id}:${size - 1}`)
        }
        sizes.set(log, index + 1)
      }
    }),
  )
})

test('V12 the fold order does not depend on the order in which logs arrived', () => {
  fc.assert(
    fc.property(steps, fc.shuffledSubarray([...LOG_IDS], { minLength: 4 }), (history, arrival) => {
      const { logs } = world(history)
      const arrived = new Map(arrival.map((id) => [id, logs.get(id)!]))
      assert.deepEqual(placesOf(foldOrder(arrived)), placesOf(foldOrder(logs)))
    }),
  )
})

test('V12 among entries that nothing orders, the smallest log id goes first', () => {
  const logs = new Map<string, Ordered[]>([
    ['bb', [{ log: 'bb', index: 0, seen: {} }]],
    ['aa', [{ log: 'aa', index: 4, seen: { bb: 0 } }]],
    ['cc', [{ log: 'cc', index: 0, seen: { zz: 7 } }]],
  ])
  assert.deepEqual(placesOf(foldOrder(logs)), ['aa:4', 'bb:0', 'cc:0'])
})

test('V12 devices that claim to have seen each other first do not stop the fold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ log: device, seen: fc.array(fc.nat({ max: 9 }), { minLength: 4, maxLength: 4 }) }), {
        maxLength: 25,
      }),
      fc.shuffledSubarray([...LOG_IDS], { minLength: 4 }),
      (claims, arrival) => {
        const logs = new Map<string, Ordered[]>(LOG_IDS.map((id) => [id, []]))
        for (const claim of claims) {
          const log = LOG_IDS[claim.log]!
          const seen = Object.fromEntries(LOG_IDS.map((id, place) => [id, claim.seen[place]!]))
          logs.get(log)!.push({ log, index: logs.get(log)!.length, seen })
        }
        const ordered = placesOf(foldOrder(logs))
        assert.equal(ordered.length, claims.length)
        assert.deepEqual(placesOf(foldOrder(new Map(arrival.map((id) => [id, logs.get(id)!])))), ordered)
      },
    ),
  )
})
