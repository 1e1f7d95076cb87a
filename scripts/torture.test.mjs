import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { hasStrace } from './torture/faults.mjs'
import { tortureFlips } from './torture/flips.mjs'
import { torturePowerCuts } from './torture/power-cuts.mjs'

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

test('V9 V14 H9 the whole run, a few of each kind, comes to its end with nothing lost or missed', (t) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, 'torture.mjs'), '--scale', 'least'],
    { encoding: 'utf8', timeout: 280_000, env: { ...process.env, TMPDIR: withRoot(t) } },
  )
  assert.equal(status, 0, `${stdout}\n${stderr}`)
  assert.match(stdout, /\d+ faults in \d+ minutes, 0 of them with something lost or missed/u)
})

const noStrace = hasStrace()
  ? false
  : 'strace is not installed or not allowed here (Debian: apt install strace): no power was cut.'

test(
  'V9 B6 V18 a power cut that drops or tears what was not synced loses nothing acknowledged',
  { skip: noStrace },
  async (t) => {
    const rows = await torturePowerCuts({ root: withRoot(t), every: 40, share: 4, note: () => undefined })
    for (const { what, met, wrong } of rows) {
      assert.deepEqual(wrong, [])
      assert.ok(met > 0, `${what}: everything was sure`)
    }
  },
)

test('V9 B6 V18 the same finds what a program would lose that syncs less', { skip: noStrace }, async (t) => {
  for (const [mode, isKept] of [
    ['append', ({ kind, file }) => kind !== 'sync' || file !== 'vault.db-wal'],
    ['seal', ({ kind, file }) => kind !== 'sync' || !/^blobs\/[\da-f]{2}$/u.test(file)],
    ['seal', ({ kind, file }) => kind !== 'sync' || !file.endsWith('.part')],
    ['migrate', ({ kind, file }) => kind !== 'sync' || file !== 'vault.db.new'],
  ]) {
    const [row] = await torturePowerCuts({
      root: withRoot(t),
      every: 1000,
      note: () => undefined,
      only: [mode],
      isKept,
    })
    assert.notEqual(row.wrong.length, 0, `${mode}: ${isKept}`)
  }
})
