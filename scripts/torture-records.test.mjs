import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { hasStrace, tortureFaults } from './torture/faults.mjs'

const noStrace = hasStrace()
  ? false
  : 'strace is not installed or not allowed here (Debian: apt install strace): no faults were injected.'

test(
  'V9 R1 I30 a whole import and edits lose nothing acknowledged at any fault, and their indexes are those of a rebuild',
  { skip: noStrace },
  async (t) => {
    const root = mkdtempSync(path.join(tmpdir(), 'homeward-torture-'))
    t.after(() => {
      rmSync(root, { recursive: true, force: true })
    })
    const rows = await tortureFaults({ root, every: 80, note: () => undefined, only: ['import', 'edit'] })
    assert.equal(rows.length, 6)
    for (const { what, met, wrong } of rows) {
      assert.deepEqual(wrong, [])
      assert.ok(met > 0, `${what}: no fault met anything`)
    }
  },
)
