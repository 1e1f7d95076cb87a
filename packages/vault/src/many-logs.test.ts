import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { Change } from '@homeward/format'
import { appendEntries, sealChanges, signCheckpoint } from './append.ts'
import { deviceKeyFromSeed } from './device-key.ts'
import { currentPosition, entriesInOrder } from './entries.ts'
import { addLog, entryBytes, storeCheckpoint, storeEntries } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import { openState } from './open-vault.ts'
import { listOf, PASSPHRASE, makeVault, testDir, withCode } from './test-vault.ts'
import { EMPTY_EDGE } from './tree-store.ts'
import type { TreeEdge } from './tree-store.ts'
import { transaction } from './vault-db.ts'
import { openCompartment } from './vault-state.ts'
import type { Author, VaultState } from './vault-state.ts'
import { verifyState } from './verify-vault.ts'

/** The log of a second device, as it would arrive by sync. */
interface Guest {
  log: StoredLog
  edge: TreeEdge
  write: (text: string, seen: Record<string, number>) => void
}

const change = (text: string): Change => ({ type: 'test.note', text })

const openTestState = async (t: TestContext): Promise<VaultState> => {
  const dir = testDir(t)
  await makeVault(dir)
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  t.after(() => {
    state.db.close()
  })
  return state
}

const addGuest = (state: VaultState, fill: number): Guest => {
  const device = deviceKeyFromSeed(`device-${fill}`, new Uint8Array(32).fill(fill))
  const log = transaction(state.db, () => addLog(state.db, device.log))
  ;(state.devices as Map<string, Author>).set(log.idHex, {
    member: `member-${fill}`,
    device: device.deviceHex,
    until: Number.POSITIVE_INFINITY,
  })
  const guest: Guest = {
    log,
    edge: EMPTY_EDGE,
    write: (text, seen) => {
      const from = guest.edge.size
      const entry = sealChanges({
        compartment: openCompartment(state, 'registry'),
        changes: [change(text)],
        device,
        index: from,
        at: '2030-01-01T00:00:00.000Z',
        seen,
        random: state.random,
      })
      transaction(state.db, () => {
        guest.edge = storeEntries(state.db, log, guest.edge, { from, entries: [entry] })
        storeCheckpoint(state.db, log, guest.edge.size, signCheckpoint(device, guest.edge))
      })
    },
  }
  return guest
}

const textsOf = async (state: VaultState, sizes: Record<string, number> = {}): Promise<unknown[]> => {
  const entries = await listOf(entriesInOrder(state, 'registry', { sizes, claimed: {} }))
  return entries.map(({ changes }) => changes[0]?.['text'])
}

test('V12 entries of several logs are folded after what their devices had seen, whatever order they arrived in', async (t) => {
  const state = await openTestState(t)
  const guest = addGuest(state, 7)
  guest.write('guest 1', {})
  appendEntries(state, [{ compartment: 'registry', changes: [change('own, after guest 1')] }])
  guest.write('guest 2, after own', { [state.log.idHex]: state.edge.size })
  const ordered = await listOf(entriesInOrder(state, 'registry'))
  assert.deepEqual(await textsOf(state), ['guest 1', 'own, after guest 1', 'guest 2, after own'])
  assert.deepEqual(ordered[1]?.seen, { [guest.log.idHex]: 1 })
  assert.deepEqual(
    ordered.map(({ member, device }) => [member, device]),
    [
      ['member-7', 'device-7'],
      [state.founding.member.id, state.founding.device.id],
      ['member-7', 'device-7'],
    ],
  )
  assert.deepEqual((await verifyState(state, { deep: true })).faults, [])
})

test('V12 V17 the order is the same when a thread opened the entries', async (t) => {
  const state = await openTestState(t)
  const guest = addGuest(state, 7)
  guest.write('guest 1', {})
  const own = Array.from({ length: 1200 }, (_, place) => `own ${place}`)
  appendEntries(
    state,
    own.map((text) => ({ compartment: 'registry' as const, changes: [change(text)] })),
  )
  guest.write('guest 2, after own', { [state.log.idHex]: state.edge.size })
  assert.deepEqual(await textsOf(state), ['guest 1', ...own, 'guest 2, after own'])
})

test('V12 a reader who goes on from a position gets what is new, or is told that the order changed', async (t) => {
  const state = await openTestState(t)
  const guest = addGuest(state, 3)
  appendEntries(state, [{ compartment: 'registry', changes: [change('one')] }])
  const afterOne = { ...currentPosition(state) }
  guest.write('two', { [state.log.idHex]: state.edge.size })
  assert.deepEqual(await textsOf(state, afterOne), ['two'])
  const afterTwo = { ...currentPosition(state) }
  assert.deepEqual(await textsOf(state, afterTwo), [])

  // It comes from before, and every later entry of ours did not know it: it may have to be folded earlier.
  const late = addGuest(state, 4)
  late.write('late', {})
  const order = await textsOf(state)
  if (order.at(-1) === 'late') {
    assert.deepEqual(await textsOf(state, afterTwo), ['late'])
  } else {
    await assert.rejects(textsOf(state, afterTwo), withCode('ORDER_CHANGED'))
  }
  // The first of the fold is certainly behind a position that covers everything else.
  const withoutFirst = { ...currentPosition(state), [order[0] === 'late' ? late.log.idHex : state.log.idHex]: 0 }
  await assert.rejects(textsOf(state, withoutFirst), withCode('ORDER_CHANGED'))
})

test('V12 what several members write is folded without opening again what was folded', async (t) => {
  const state = await openTestState(t)
  const guest = addGuest(state, 3)
  guest.write('one', {})
  appendEntries(state, [{ compartment: 'registry', changes: [change('two')] }])
  const after = { ...currentPosition(state) }
  guest.write('three', { [state.log.idHex]: state.edge.size })
  appendEntries(state, [{ compartment: 'registry', changes: [change('four')] }])
  // What cannot be opened any more shows whether it was tried.
  state.db
    .prepare('UPDATE entry SET bytes = substr(bytes, 1, 90) WHERE log = ? AND position = 0')
    .run([guest.log.number])
  assert.deepEqual(await textsOf(state, after), ['three', 'four'])
  await assert.rejects(textsOf(state), withCode('VAULT_DAMAGED'))
})

test('V12 a reader who folded more of a log than a removal accepts is told that the order changed', async (t) => {
  const state = await openTestState(t)
  const guest = addGuest(state, 3)
  guest.write('one', {})
  guest.write('two', {})
  const after = { ...currentPosition(state) }
  const author = state.devices.get(guest.log.idHex)
  assert.ok(author)
  ;(state.devices as Map<string, Author>).set(guest.log.idHex, { ...author, until: 1 })
  assert.deepEqual(await textsOf(state), ['one'])
  await assert.rejects(textsOf(state, after), withCode('ORDER_CHANGED'))
})

test('V12 the log of a device that the roster does not know is not folded, and the check says so', async (t) => {
  const state = await openTestState(t)
  const guest = addGuest(state, 5)
  guest.write('intruder', {})
  ;(state.devices as Map<string, unknown>).delete(guest.log.idHex)
  assert.deepEqual(await textsOf(state), [])
  assert.deepEqual(
    (await verifyState(state, {})).faults.map(({ what }) => what),
    ['It belongs to no device of this vault.'],
  )
})

test('V10 another entry at a position that is taken stops with LOG_FORKED and changes nothing; the same one is accepted', async (t) => {
  const state = await openTestState(t)
  const guest = addGuest(state, 6)
  guest.write('first', {})
  guest.write('second', {})
  const entries = [0, 1].map((position) => entryBytes(state.db, guest.log, position)!)
  const again = transaction(state.db, () => storeEntries(state.db, guest.log, guest.edge, { from: 0, entries }))
  assert.deepEqual(again.size, 2)
  const other = Uint8Array.from(entries[1]!)
  other[100]! ^= 1
  assert.throws(
    () =>
      transaction(state.db, () =>
        storeEntries(state.db, guest.log, guest.edge, { from: 0, entries: [entries[0]!, other, other] }),
      ),
    withCode('LOG_FORKED'),
  )
  assert.throws(
    () => storeEntries(state.db, guest.log, guest.edge, { from: 3, entries: [other] }),
    withCode('VAULT_DAMAGED'),
  )
  assert.deepEqual(currentPosition(state)[guest.log.idHex], 2)
  assert.deepEqual((await verifyState(state, {})).faults, [])
})

test('V10 two checkpoints of one size that disagree are kept and reported as a fork', async (t) => {
  const state = await openTestState(t)
  const { seed } = state.device
  const forged = signCheckpoint({ ...state.device, seed }, { ...EMPTY_EDGE, size: state.edge.size })
  transaction(state.db, () => {
    storeCheckpoint(state.db, state.log, state.edge.size, forged)
  })
  const { faults } = await verifyState(state, {})
  assert.ok(
    faults.some(({ what }) => what.includes('(a fork)')),
    JSON.stringify(faults),
  )
})
