import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { jsonOf, run, testDir, type Refused } from './test-cli.ts'

interface Score {
  score: number
  same: boolean
  parts: { part: string; a: string | null; b: string | null; fit: string }[]
}
interface Scores {
  in: number
  scored: number
  refused: { line: number; reason: string }[]
  pairs: { a: string; b: string; score: number; same: boolean }[]
}

const fileOf = (t: TestContext, content: string | Uint8Array): string => {
  const file = path.join(testDir(t), 'pairs.tsv')
  writeFileSync(file, content)
  return file
}

test('X3 names score judges one pair part by part, without a vault', async () => {
  const ran = await run(['names', 'score', 'شیرزاد خضر', 'Sherzad Khidir Murad', '--json'])
  assert.equal(ran.exit, 0, ran.stderr)
  const { score, same, parts } = jsonOf<Score>(ran)
  assert.ok(score >= 0.5 && score <= 1 && same)
  assert.deepEqual(
    parts.map(({ part, a, b }) => [part, a, b]),
    [
      ['given', 'شیرزاد', 'Sherzad'],
      ['father', 'خضر', 'Khidir'],
      ['grandfather', null, 'Murad'],
    ],
  )
  const others = jsonOf<Score>(await run(['names', 'score', 'Nabil Jalal', 'Samir Khidir', '--json']))
  assert.ok(others.score < 0.5 && !others.same)
})

test('X2 names score tells people in words', async () => {
  const ran = await run(['names', 'score', 'Nabil Jalal', 'نبيل جلال'])
  assert.equal(ran.exit, 0)
  assert.match(ran.stdout, /may be one name \(0\.\d{4}\)/u)
  assert.match(ran.stdout, /Nabil – نبيل: the given name/u)
  assert.match((await run(['names', 'score', '12', 'Nabil'])).stdout, /no letters that can be compared/u)
})

test('X1 names score wants two names or a file, not both', async () => {
  for (const args of [[], ['Nabil'], ['Nabil', 'Jalal', '--tsv', 'x.tsv'], ['Nabil', '--tsv', 'x.tsv']]) {
    const ran = await run(['names', 'score', ...args])
    assert.equal(ran.exit, 2, args.join(' '))
    assert.equal(ran.stdout, '')
  }
})

test('X2 names score --tsv prints one line a pair, the score last', async (t) => {
  const file = fileOf(t, 'nameA\tnameB\tsame\nNabil Jalal\tنبيل جلال\t1\n\nNabil\tSamir\t0\n\tNabil\nNabil \t Nabil')
  const ran = await run(['names', 'score', '--tsv', file])
  assert.equal(ran.exit, 0, ran.stderr)
  const lines = ran.stdout.split('\n')
  assert.equal(lines.pop(), '')
  assert.deepEqual(
    lines.map((line) => line.split('\t').slice(0, 2)),
    [
      ['Nabil Jalal', 'نبيل جلال'],
      ['Nabil', 'Samir'],
      ['', 'Nabil'],
      ['Nabil ', ' Nabil'],
    ],
  )
  const scores = lines.map((line) => Number(line.split('\t').at(-1)))
  assert.deepEqual(
    scores.map((score) => score >= 0.5),
    [true, false, false, true],
  )
})

test('X2 names score --tsv takes CRLF, a byte order mark and a letter cut between two reads', async (t) => {
  const rows = Array.from({ length: 20_000 }, () => 'شیرزاد خضر\tSherzad Khidir')
  const file = fileOf(t, `\uFEFFnameA\tnameB\r\n${rows.join('\r\n')}`)
  const ran = await run(['names', 'score', '--tsv', file])
  assert.equal(ran.exit, 0, ran.stderr)
  const lines = ran.stdout.trimEnd().split('\n')
  assert.equal(lines.length, rows.length)
  assert.equal(new Set(lines).size, 1)
})

test('X1 lines without a tab are listed, the others are compared, and the exit code is 3', async (t) => {
  const file = fileOf(t, `nameA\tnameB\nNabil\tنبيل\nonly one name\n${'x'.repeat(250_000)}\tNabil\nSamir\tSamir\n`)
  const ran = await run(['names', 'score', '--tsv', file, '--json'])
  assert.equal(ran.exit, 3)
  const { in: all, scored, refused, pairs } = jsonOf<Scores>(ran)
  assert.deepEqual([all, scored], [4, 2])
  assert.deepEqual(
    refused.map(({ line }) => line),
    [3, 4],
  )
  assert.deepEqual(
    pairs.map(({ a, same }) => [a, same]),
    [
      ['Nabil', true],
      ['Samir', true],
    ],
  )
  const told = await run(['names', 'score', '--tsv', file])
  assert.equal(told.exit, 3)
  assert.equal(told.stdout.trimEnd().split('\n').length, 2)
  assert.match(told.stderr, /line 3: There is no tab/u)
})

const unfit: [string, string | Uint8Array, RegExp][] = [
  ['an empty file', '', /is empty/u],
  ['another header', 'a\tb\nNabil\tNabil\n', /The first line must be nameA and nameB/u],
  ['one column', 'nameA\nNabil\n', /The first line must be nameA and nameB/u],
  ['commas for tabs', 'nameA,nameB\nNabil,Nabil\n', /something else than a tab/u],
  ['UTF-16', Buffer.from('\uFEFFnameA\tnameB\nNabil\tNabil\n', 'utf16le'), /UTF-16.*Save it as UTF-8/u],
  [
    'Windows-1256',
    Buffer.concat([Buffer.from('nameA\tnameB\n'), Buffer.from([0xe4, 0xc8, 0xed, 0xe1, 9, 65, 10])]),
    /not UTF-8/u,
  ],
]
for (const [what, content, message] of unfit)
  test(`X8 names score --tsv refuses ${what} in one sentence`, async (t) => {
    const file = fileOf(t, content)
    const ran = await run(['names', 'score', '--tsv', file, '--json'])
    assert.equal(ran.exit, 1)
    const { error } = jsonOf<Refused>(ran)
    assert.equal(error.code, 'FILE_UNREADABLE')
    assert.match(error.message, message)
    assert.doesNotMatch(ran.stderr, /^\s+at /mu)
  })

test('X8 names score --tsv refuses a file that is missing, and a folder', async (t) => {
  const dir = testDir(t)
  for (const [file, code] of [
    [path.join(dir, 'none.tsv'), 'FILE_MISSING'],
    [dir, 'FILE_UNREADABLE'],
  ] as const) {
    const ran = await run(['names', 'score', '--tsv', file, '--json'])
    assert.equal(ran.exit, 1)
    assert.equal(jsonOf<Refused>(ran).error.code, code)
  }
})
