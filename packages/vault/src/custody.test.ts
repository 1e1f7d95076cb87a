import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { Change } from '@homeward/format'
import { CUSTODY_WINDOW_MS } from './custody.ts'
import { entriesInOrder } from './entries.ts'
import { joinVault } from './joining.ts'
import { openState, openVault } from './open-vault.ts'
import { listOf, PASSPHRASE, makeVault, TEST_KDF, testDir, withCode } from './test-vault.ts'
import { vaultFromState } from './vault-from-state.ts'
import type { Vault } from './vault.ts'
import type { VaultState } from './vault-state.ts'

const SECOND = 'nine blue herons'

/** A vault whose clock and timers stand still until they are moved. */
interface Timed {
  vault: Vault
  state: VaultState
  advance: (ms: number) => void
  timers: () => number
}

const timed = async (t: TestContext, dir: string, passphrase = PASSPHRASE): Promise<Timed> => {
  let nowMs = Date.parse('2030-01-01T08:00:00Z')
  const tasks = new Map<() => void, number>()
  const state = await openState({ dir, passphrase, now: () => new Date(nowMs) }, { rescue: false })
  const vault = vaultFromState(state, (ms, task) => {
    tasks.set(task, nowMs + ms)
    return () => {
      tasks.delete(task)
    }
  })
  t.after(() => {
    try {
      vault.close()
    } catch {
      // A test that broke the disk.
    }
  })
  return {
    vault,
    state,
    timers: () => tasks.size,
    advance: (ms) => {
      nowMs += ms
      for (const [task, dueMs] of tasks) {
        if (dueMs <= nowMs) {
          tasks.delete(task)
          task()
        }
      }
    },
  }
}

const search = { compartment: 'registry', did: 'searched', of: 'people', text: 'Zozan' } as const
const look = (id: string) => ({ compartment: 'evidence', did: 'opened', of: 'item', id }) as const

const notedIn = async (vault: Vault, compartment: 'evidence' | 'registry'): Promise<Change[]> =>
  (await listOf(vault.entries(compartment)))
    .flatMap(({ changes }) => changes)
    .filter(({ type }) => type === 'custody.noted')

/** What is noted about the evidence in the vault of a folder. */
const textOf = async (folder: string): Promise<string> => {
  const vault = await openVault({ dir: folder, passphrase: PASSPHRASE })
  const text = JSON.stringify(await notedIn(vault, 'evidence'))
  vault.close()
  return text
}

const sizeOf = ({ vault }: Timed): number => vault.position()[vault.device.logId] ?? 0

test('CU3 what was read within the window is one entry a compartment, each thing once with how often', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const it = await timed(t, dir)
  const before = sizeOf(it)
  for (let round = 0; round < 50; round += 1) {
    it.vault.noteCustody(search)
    it.vault.noteCustody(look('item-one'))
    it.advance(1000)
  }
  assert.deepEqual([sizeOf(it) - before, it.timers()], [0, 1])
  it.advance(CUSTODY_WINDOW_MS)
  assert.deepEqual([sizeOf(it) - before, it.timers()], [2, 0])
  assert.deepEqual(await notedIn(it.vault, 'registry'), [
    {
      type: 'custody.noted',
      events: [
        {
          did: 'searched',
          of: 'people',
          text: 'Zozan',
          at: '2030-01-01T08:00:00.000Z',
          last: '2030-01-01T08:00:49.000Z',
          times: 50,
        },
      ],
    },
  ])
  it.advance(10 * CUSTODY_WINDOW_MS)
  assert.equal(sizeOf(it) - before, 2, 'nothing is written where nothing was read')
})

test('CU3 it is written at lock, before an export, and when much was read; a crash takes the window and no more', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const it = await timed(t, dir)
  const before = sizeOf(it)
  it.vault.noteCustody(search)
  it.vault.noteCustody({ compartment: 'evidence', did: 'exported', of: 'package', id: 'package-one' })
  assert.equal(sizeOf(it) - before, 2)
  for (let place = 0; place < 199; place += 1) {
    it.vault.noteCustody(look(`item-${place}`))
  }
  assert.equal(sizeOf(it) - before, 2)
  it.vault.noteCustody(look('item-200'))
  assert.equal(sizeOf(it) - before, 3)

  it.vault.noteCustody(look('item-in-the-window'))
  const crashed = join(testDir(t), 'crashed')
  cpSync(dir, crashed, { recursive: true })
  it.vault.close()
  assert.match(await textOf(dir), /item-in-the-window/u)
  const left = await textOf(crashed)
  assert.match(left, /item-200/u)
  assert.doesNotMatch(left, /item-in-the-window/u)
})

test('CU3 long searches in long words fit, in as many entries as they need', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const it = await timed(t, dir)
  for (let place = 0; place < 150; place += 1) {
    it.vault.noteCustody({ ...search, text: `${place}${'ێ'.repeat(5000)}\uD83D` })
  }
  it.vault.flushCustody()
  const noted = await notedIn(it.vault, 'registry')
  assert.ok(noted.length > 1)
  const events = noted.flatMap(({ events: part }) => part as { text: string }[])
  assert.equal(events.length, 150)
  assert.ok(events.every(({ text }) => text.length <= 500 && !/\p{Surrogate}/u.test(text)))
})

test('CU1 M9 a reader’s program writes it too, and nothing else; of a closed compartment there is nothing to note', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { code } = await joinVault({ dir, passphrase: SECOND, kdf: TEST_KDF })
  const founder = await openVault({ dir, passphrase: PASSPHRASE })
  const { id } = founder.admit(code, { name: 'Reader', role: 'reader', grants: ['registry'] })
  founder.close()
  const it = await timed(t, dir, SECOND)
  it.vault.noteCustody(search)
  assert.throws(() => {
    it.vault.noteCustody(look('item-one'))
  }, withCode('COMPARTMENT_CLOSED'))
  await assert.rejects(
    it.vault.append([{ compartment: 'registry', changes: [{ type: 'custody.noted', events: [] }] }]),
    withCode('ROLE_FORBIDS'),
  )
  it.vault.close()
  const again = await timed(t, dir)
  const entry = (await listOf(entriesInOrder(again.state, 'registry'))).find(({ changes }) =>
    changes.some(({ type }) => type === 'custody.noted'),
  )
  assert.equal(entry?.member, id)
  assert.deepEqual((await again.vault.verify({ deep: true })).faults, [])
})

test('CU4 when it cannot be written, reading goes on for the window and then stops; the lock locks and says so', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const it = await timed(t, dir)
  it.vault.noteCustody(search)
  it.state.condition = 'reopen'
  it.advance(CUSTODY_WINDOW_MS - 1)
  it.vault.noteCustody(look('item-one'))
  it.advance(1)
  assert.throws(() => {
    it.vault.noteCustody(look('item-two'))
  }, withCode('REOPEN_NEEDED'))
  assert.throws(() => {
    it.vault.noteCustody({ compartment: 'evidence', did: 'exported', of: 'package', id: 'package-one' })
  }, withCode('REOPEN_NEEDED'))
  assert.throws(() => {
    it.vault.close()
  }, withCode('REOPEN_NEEDED'))
  assert.throws(() => it.vault.position(), withCode('VAULT_CLOSED'))
  assert.ok(it.state.identity.seed.every((byte) => byte === 0))
})

test('CU3 what waits is in a backup that is made now', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { vault } = await timed(t, dir)
  vault.noteCustody(search)
  const dest = join(testDir(t), 'backup')
  const { entries } = await vault.backup({ dest })
  // The founding's entries and the one that was waiting; the word of the backup itself comes after it.
  assert.equal(entries.total, 8)
  const types = vault.log({ limit: 100 }).map((row) => row.types[0])
  assert.deepEqual(types.slice(-2), ['custody.noted', 'backup.made'])
})
