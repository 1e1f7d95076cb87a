import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromUtf8, toHex, utf8 } from './bytes.ts'
import { canonicalJson, parseCanonical } from './canonical-json.ts'
import { FormatError } from './format-error.ts'

const text = (value: unknown): string => fromUtf8(canonicalJson(value))

const refuses = (work: () => unknown, code: string): void => {
  assert.throws(work, (error) => error instanceof FormatError && error.code === code)
}

const deep = (levels: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) {
    value = [value]
  }
  return value
}

test('C2 the sample of RFC 8785 section 3.2.2', () => {
  const source =
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
    String.raw`"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`
  const expected =
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
    String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`
  assert.equal(text(JSON.parse(source)), expected)
})

test('C2 the order of members of RFC 8785 section 3.2.3', () => {
  const value = { '€': 1, '\r': 2, '\u{FB33}': 3, 1: 4, '\u{1F600}': 5, '\u{80}': 6, ö: 7 }
  assert.deepEqual(Object.values(JSON.parse(text(value)) as object), [4, 2, 6, 7, 1, 5, 3])
  assert.ok(text(value).startsWith(String.raw`{"\r":2,"1":4`))
})

test('C2 the numbers of RFC 8785 appendix B', () => {
  const vectors: [string, string][] = [
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ]
  for (const [bits, expected] of vectors) {
    assert.equal(text(Buffer.from(bits, 'hex').readDoubleBE()), expected)
  }
})

test('C2 what JSON cannot carry is refused', () => {
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    undefined,
    [undefined],
    () => 1,
    new Date(0),
    new Uint8Array(1),
    new Map(),
    { a: Symbol('x') },
    { a: '\u{D800}' },
    { '\u{DC00}': 1 },
    deep(65),
  ]) {
    refuses(() => canonicalJson(value), 'VALUE_INVALID')
  }
  assert.equal(text(deep(64)).length, 129)
})

test('C2 members without a value are left out', () => {
  assert.equal(text({ a: undefined, b: 1 }), '{"b":1}')
})

test('C2 reading refuses every other spelling', () => {
  for (const json of [
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a": 1}',
    '[1.0]',
    '[1e2]',
    '[-0]',
    '[12345678901234567890]',
    String.raw`["\u0041"]`,
    String.raw`["\/"]`,
    String.raw`["\ud800"]`,
    '1\n',
    '\u{FEFF}1',
    '',
    'nul',
    '{"a":1}x',
    '['.repeat(100_000),
    `${'['.repeat(66)}${']'.repeat(66)}`,
  ]) {
    refuses(() => parseCanonical(utf8(json)), 'NOT_CANONICAL')
  }
  refuses(() => parseCanonical(Uint8Array.of(0x22, 0xff, 0x22)), 'NOT_CANONICAL')
})

test('C2 member names that look like numbers are sorted as text', () => {
  const json = '{"10":1,"9":2,"a":{"1":0,"02":0}}'
  assert.equal(text(JSON.parse(json)), '{"10":1,"9":2,"a":{"02":0,"1":0}}')
  refuses(() => parseCanonical(utf8(json)), 'NOT_CANONICAL')
  assert.deepEqual(parseCanonical(utf8('{"10":1,"9":2}')), { 9: 2, 10: 1 })
  refuses(() => parseCanonical(utf8('{"9":2,"10":1}')), 'NOT_CANONICAL')
})

test('C2 a text that only looks like half a surrogate pair is read', () => {
  const json = String.raw`["\\ud800"]`
  assert.deepEqual(parseCanonical(utf8(json)), [String.raw`\ud800`])
})

test('C2 members may be named like parts of the language', () => {
  const json = '{"__proto__":{"x":1},"constructor":2,"toString":3}'
  assert.equal(text(parseCanonical(utf8(json))), json)
})

test('C2 what is written reads back as the same value and the same bytes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const bytes = canonicalJson(value)
      const again = parseCanonical(bytes)
      assert.equal(toHex(canonicalJson(again)), toHex(bytes))
      assert.equal(JSON.stringify(again).length, JSON.stringify(JSON.parse(JSON.stringify(value))).length)
    }),
  )
})
