import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { leafHash, parseCheckpoint, parseNote, parseTlogProof, parseVkey, verifyTlogProof } from '@homeward/format'
import { joinVault } from './joining.ts'
import { allCheckpoints, logEntries, storeCheckpoint, storeEntries, storedEdge, storedLogs } from './log-store.ts'
import { openState } from './open-vault.ts'
import { proveEntries, proveEntry } from './proof.ts'
import { PASSPHRASE, TEST_KDF, during, makeVault, testDir, withCode } from './test-vault.ts'
import { transaction } from './vault-db.ts'
import type { VaultState } from './vault-state.ts'
import type { Vault } from './vault.ts'

const SECOND = 'two grey herons'

const note = (vault: Vault, text: string): Promise<string> =>
  vault
    .append([{ compartment: 'evidence', changes: [{ type: 'test.note', text }] }])
    .then(({ entries }) => entries[0] ?? '')

/** A vault with a second member, who wrote one entry; its reference. */
const withSecond = async (dir: string): Promise<{ member: string; ref: string }> => {
  await makeVault(dir)
  const { code, member } = await joinVault({ dir, passphrase: SECOND, kdf: TEST_KDF })
  await during(dir, PASSPHRASE, (vault) =>
    vault.admit(code, { name: 'Member Two', role: 'contributor', grants: ['evidence'] }),
  )
  return { member, ref: await during(dir, SECOND, (vault) => note(vault, 'on time')) }
}

const stateOf = async (t: TestContext, dir: string): Promise<VaultState> => {
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  t.after(() => {
    state.db.close()
  })
  return state
}

const sizeIn = (tlogProof: string): bigint => parseCheckpoint(parseNote(parseTlogProof(tlogProof).checkpoint).text).size

test('P18 an entry of another member is proved with the chain from the founding to their device, each under the key of its log', async (t) => {
  const dir = testDir(t)
  const { ref } = await withSecond(dir)
  const state = await stateOf(t, dir)
  const [log] = ref.split(':')
  const founding = state.founding.device.logHex
  const proofs = proveEntries(state, [ref])
  const refs = proofs.map(({ logHex, index }) => `${logHex}:${index}`)
  const [admitted, ...others] = refs.filter((one) => ![`${founding}:1`, `${log}:0`, ref].includes(one))
  assert.deepEqual([refs.length, others.length, admitted?.split(':')[0]], [4, 0, founding])
  for (const { entry, tlogProof, vkey, index } of proofs)
    assert.equal(verifyTlogProof(tlogProof, leafHash(entry), parseVkey(vkey)).index, BigInt(index))
})

test('P20 what a member wrote after the removal is refused; what was accepted is proved under that state', async (t) => {
  const dir = testDir(t)
  const { member, ref } = await withSecond(dir)
  const copy = join(testDir(t), 'copy')
  cpSync(dir, copy, { recursive: true })
  const late = await during(copy, SECOND, (vault) => note(vault, 'too late'))
  await during(dir, PASSPHRASE, (vault) => {
    vault.removeMember(member)
  })

  // The late entry arrives as by sync: entries and checkpoint of the log, as they are in the copy.
  const [idHex = '', position = ''] = late.split(':')
  const from = await stateOf(t, copy)
  const to = await stateOf(t, dir)
  const logIn = (state: VaultState) => storedLogs(state.db).find((log) => log.idHex === idHex)!
  const bytes = [...logEntries(from.db, logIn(from), Number(position))].map((entry) => entry.bytes)
  transaction(to.db, () => {
    storeEntries(to.db, logIn(to), storedEdge(to.db, logIn(to)), { from: Number(position), entries: bytes })
    for (const { size, note: text } of allCheckpoints(from.db, logIn(from)))
      storeCheckpoint(to.db, logIn(to), size, text)
  })
  assert.throws(() => proveEntry(to, late), withCode('ENTRY_NOT_ACCEPTED'))
  assert.throws(() => proveEntries(to, [ref, late]), withCode('ENTRY_NOT_ACCEPTED'))
  const proofs = proveEntries(to, [ref])
  const removal = to.roster.devices.get(idHex)?.limit
  assert.equal(removal?.size, Number(position))
  assert.ok(proofs.some(({ logHex, index }) => `${logHex}:${index}` === removal.by))
  for (const { logHex, tlogProof } of proofs)
    if (logHex === idHex) assert.equal(sizeIn(tlogProof), BigInt(removal.size))
})
