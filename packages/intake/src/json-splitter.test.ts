import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createJsonSplitter } from './json-splitter.ts'
import type { Slice, SplitFault, SplitLimits, SplitPlan } from './json-splitter.ts'

interface Outcome {
  items: { start: number; end: number; value: unknown }[]
  values: Record<string, unknown>
  faults: SplitFault[]
  isComplete: boolean
}

function plan(path: readonly string[]): SplitPlan {
  if (path.length === 0) return 'enter'
  if (path.at(-1) === 'messages') return 'items'
  return path.length === 1 && path[0] !== 'skipped' ? 'value' : 'skip'
}

function parse(slice: Slice): unknown {
  try {
    return JSON.parse(slice.bytes.toString('utf8', slice.from, slice.to)) as unknown
  } catch {
    return undefined
  }
}

function split(document: Uint8Array | string, cuts: number[] = [], limits: Partial<SplitLimits> = {}): Outcome {
  const bytes = Buffer.from(document)
  const outcome: Outcome = { items: [], values: {}, faults: [], isComplete: false }
  const splitter = createJsonSplitter(
    {
      plan,
      entered: () => undefined,
      left: () => undefined,
      value: (path, slice) => {
        outcome.values[path.join('.')] = parse(slice)
      },
      item: (slice) => {
        const value = parse(slice)
        const isItem = typeof value === 'object'
        if (isItem) outcome.items.push({ start: slice.start, end: slice.end, value })
        return isItem
      },
      fault: (fault) => {
        outcome.faults.push(fault)
      },
    },
    limits,
  )
  let from = 0
  for (const cut of [...cuts.filter((at) => at <= bytes.length).toSorted((a, b) => a - b), bytes.length]) {
    splitter.write(bytes.subarray(from, cut))
    from = cut
  }
  outcome.isComplete = splitter.end()
  return outcome
}

/** Builds a document item by item, so that the ranges are known without a splitter. */
function build(
  items: unknown[],
  indent: number | null,
  tail = '',
): { bytes: Buffer; ranges: { start: number; end: number; value: unknown }[] } {
  const gap = indent === null ? '' : `\n${' '.repeat(indent)}`
  let text = `{${gap}"name": "Cats \\"and\\" [tools] {",${gap}"messages": [`
  const ranges: { start: number; end: number; value: unknown }[] = []
  for (const [index, value] of items.entries()) {
    const body = JSON.stringify(value, null, indent ?? undefined).replaceAll('\n', `${gap}${gap.slice(1)}`)
    text += `${index > 0 ? ',' : ''}${gap}${gap.slice(1)}`
    const start = Buffer.byteLength(text)
    text += body
    ranges.push({ start, end: Buffer.byteLength(text), value: JSON.parse(body) as unknown })
  }
  text += `${gap}]${tail}${gap && '\n'}}`
  return { bytes: Buffer.from(text), ranges }
}

const message = (id: number): Record<string, unknown> => ({
  id,
  type: 'message',
  text: `rain ${id}`,
  text_entities: [{ type: 'plain', text: `rain ${id}` }],
})
const five = build([1, 2, 3, 4, 5].map(message), 1)

test('I1 any document cut anywhere gives the ranges of its items', () => {
  const item = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 })
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 8 }),
      fc.constantFrom(null, 1, 2),
      fc.constantFrom('', ', "skipped": {"a": [1, "]}"]}', ', "after": -1.5e3'),
      fc.array(fc.nat(2000), { maxLength: 40 }),
      (items, indent, tail, cuts) => {
        const { bytes, ranges } = build(items, indent, tail)
        const outcome = split(bytes, cuts)
        assert.deepEqual(outcome.items, ranges)
        assert.deepEqual(outcome.faults, [])
        assert.equal(outcome.isComplete, true)
        assert.equal(outcome.values['name'], 'Cats "and" [tools] {')
      },
    ),
  )
})

test('I1 every single cut of one document gives the same ranges', () => {
  for (let cut = 0; cut <= five.bytes.length; cut++) assert.deepEqual(split(five.bytes, [cut]).items, five.ranges)
})

test('I1 a byte order mark is passed over and counted in the ranges', () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), five.bytes])
  const outcome = split(marked, [1, 2, 3])
  assert.deepEqual(
    outcome.items.map(({ start }) => start),
    five.ranges.map(({ start }) => start + 3),
  )
  assert.deepEqual(outcome.faults, [])
})

test('I2 a document that ends early keeps its complete items and says so', () => {
  for (let length = 0; length < five.bytes.length; length++) {
    const outcome = split(five.bytes.subarray(0, length))
    assert.deepEqual(
      outcome.items,
      five.ranges.filter(({ end }) => end <= length),
      `cut at ${length}`,
    )
    assert.equal(outcome.isComplete, false)
    assert.equal(outcome.faults.at(-1)?.code, 'TRUNCATED')
    assert.equal(outcome.faults.at(-1)?.end, length)
  }
})

test('I2 a flipped bit never loses an item before it, and an item that is missing lies in a reported range', () => {
  fc.assert(
    fc.property(fc.nat(five.bytes.length - 1), fc.nat(7), (at, bit) => {
      const damaged = Buffer.from(five.bytes)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit)
      const outcome = split(damaged, [at])
      for (const range of five.ranges) {
        const isFound = outcome.items.some(({ start, end }) => start === range.start && end === range.end)
        if (range.end <= at) assert.ok(isFound)
        const isReported = outcome.faults.some((fault) => fault.start < range.end && fault.end > range.start)
        assert.ok(isFound || isReported || isOutside(at), `flip at ${at}, bit ${bit}`)
      }
    }),
    { numRuns: 2000 },
  )
})

/** A flip in the keys around the items can turn the document into another valid one that has no messages. */
function isOutside(at: number): boolean {
  return at < (five.ranges[0]?.start ?? 0)
}

test('I3 reading goes on at the next line that only an item can begin', () => {
  const text = five.bytes.toString()
  for (const [broken, lost] of [
    [text.replace('"rain 2"', '"rain 2'), [2]],
    [text.replace('"id": 3,', '"id": 3,}'), [3]],
    [text.replace('"id": 4,', '"id": [4,'), [4]],
    [text.replace('  {\n   "id": 2', '   \n   "id": 2'), [2]],
    [text.replace('"id": 5', '"id": \\'), [5]],
  ] as const) {
    const outcome = split(broken)
    assert.deepEqual(
      outcome.items.map(({ value }) => (value as { id: number }).id),
      [1, 2, 3, 4, 5].filter((id) => !lost.includes(id as never)),
    )
    assert.ok(outcome.faults.some(({ code, isItem }) => code === 'ITEM_UNREADABLE' && isItem))
    assert.equal(outcome.isComplete, true)
  }
})

test('I3 without line breaks the rest is reported as not read', () => {
  const { bytes, ranges } = build([1, 2, 3].map(message), null)
  const outcome = split(bytes.toString().replace('"rain 2"', '"rain 2'))
  assert.deepEqual(outcome.items, ranges.slice(0, 1))
  assert.equal(outcome.isComplete, false)
  assert.ok(
    outcome.faults.some(({ start, end }) => start <= (ranges[1]?.start ?? 0) && end >= (ranges[2]?.end ?? 0) - 1),
  )
})

test('I4 an item beyond the size limit is passed over in linear time and reported with its range', () => {
  const huge = { id: 2, text: 'x'.repeat(3 << 20) }
  const { bytes, ranges } = build([message(1), huge, message(3)], 1)
  const outcome = split(bytes, [], { itemBytes: 1 << 20 })
  assert.deepEqual(outcome.items, [ranges[0], ranges[2]])
  assert.deepEqual(outcome.faults, [
    { code: 'ITEM_TOO_LARGE', start: ranges[1]?.start, end: ranges[1]?.end, isItem: true },
  ])
})

test('I4 an item beyond the depth limit is reported with its range', () => {
  const deep = `${'['.repeat(100)}${']'.repeat(100)}`
  const outcome = split(`{"messages":[{"id":1},${deep},{"id":2}]}`)
  assert.equal(outcome.items.length, 2)
  assert.deepEqual(outcome.faults, [{ code: 'ITEM_TOO_DEEP', start: 22, end: 222, isItem: true }])
  assert.equal(split(`${'{"messages":'.repeat(1)}${'['.repeat(1_000_000)}`).isComplete, false)
})

test('I5 duplicate keys, trailing bytes and empty documents are reported', () => {
  const twice = split('{"messages":[{"id":1}],"messages":[{"id":2}]}')
  assert.equal(twice.items.length, 2)
  assert.deepEqual(
    twice.faults.map(({ code }) => code),
    ['DUPLICATE_KEY'],
  )
  const trailing = split('{"messages":[{"id":1}]} \n x')
  assert.deepEqual(
    trailing.faults.map(({ code, start, end }) => ({ code, start, end })),
    [{ code: 'TRAILING_BYTES', start: 26, end: 27 }],
  )
  assert.equal(trailing.isComplete, true)
  assert.deepEqual(
    split('').faults.map(({ code }) => code),
    ['TRUNCATED'],
  )
})
