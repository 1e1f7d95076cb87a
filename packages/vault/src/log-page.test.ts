import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { signCheckpoint } from './append.ts'
import { joinVault } from './joining.ts'
import { storeCheckpoint } from './log-store.ts'
import { openState } from './open-vault.ts'
import { PASSPHRASE, TEST_KDF, during, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'
import { EMPTY_EDGE } from './tree-store.ts'
import { transaction } from './vault-db.ts'
import { vaultFromState } from './vault-from-state.ts'

const SECOND = 'two grey herons'
const note = (compartment: 'registry' | 'evidence') => ({ compartment, changes: [{ type: `test.${compartment}` }] })

/** A vault with a second member who opens the registry alone; each of the two wrote something. */
const withSecond = async (t: TestContext): Promise<{ dir: string; member: string; log: string }> => {
  const dir = testDir(t)
  await makeVault(dir)
  const { code, member } = await joinVault({ dir, passphrase: SECOND, kdf: TEST_KDF })
  await during(dir, PASSPHRASE, async (vault) => {
    await vault.append([note('evidence'), note('registry')])
    vault.admit(code, { name: 'Member Two', role: 'contributor', grants: ['registry'] })
  })
  const log = await during(dir, SECOND, async (vault) => {
    await vault.append([note('registry')])
    return vault.device.logId
  })
  return { dir, member, log }
}

test('V18 every member sees all logs: whose, how long, signed how far; the own one first', async (t) => {
  const { dir, log } = await withSecond(t)
  await during(dir, SECOND, (vault) => {
    const [own, founders, ...others] = vault.logs()
    assert.deepEqual([own?.log, own?.isOwn, own?.isFounding, own?.owner?.name], [log, true, false, 'Member Two'])
    assert.deepEqual([founders?.isOwn, founders?.isFounding, founders?.owner?.name], [false, true, 'First member'])
    assert.deepEqual(others, [])
    for (const one of [own, founders]) {
      assert.match(one?.checkpoint ?? '', new RegExp(`^homeward/log/${one?.log}\n${one?.size}\n`, 'u'))
      assert.deepEqual([one?.limit, one?.isForked], [null, false])
    }
  })
})

test('V18 S33 what others wrote is told as far as it is open; the rest is a place in the log and nothing else', async (t) => {
  const { dir, log } = await withSecond(t)
  await during(dir, SECOND, (vault) => {
    const founding = vault.logs().find(({ isFounding }) => isFounding)?.log ?? ''
    const rows = vault.log({ log: founding, limit: 100 })
    assert.ok(rows.some(({ types, at }) => types[0] === 'test.registry' && at !== null))
    assert.ok(rows.some(({ types }) => types[0] === 'member.added'))
    const closed = rows.filter(({ compartment }) => compartment === null)
    // The entry, and the first keys of three compartments.
    assert.ok(closed.length >= 4, `${closed.length}`)
    for (const { index: _, ...rest } of closed)
      assert.deepEqual(rest, {
        kind: 'sealed',
        compartment: null,
        at: null,
        types: [],
        counts: true,
        opens: true,
        erased: false,
      })
    assert.throws(() => vault.log({ log: '0'.repeat(64), limit: 1 }), withCode('ENTRY_NOT_FOUND'))
  })
  await during(dir, PASSPHRASE, (vault) => {
    assert.deepEqual(
      vault.log({ log, limit: 10 }).map(({ types }) => types[0]),
      ['device.added', 'test.registry'],
    )
  })
})

test('V18 M6 a log that was limited says how much of it counts, and by which entry', async (t) => {
  const { dir, member, log } = await withSecond(t)
  await during(dir, PASSPHRASE, (vault) => {
    vault.removeMember(member)
    const removed = vault.logs().find((one) => one.log === log)
    assert.equal(removed?.limit?.size, 2)
    const [by = '', index = ''] = removed.limit.by.split(':')
    assert.deepEqual(vault.log({ log: by, after: Number(index) - 1, limit: 1 })[0]?.types, ['member.removed'])
    assert.deepEqual(
      vault.log({ log, limit: 10 }).map(({ counts }) => counts),
      [true, true],
    )
  })
})

test('V10 V18 a fork is told on the list of logs and in the check, with the log that it concerns', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  const vault = vaultFromState(state)
  t.after(() => {
    vault.close()
  })
  const forged = signCheckpoint(state.device, { ...EMPTY_EDGE, size: state.edge.size })
  transaction(state.db, () => {
    storeCheckpoint(state.db, state.log, state.edge.size, forged)
  })
  assert.deepEqual(
    vault.logs().map(({ isForked }) => isForked),
    [true],
  )
  const { logs } = await vault.verify()
  assert.deepEqual(logs, [{ log: state.log.idHex, entries: state.edge.size, faults: 1 }])
})

test('V14 S33 files of a compartment that is closed to a member are no faults; their sizes are looked at and they are counted', async (t) => {
  const { dir } = await withSecond(t)
  await during(dir, PASSPHRASE, (vault) => vault.sealBytes('evidence', patternBytes(300_000)))
  const blob = await during(dir, SECOND, async (vault) => {
    await vault.sealBytes('registry', Uint8Array.of(4))
    for (const deep of [false, true]) {
      const { faults, blobs, closed } = await vault.verify({ deep })
      assert.deepEqual({ faults, blobs, closed }, { faults: [], blobs: 2, closed: 1 })
    }
    return [...vault.blobs()].find(({ compartment }) => compartment === null)?.blob ?? ''
  })
  const state = await openState({ dir, passphrase: SECOND }, { rescue: false })
  const vault = vaultFromState(state)
  t.after(() => {
    vault.close()
  })
  state.db.prepare('UPDATE blob SET size = size + 1 WHERE id = ?').run([Buffer.from(blob, 'hex')])
  assert.deepEqual(
    (await vault.verify()).faults.map(({ where }) => where),
    [`sealed file ${blob}`],
  )
})
