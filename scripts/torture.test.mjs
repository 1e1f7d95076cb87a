import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { tortureFlips } from './torture/flips.mjs'
import { tortureLogs } from './torture/logs.mjs'

const withRoot = (t) => {
  const root = mkdtempSync(path.join(tmpdir(), 'homeward-torture-'))
  t.after(() => {
    rmSync(root, { recursive: true, force: true })
  })
  return root
}

test('V14 single flipped bits all over a vault are found and named, or change nothing', async (t) => {
  const rows = await tortureFlips({ root: withRoot(t), flips: 140, note: () => undefined })
  assert.ok(rows.length >= 6)
  for (const row of rows) {
    assert.deepEqual(row.wrong, [])
    assert.ok(row.found > 0, `${row.what}: nothing was found`)
  }
})

test('V14 H9 logs that were cut, swapped or repeated are found; a wrong clock changes nothing', async (t) => {
  const rows = await tortureLogs({ root: withRoot(t) })
  assert.deepEqual(
    rows.flatMap(({ wrong }) => wrong),
    [],
  )
})
