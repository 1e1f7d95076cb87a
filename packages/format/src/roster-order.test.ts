import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import type { Ordered } from './fold-order.ts'
import { rosterOrder } from './roster-order.ts'

const LOG_IDS = ['aa', 'bb', 'cc', 'dd']
const device = fc.nat({ max: LOG_IDS.length - 1 })

/** Entries that devices wrote who, now and then, merged all that another one had. */
const entries = fc
  .array(fc.record({ writes: device, learns: device, from: device }), { maxLength: 40 })
  .map((history) => {
    const known = LOG_IDS.map((): Record<string, number> => ({}))
    const written: Ordered[] = []
    for (const { writes, learns, from } of history) {
      const own = known[writes] ?? {}
      const log = LOG_IDS[writes] ?? ''
      const index = own[log] ?? 0
      const seen = Object.fromEntries(Object.entries(own).filter(([other]) => other !== log))
      written.push({ log, index, seen })
      own[log] = index + 1
      const learner = known[learns] ?? {}
      for (const [other, size] of Object.entries(known[from] ?? {})) {
        learner[other] = Math.max(learner[other] ?? 0, size)
      }
    }
    return written
  })

test('M3 in the order of the roster an entry comes after all that its device had merged', () => {
  fc.assert(
    fc.property(entries, (written) => {
      const sizes: Record<string, number> = {}
      for (const { log, index, seen } of rosterOrder(written)) {
        assert.equal(sizes[log] ?? 0, index)
        for (const [other, size] of Object.entries(seen)) {
          assert.ok((sizes[other] ?? 0) >= size)
        }
        sizes[log] = index + 1
      }
    }),
  )
})

test('M3 P18 some of the entries have among themselves the order that they have among all', () => {
  fc.assert(
    fc.property(entries, fc.infiniteStream(fc.boolean()), (written, choice) => {
      const chosen = new Set(written.filter(() => choice.next().value === true))
      const shuffled = [...chosen].toReversed()
      assert.deepEqual(
        rosterOrder(shuffled),
        rosterOrder(written).filter((entry) => chosen.has(entry)),
      )
    }),
  )
})
