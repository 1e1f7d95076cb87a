import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { comesAfter, foldStreams } from './fold-order.ts'
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

// oxlint-disable-next-line require-await -- what is in memory is given as it would come from a disk
async function* streamOf(entries: readonly Ordered[]): AsyncGenerator<Ordered> {
  yield* entries
}

/** All entries of some logs in the order of the fold. */
const foldOrder = async (logs: ReadonlyMap<string, readonly Ordered[]>): Promise<Ordered[]> => {
  const ordered: Ordered[] = []
  for await (const entry of foldStreams(new Map([...logs].map(([log, entries]) => [log, streamOf(entries)])))) {
    ordered.push(entry)
  }
  return ordered
}

const placesOf = (entries: readonly Ordered[]): string[] => entries.map(({ log, index }) => `${log}:${index}`)

test('V12 the fold order holds every entry once, and each after all that its device had seen', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const { logs, written } = world(history)
      const ordered = await foldOrder(logs)
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

test('V12 the fold order does not depend on the order in which logs arrived', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.shuffledSubarray([...LOG_IDS], { minLength: 4 }), async (history, arrival) => {
      const { logs } = world(history)
      const arrived = new Map(arrival.map((id) => [id, logs.get(id)!]))
      assert.deepEqual(placesOf(await foldOrder(arrived)), placesOf(await foldOrder(logs)))
    }),
  )
})

test('V12 among entries that nothing orders, the smallest log id goes first', async () => {
  const logs = new Map<string, Ordered[]>([
    ['bb', [{ log: 'bb', index: 0, seen: {} }]],
    ['aa', [{ log: 'aa', index: 4, seen: { bb: 0 } }]],
    ['cc', [{ log: 'cc', index: 0, seen: { zz: 7 } }]],
  ])
  assert.deepEqual(placesOf(await foldOrder(logs)), ['aa:4', 'bb:0', 'cc:0'])
})

const claims = fc.array(
  fc.record({ log: device, seen: fc.array(fc.nat({ max: 9 }), { minLength: 4, maxLength: 4 }) }),
  { maxLength: 25 },
)

/** Logs whose devices claim to have seen whatever they like. */
const claimedLogs = (all: readonly { log: number; seen: readonly number[] }[]): Map<string, Ordered[]> => {
  const logs = new Map<string, Ordered[]>(LOG_IDS.map((id) => [id, []]))
  for (const claim of all) {
    const log = LOG_IDS[claim.log]!
    const seen = Object.fromEntries(LOG_IDS.map((id, place) => [id, claim.seen[place]!]))
    logs.get(log)!.push({ log, index: logs.get(log)!.length, seen })
  }
  return logs
}

test('V12 devices that claim to have seen each other first do not stop the fold', async () => {
  await fc.assert(
    fc.asyncProperty(claims, fc.shuffledSubarray([...LOG_IDS], { minLength: 4 }), async (all, arrival) => {
      const logs = claimedLogs(all)
      const ordered = placesOf(await foldOrder(logs))
      assert.equal(ordered.length, all.length)
      assert.deepEqual(placesOf(await foldOrder(new Map(arrival.map((id) => [id, logs.get(id)!])))), ordered)
    }),
  )
})

/** What a reader goes on from who folded the first entries of each log. */
const foldedOf = (
  covered: ReadonlyMap<string, readonly Ordered[]>,
): { sizes: Record<string, number>; claimed: Record<string, number> } => {
  const sizes: Record<string, number> = {}
  const claimed: Record<string, number> = {}
  for (const [log, entries] of covered) {
    if (entries.length > 0) {
      sizes[log] = entries.length
    }
    for (const { seen } of entries) {
      for (const [id, size] of Object.entries(seen)) {
        claimed[id] = Math.max(claimed[id] ?? 0, id === log ? 0 : size)
      }
    }
  }
  return { sizes, claimed }
}

const cuts = fc.array(fc.nat({ max: 12 }), { minLength: 4, maxLength: 4 })

/** Folds what the cuts cover, then the rest; `null` when the rest cannot be known to come after. */
const inTwoSteps = async (
  logs: ReadonlyMap<string, readonly Ordered[]>,
  cut: readonly number[],
): Promise<string[] | null> => {
  const covered = new Map(LOG_IDS.map((id, place) => [id, logs.get(id)!.slice(0, cut[place])]))
  const tails = new Map(LOG_IDS.map((id, place) => [id, logs.get(id)!.slice(cut[place])]))
  const firsts = [...tails.values()].flatMap((entries) => entries.slice(0, 1))
  return comesAfter(firsts, foldedOf(covered))
    ? placesOf([...(await foldOrder(covered)), ...(await foldOrder(tails))])
    : null
}

test('V12 what is known to come after can be folded alone, whatever devices claim', async () => {
  let known = 0
  await fc.assert(
    fc.asyncProperty(claims, cuts, async (all, cut) => {
      const logs = claimedLogs(all)
      const ordered = await inTwoSteps(logs, cut)
      known += Number(ordered !== null && cut.some((size, place) => size < logs.get(LOG_IDS[place]!)!.length))
      assert.deepEqual(ordered ?? placesOf(await foldOrder(logs)), placesOf(await foldOrder(logs)))
    }),
    { numRuns: 3000 },
  )
  assert.ok(known > 0)
})

test('V12 devices that know of each other go on from any point without folding again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(device, { maxLength: 30 }), fc.nat({ max: 30 }), async (writers, cut) => {
      // Everybody learns of each entry at once, as members do who share an installation.
      const history = writers.flatMap((writes) => [
        { writes },
        ...LOG_IDS.map((_, learns) => ({ learns, from: writes })),
      ])
      const { logs, written } = world(history)
      const covered = written.slice(0, cut)
      const ordered = await inTwoSteps(
        logs,
        LOG_IDS.map((id) => covered.filter(({ log }) => log === id).length),
      )
      assert.deepEqual(ordered, placesOf(await foldOrder(logs)))
    }),
  )
})
