import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Worker } from 'node:worker_threads'

import type { Change } from '@homeward/format'
import { appendEntries } from './append.ts'
import { entriesInOrder } from './entries.ts'
import { startEntryThread } from './entry-thread.ts'
import { entryPages } from './log-store.ts'
import { openPage } from './open-entry.ts'
import type { EntryPage } from './open-entry.ts'
import { openState } from './open-vault.ts'
import { PASSPHRASE, listOf, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'
import { blobParam } from './vault-db.ts'
import { openCompartment } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault-from-state.ts'
import type { Vault } from './vault.ts'

/** More than are opened without a thread. */
const MANY = 2600
const FIRST = 7

const TEXTS = ['', 'Zozan Qasim', 'ئازاد حەسەن', 'زوزان\u0000قاسم', '"\\\n', '😀', 'x'.repeat(900)]

const changesOf = (place: number): Change[] => [
  { type: 'test.note', text: TEXTS[place % TEXTS.length] ?? '', place },
  JSON.parse(`{"10":[null,true,-1.5e-7],"9":{"__proto__":"${place}"},"type":"test.members"}`) as Change,
]

/** An open vault with `MANY` entries of the registry. */
const largeVault = async (t: TestContext): Promise<{ state: VaultState; vault: Vault }> => {
  const dir = testDir(t)
  await makeVault(dir)
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  const vault = vaultFromState(state)
  t.after(() => {
    vault.close()
  })
  appendEntries(
    state,
    Array.from({ length: MANY }, (_, place) => ({ compartment: 'registry' as const, changes: changesOf(place) })),
  )
  return { state, vault }
}

const pagesOf = (state: VaultState): EntryPage[] => [
  ...entryPages(state.db, state.log, openCompartment(state, 'registry').idBytes),
]

const damage = (state: VaultState, position: number): void => {
  const place = [state.log.number, position]
  const row = state.db.prepare('SELECT bytes FROM entry WHERE log = ? AND position = ?').get(place)
  const bytes = Uint8Array.from(row?.['bytes'] as Uint8Array)
  bytes[100]! ^= 1
  state.db.prepare('UPDATE entry SET bytes = ? WHERE log = ? AND position = ?').run([blobParam(bytes), ...place])
}

const started: Worker[] = []
process.on('worker', (worker) => {
  started.push(worker)
})

/** Threads of this process that run; one that is gone has the id -1. */
const countThreads = (): number => started.filter(({ threadId }) => threadId !== -1).length

test('V17 a long row of entries that a thread opened is the one that this thread opens', async (t) => {
  const { state, vault } = await largeVault(t)
  const direct = pagesOf(state).flatMap((page) =>
    [...openPage(openCompartment(state, 'registry'), page)].map((bodyJson) => JSON.parse(bodyJson) as unknown),
  )
  let mostThreads = 0
  const entries = []
  for await (const entry of vault.entries('registry')) {
    mostThreads = Math.max(mostThreads, countThreads())
    entries.push(entry)
  }
  assert.equal(mostThreads, 1)
  assert.equal(countThreads(), 0)
  assert.equal(entries.length, MANY)
  assert.deepEqual(
    entries.map(({ at, seen, changes }) => ({ at, seen, changes })),
    direct,
  )
  assert.deepEqual(
    entries.map(({ index }) => index),
    Array.from({ length: MANY }, (_, place) => FIRST + place),
  )
  assert.deepEqual(entries.at(-1)?.changes, changesOf(MANY - 1))
  assert.deepEqual(
    await listOf(vault.entries('registry', { sizes: { [entries[0]?.log ?? '']: FIRST + 9 }, claimed: {} })),
    entries.slice(9),
  )
})

test('V17 few entries start no thread', async (t) => {
  const { state } = await largeVault(t)
  for await (const entry of entriesInOrder(state, 'registry', {
    sizes: { [state.log.idHex]: FIRST + MANY - 20 },
    claimed: {},
  })) {
    assert.equal(countThreads(), 0, `entry ${entry.index}`)
  }
})

test('V17 a damaged entry in the middle of a long row is named, after those before it', async (t) => {
  const { state } = await largeVault(t)
  const position = FIRST + 2100
  damage(state, position)
  const seen: number[] = []
  await assert.rejects(
    async () => {
      for await (const { index } of entriesInOrder(state, 'registry')) {
        seen.push(index)
      }
    },
    (error) => withCode('VAULT_DAMAGED')(error) && (error as Error).message.startsWith(`Entry ${position} `),
  )
  assert.equal(seen.at(-1), position - 1)
  assert.equal(countThreads(), 0)
})

test('V16 V17 locking during a long row ends it with VAULT_CLOSED and leaves no thread', async (t) => {
  for (const stop of [0, 1400, MANY - 1]) {
    const { state, vault } = await largeVault(t)
    let count = 0
    await assert.rejects(
      async () => {
        for await (const entry of vault.entries('registry')) {
          if (count === stop) {
            vault.close()
          }
          count = entry.index - FIRST + 1
        }
      },
      withCode('VAULT_CLOSED'),
      `locked after ${stop}`,
    )
    assert.equal(count, stop + 1)
    assert.equal(countThreads(), 0)
    assert.equal(state.endings.size, 0)
  }
})

test('V17 what a thread was asked for when the vault is locked is refused with VAULT_CLOSED', async (t) => {
  const { state, vault } = await largeVault(t)
  const thread = startEntryThread(state, openCompartment(state, 'registry'))
  const [page] = pagesOf(state)
  const asked = thread.open(page!)
  vault.close()
  await assert.rejects(asked, withCode('VAULT_CLOSED'))
  await assert.rejects(thread.open(page!), withCode('VAULT_CLOSED'))
  await thread.end()
  assert.equal(countThreads(), 0)
})

test('V17 a reader who leaves early leaves no thread', async (t) => {
  const { vault } = await largeVault(t)
  for await (const { index } of vault.entries('registry')) {
    if (index === FIRST + 1500) {
      assert.equal(countThreads(), 1)
      break
    }
  }
  assert.equal(countThreads(), 0)
})

test('V17 with a wrong key a thread opens nothing, and without one the compartment is closed', async (t) => {
  const { state } = await largeVault(t)
  const { idBytes, current } = openCompartment(state, 'registry')
  const { entryKey, subjectWrapKey } = current
  const page = pagesOf(state)[0]!
  const wrong = startEntryThread(state, {
    name: 'registry',
    idBytes,
    keysByEpoch: new Map([[1, [{ entryKey: patternBytes(32), subjectWrapKey }]]]),
  })
  assert.equal(await wrong.open(page), null)
  await wrong.end()
  const right = startEntryThread(state, {
    name: 'registry',
    idBytes,
    keysByEpoch: new Map([[1, [{ entryKey, subjectWrapKey }]]]),
  })
  assert.equal((JSON.parse((await right.open(page)) ?? '') as unknown[]).length, page.positions.length)
  await right.end()
  const none = openPage({ name: 'registry', keysByEpoch: new Map() }, page)
  assert.throws(() => none.next(), withCode('COMPARTMENT_CLOSED'))
  const other = openPage({ name: 'registry', keysByEpoch: new Map([[1, [{ entryKey: patternBytes(32) }]]]) }, page)
  assert.throws(
    () => other.next(),
    (error) => withCode('VAULT_DAMAGED')(error) && (error as Error).message.startsWith(`Entry ${FIRST} `),
  )
})
