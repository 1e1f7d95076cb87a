import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { before as beforeAll, test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Worker } from 'node:worker_threads'

import { appendEntries } from './append.ts'
import type { EntryDraft } from './append.ts'
import { checkPlaces, saidByError } from './check-words.ts'
import type { EntryChecker } from './entry-checker.ts'
import { openState } from './open-vault.ts'
import { PASSPHRASE, during, makeVault, testDir, withCode } from './test-vault.ts'
import { vaultFromState } from './vault-from-state.ts'
import type { Vault } from './vault.ts'
import type { VaultState } from './vault-state.ts'
import { verifyLog } from './verify-log.ts'
import { startVerification } from './verify-report.ts'
import type { VerifyReport } from './verify-report.ts'
import { verifyState } from './verify-vault.ts'

/** More than are opened without a thread, and than the thread is given at first. */
const MANY = 3000
const FIRST = 7
const COMPARTMENTS = ['registry', 'evidence', 'testimony'] as const

const started: Worker[] = []
process.on('worker', (worker) => {
  started.push(worker)
})

const endAtOnce = (worker: Worker): void => {
  void worker.terminate()
}

/** Threads of this process that run; one that is gone has the id -1. */
const countThreads = (): number => started.filter(({ threadId }) => threadId !== -1).length

const draftOf = (place: number): EntryDraft => ({
  compartment: COMPARTMENTS[place % COMPARTMENTS.length] ?? 'registry',
  changes: [{ type: 'test.note', text: `${place} ${'word '.repeat(place % 30)}` }],
  ...(place % 4 === 0 ? { subject: `subject-${place % 200}` } : {}),
})

let madeDir = ''

/** A vault with `MANY` entries in commits of 300, closed. */
beforeAll(async (t) => {
  madeDir = testDir(t as TestContext)
  await makeVault(madeDir)
  await during(madeDir, PASSPHRASE, async (vault) => {
    for (let place = 0; place < MANY; place += 300) {
      await vault.append(Array.from({ length: 300 }, (_, offset) => draftOf(place + offset)))
    }
  })
})

/** A copy of it, open. */
const largeVault = async (t: TestContext): Promise<{ state: VaultState; vault: Vault }> => {
  const dir = join(testDir(t), 'copy')
  cpSync(madeDir, dir, { recursive: true })
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  const vault = vaultFromState(state)
  t.after(() => {
    vault.close()
  })
  return { state, vault }
}

/** Leaves everything to the caller. */
const noThread: EntryChecker = {
  tryAll: async function* tryAll(_, pages) {
    for (const page of pages) {
      yield await Promise.resolve({ page, opened: new Uint8Array(), signed: new Map<string, string>() })
    }
  },
  end: () => Promise.resolve(),
}

/** What the check says of the log when no thread takes part. */
const checkedHere = async (state: VaultState): Promise<VerifyReport> => {
  const verification = startVerification(state, {})
  try {
    await verifyLog(state, state.log, verification, noThread)
  } catch (error) {
    verification.fault(checkPlaces.say('log', { log: state.log.idHex }), saidByError(error))
  }
  return verification.report
}

/** What the check with a thread says of the log. */
const checkedByThread = async (state: VaultState): Promise<VerifyReport> => {
  started.length = 0
  const report = await verifyState(state, {})
  assert.equal(started.length, 1)
  assert.equal(countThreads(), 0)
  return { ...report, faults: report.faults.filter(({ where }) => where.includes(state.log.idHex)), logs: [] }
}

const damage = (state: VaultState, position: number): void => {
  state.db
    .prepare("UPDATE entry SET bytes = CAST(bytes || x'00' AS BLOB) WHERE log = ? AND position = ?")
    .run([state.log.number, position])
}

test('V14 V17 a long log is checked with a thread, and the report is the one of a check without', async (t) => {
  const { state } = await largeVault(t)
  const sound = await checkedByThread(state)
  assert.deepEqual(sound, await checkedHere(state))
  assert.deepEqual([sound.entries, sound.faults], [FIRST + MANY, []])
  assert.equal(state.endings.size, 1, 'what ends the thread was taken away')
})

test('V14 V17 ER7 damage is named, and what was erased is counted, wherever an entry was opened', async (t) => {
  const { state, vault } = await largeVault(t)
  vault.erase({
    erasure: 'erasure-1',
    subjects: [{ compartment: 'registry', subject: 'subject-0' }],
    blobs: [],
    authority: 'the person asked for it',
    act: null,
  })
  const places = Array.from({ length: 40 }, (_, place) => FIRST + place * 70 + 3)
  for (const position of places) {
    damage(state, position)
  }
  state.db.prepare('DELETE FROM entry WHERE log = ? AND position = ?').run([state.log.number, FIRST + 2001])
  // In a page that the thread takes: one signature that is none, one that stands under a larger size.
  state.db.prepare("UPDATE checkpoint SET note = replace(note, '1', '2') WHERE size = ?").run([FIRST + 1200])
  state.db
    .prepare('UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE size = ?) WHERE size = ?')
    .run([FIRST + 300, FIRST + 1500])
  state.db.prepare('DELETE FROM tile WHERE log = ? AND level = 0 AND tile = 6').run([state.log.number])
  const report = await checkedByThread(state)
  assert.deepEqual(report, await checkedHere(state))
  assert.equal(report.erased, MANY / 600)
  for (const size of [FIRST + 1200, FIRST + 1500]) {
    assert.ok(report.faults.some(({ where }) => where.endsWith(`at size ${size}`)))
  }
  const named = report.faults.filter(({ what }) => what.includes('does not open')).map(({ where }) => where)
  // What is behind the missing entry still opens: an entry is bound to its position, not to its neighbours.
  assert.deepEqual(
    named,
    places.map((position) => `entry ${state.log.idHex}:${position}`),
  )
})

test('V14 rows that come again end the check of the log, after the entries before them', async (t) => {
  const { state } = await largeVault(t)
  damage(state, FIRST + 10)
  const twice: EntryChecker = {
    ...noThread,
    tryAll: async function* tryAll(log, pages) {
      for await (const page of noThread.tryAll(log, pages)) {
        yield page
        yield page
      }
    },
  }
  const verification = startVerification(state, {})
  await assert.rejects(verifyLog(state, state.log, verification, twice), withCode('VAULT_DAMAGED'))
  assert.equal(verification.report.entries, 500)
  assert.equal(verification.report.faults[0]?.where, `entry ${state.log.idHex}:${FIRST + 10}`)
})

test('V14 V17 a thread that ends before its time leaves the rest to the check, which finds the same', async (t) => {
  const { state } = await largeVault(t)
  process.once('worker', endAtOnce)
  t.after(() => process.removeListener('worker', endAtOnce))
  damage(state, FIRST + 2900)
  assert.deepEqual(await checkedByThread(state), await checkedHere(state))
})

test('V14 V16 V17 locking or stopping during a long check ends it and leaves no thread', async (t) => {
  for (const code of ['VAULT_CLOSED', 'CANCELLED'] as const) {
    for (const after of [256, 2048]) {
      started.length = 0
      const { state, vault } = await largeVault(t)
      const controller = new AbortController()
      const check = vault.verify({
        signal: controller.signal,
        onProgress: ({ done }) => {
          if (done >= after && code === 'CANCELLED') {
            controller.abort()
          } else if (done >= after) {
            vault.close()
          }
        },
      })
      await assert.rejects(check, withCode(code), `${code} after ${after}`)
      assert.equal(started.length, 1)
      assert.equal(countThreads(), 0)
      assert.equal(state.endings.size, code === 'CANCELLED' ? 1 : 0)
    }
  }
})

test('V14 what is written while a long check runs is checked, its signature too', async (t) => {
  const { state, vault } = await largeVault(t)
  let size = 0
  const { entries, faults } = await vault.verify({
    onProgress: ({ part, done, total }) => {
      assert.ok(done <= total, `${done} of ${total}`)
      if (part === 'log' && done > 2000 && size === 0) {
        ;({ size } = appendEntries(
          state,
          Array.from({ length: 700 }, (_, place) => draftOf(place)),
        ))
        state.db.prepare("UPDATE checkpoint SET note = replace(note, '0', '1') WHERE size = ?").run([size])
        appendEntries(state, [draftOf(0)])
      }
    },
  })
  assert.equal(entries, FIRST + MANY + 701)
  assert.deepEqual(
    faults.map(({ where }) => where),
    [`checkpoint of the log ${state.log.idHex} at size ${size}`],
  )
})

test('V14 a log with very many checkpoints is checked to its end', async (t) => {
  const { state } = await largeVault(t)
  state.db
    .prepare(
      `WITH RECURSIVE size(n) AS (SELECT 10000 UNION ALL SELECT n + 1 FROM size WHERE n < 209999)
       INSERT INTO checkpoint SELECT ?, n, 'x' FROM size`,
    )
    .run([state.log.number])
  assert.deepEqual((await checkedByThread(state)).faults, [
    {
      where: `log ${state.log.idHex}`,
      what: `The device signed 209999 entries, but ${FIRST + MANY} are stored. Entries were removed.`,
    },
  ])
})
