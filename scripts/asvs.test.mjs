import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { root } from './command.mjs'

const text = readFileSync(path.join(root, 'docs', 'security', 'asvs.md'), 'utf8')

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; where level 3 stands between them, their numbers. */
const sections =
  '1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2'

const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ?([^|]*) ?\|$/gmu)].map(
  ([, id, asks, answer, how, tests]) => ({ id, asks, answer: answer.trim(), how, tests: tests.trim() }),
)
const tests = new Map(
  [...text.matchAll(/^\| (T\d+) +\| `([^`]+)` +\| ([^|]+?) +\|$/gmu)].map(([, key, file, name]) => [
    key,
    { file, name },
  ]),
)

test('every requirement of levels 1 and 2 is answered once', () => {
  const wanted = sections.split(' ').flatMap((section) => {
    const [id, count] = section.split(':')
    return Array.from({ length: Number(count) }, (_, n) => `${id}.${n + 1}`)
  })
  assert.equal(wanted.length, 253)
  assert.deepEqual(
    rows.map(({ id }) => id),
    wanted,
  )
  for (const { id, answer, how } of rows) {
    assert.ok(['yes', 'partly', 'no', 'n.a.'].includes(answer), `${id}: ${answer}`)
    assert.ok(how.trim().length >= 2, `${id} says nothing`)
  }
})

const count = (wanted) => rows.filter(({ answer }) => answer === wanted).length

test('the count at the top is that of the rows', () => {
  assert.ok(
    text.includes(`Of 253: ${count('yes')} yes, ${count('partly')} partly, ${count('no')} no, ${count('n.a.')} n.a.`),
  )
})

test('every test that is named is there, and every one that is listed is named', () => {
  assert.ok(tests.size > 40)
  for (const [key, { file, name }] of tests) {
    assert.ok(existsSync(path.join(root, file)), `${key}: there is no ${file}`)
    assert.ok(readFileSync(path.join(root, file), 'utf8').includes(name), `${key}: ${file} has no test “${name}”`)
  }
  const named = new Set(rows.flatMap((row) => row.tests.split(' ').filter((key) => key !== '')))
  assert.deepEqual(named, new Set(tests.keys()))
})
