import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { fromHex, openEntry, parseEntryHeader, toHex } from '@homeward/format'
import { appendEntries } from './append.ts'
import { COMPARTMENTS } from './compartment.ts'
import { joinVault } from './joining.ts'
import { entryBytes } from './log-store.ts'
import { openState, openVault } from './open-vault.ts'
import { subjectRows } from './subject-keys.ts'
import {
  PASSPHRASE,
  TEST_KDF,
  allFiles,
  freshVault,
  listOf,
  makeVault,
  testDir,
  unlock,
  withCode,
} from './test-vault.ts'
import { blobParam } from './vault-db.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault-from-state.ts'
import type { Vault } from './vault.ts'

/** More than are opened without a thread. */
const MANY = 2600

const note = (text: string): { type: string; text: string } => ({ type: 'test.note', text })

const openBoth = async (t: TestContext): Promise<{ state: VaultState; vault: Vault; dir: string }> => {
  const dir = testDir(t)
  await makeVault(dir)
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  const vault = vaultFromState(state)
  t.after(() => {
    vault.close()
  })
  return { state, vault, dir }
}

const indexOf = (ref: string): number => Number(ref.split(':')[1])

const bytesAt = (state: VaultState, ref: string): Uint8Array =>
  entryBytes(state.db, state.log, indexOf(ref)) ?? new Uint8Array()

const subjectOf = (state: VaultState, ref: string): string =>
  toHex(parseEntryHeader(bytesAt(state, ref)).header.subjectKeyId)

test('ER1 entries of one subject share a key that others do not have, in each compartment its own', async (t) => {
  const { state, vault } = await openBoth(t)
  const { entries } = await vault.append([
    { compartment: 'registry', subject: 'person-a', changes: [note('1')] },
    { compartment: 'registry', subject: 'person-a', changes: [note('2')] },
    { compartment: 'registry', subject: 'person-b', changes: [note('3')] },
    { compartment: 'evidence', subject: 'person-a', changes: [note('4')] },
    { compartment: 'registry', changes: [note('5')] },
  ])
  const later = await vault.append([{ compartment: 'registry', subject: 'person-a', changes: [note('6')] }])
  const [one, two, three, four, five] = entries.map((ref) => subjectOf(state, ref))
  assert.equal(one, two)
  assert.equal(subjectOf(state, later.entries[0] ?? ''), one)
  assert.equal(new Set([one, three, four, five]).size, 4)
  assert.equal(five, '0'.repeat(32))
  assert.equal([...subjectRows(state.db)].length, 3)
  const texts = (await listOf(vault.entries('registry'))).map(({ changes }) => changes[0]?.['text'])
  assert.deepEqual(texts, ['1', '2', '3', '5', '6'])
  assert.deepEqual((await vault.verify({ deep: true })).faults, [])
})

test('ER1 a long row with many subjects opens on the thread as it opens here', async (t) => {
  const { state, vault } = await openBoth(t)
  appendEntries(
    state,
    Array.from({ length: MANY }, (_, place) => ({
      compartment: 'registry' as const,
      ...(place % 3 === 0 ? {} : { subject: `person-${place % 700}` }),
      changes: [note(String(place))],
    })),
  )
  const texts = (await listOf(vault.entries('registry'))).map(({ changes }) => changes[0]?.['text'])
  assert.deepEqual(
    texts,
    Array.from({ length: MANY }, (_, place) => String(place)),
  )
})

test('ER1 what is written about a new subject while a long row is read is read too', async (t) => {
  const { state, vault } = await openBoth(t)
  appendEntries(
    state,
    Array.from({ length: MANY }, (_, place) => ({ compartment: 'registry' as const, changes: [note(String(place))] })),
  )
  const texts: unknown[] = []
  for await (const { changes } of vault.entries('registry')) {
    texts.push(changes[0]?.['text'])
    if (texts.length === 1500) {
      appendEntries(state, [{ compartment: 'registry', subject: 'person-new', changes: [note('late')] }])
    }
  }
  // Pages are read ahead; it is there at the latest when what follows is asked for.
  const later = await listOf(vault.entries('registry'))
  assert.equal(later.at(-1)?.changes[0]?.['text'], 'late')
  assert.ok(texts.length >= MANY)
})

test('ER2 neither a subject nor its key is on the disk in the clear', async (t) => {
  const { state, vault, dir } = await openBoth(t)
  const keys: Uint8Array[] = []
  const random = (length: number): Uint8Array => {
    const bytes = state.random(length)
    keys.push(Uint8Array.from(bytes))
    return bytes
  }
  const recording = { ...state, random }
  appendEntries(recording, [{ compartment: 'registry', subject: 'person-secret-name', changes: [note('x')] }])
  vault.close()
  const key = keys[1]
  assert.equal(key?.length, 32)
  for (const { path, bytes } of allFiles(dir)) {
    assert.equal(bytes.includes('person-secret-name'), false, path)
    assert.equal(bytes.includes(Buffer.from(key ?? [])), false, path)
  }
})

test('ER1 a proof of an entry with a subject opens that entry', async (t) => {
  const { state, vault } = await openBoth(t)
  const { entries } = await vault.append([{ compartment: 'registry', subject: 'person-a', changes: [note('said')] }])
  const ref = entries[0] ?? ''
  const { entry, messageKeyHex } = vault.proof(ref)
  const index = indexOf(ref)
  const body = openEntry({ entry, messageKey: fromHex(messageKeyHex), logId: state.device.log.logId, index })
  assert.deepEqual(body.changes, [note('said')])
})

test('ER3 keys of subjects outlive a new epoch, and who joins later reads what they opened', async (t) => {
  const vault = await freshVault(t)
  const { dir } = vault
  await vault.append([{ compartment: 'registry', subject: 'person-a', changes: [note('first epoch')] }])
  vault.close()
  const [second, third] = ['a second long passphrase', 'a third long passphrase']
  const { code } = await joinVault({ dir, passphrase: second, kdf: TEST_KDF })
  const joined = await joinVault({ dir, passphrase: third, kdf: TEST_KDF })
  const again = await unlock(t, dir)
  const { id } = again.admit(code, { name: 'Second', role: 'coordinator', grants: [...COMPARTMENTS] })
  again.removeMember(id)
  await again.append([{ compartment: 'registry', subject: 'person-a', changes: [note('second epoch')] }])
  again.admit(joined.code, { name: 'Third', role: 'contributor', grants: [...COMPARTMENTS] })
  again.close()
  const theirs = await openVault({ dir, passphrase: third })
  t.after(() => {
    theirs.close()
  })
  const texts = (await listOf(theirs.entries('registry'))).map(({ changes }) => changes[0]?.['text'])
  assert.deepEqual(texts, ['first epoch', 'second epoch'])
})

test('ER7 a subject key that is missing or damaged without an erasure is a fault, and named', async (t) => {
  const { state, vault } = await openBoth(t)
  const { entries } = await vault.append([{ compartment: 'registry', subject: 'person-a', changes: [note('1')] }])
  state.subjectKeys.clear()
  const [row] = [...subjectRows(state.db)]
  state.db.prepare('UPDATE subject_key SET sealed = zeroblob(48)').run([])
  const damaged = await vault.verify()
  assert.deepEqual(
    damaged.faults.map(({ where }) => where),
    [`entry ${entries[0]}`, `subject key ${toHex(row?.id ?? new Uint8Array())}`],
  )
  state.db.prepare('DELETE FROM subject_key WHERE id = ?').run([blobParam(row?.id ?? new Uint8Array(1))])
  const missing = await vault.verify()
  assert.deepEqual(
    missing.faults.map(({ where }) => where),
    [`entry ${entries[0]}`],
  )
  assert.equal(missing.erased, 0)
  await assert.rejects(listOf(vault.entries('registry')), withCode('VAULT_DAMAGED'))
  assert.deepEqual(
    vault
      .log({ limit: 100 })
      .map(({ opens, erased }) => ({ opens, erased }))
      .at(-1),
    { opens: false, erased: false },
  )
})
