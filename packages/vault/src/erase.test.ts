import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { COMPARTMENTS } from './compartment.ts'
import { finishErasures, pendingErasures } from './erase.ts'
import type { EraseRequest } from './erase.ts'
import { joinVault } from './joining.ts'
import { openState, openVault } from './open-vault.ts'
import { insertSubject, subjectRows, subjectTag } from './subject-keys.ts'
import { LARGE, fillTwo, note, textsIn } from './test-erase.ts'
import {
  PASSPHRASE,
  TEST_KDF,
  allFiles,
  freshVault,
  makeVault,
  patternBytes,
  testDir,
  unlock,
  withCode,
} from './test-vault.ts'
import { blobParam } from './vault-db.ts'
import { openCompartment } from './vault-state.ts'
import { vaultFromState } from './vault-from-state.ts'
import type { Vault } from './vault.ts'

const assertErased = async (vault: Vault, request: EraseRequest): Promise<void> => {
  assert.deepEqual(await textsIn(vault), [null, 'about b'])
  for (const { blob } of request.blobs) {
    await assert.rejects(vault.openBlob('registry', blob), withCode('BLOB_NOT_FOUND'))
    assert.equal(existsSync(join(vault.dir, 'blobs', blob.slice(0, 2), `${blob}.age`)), false)
  }
  const report = await vault.verify({ deep: true })
  assert.deepEqual(report.faults, [])
  assert.equal(report.erased, 1)
  assert.equal(report.blobs, 2)
}

test('ER4 ER5 erasing a subject leaves a log that verifies, the others, and an entry without a name', async (t) => {
  const vault = await freshVault(t)
  const request = await fillTwo(vault)
  const receipt = vault.erase({ ...request, also: [{ compartment: 'registry', changes: [note('done')] }] })
  assert.deepEqual(receipt, { erasure: 'erasure-1', keys: 1, blobs: 2, overwritten: 1, removedOnly: 0 })
  assert.deepEqual(await textsIn(vault), [null, 'about b', 'done'])
  const [erasure] = vault.erasures()
  assert.equal(erasure?.authority, 'person')
  assert.equal(erasure?.act, 'act-1')
  assert.equal(erasure?.member, vault.member.id)
  assert.deepEqual(
    erasure?.blobs.map(({ blob }) => blob),
    request.blobs.map(({ blob }) => blob),
  )
  const row = vault.log({ limit: 100 }).find(({ erased }) => erased)
  assert.deepEqual({ at: row?.at, types: row?.types, opens: row?.opens }, { at: null, types: [], opens: false })
  await assert.rejects(
    vault.append([{ compartment: 'registry', subject: 'person-a', changes: [note('again')] }]),
    withCode('ERASED'),
  )
  assert.throws(() => vault.proof(`${vault.device.logId}:${row?.index}`), withCode('ERASED'))
})

test('ER6 after an erasure nothing of its key or files is in any file of the vault, before and after locking', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  const vault = vaultFromState(state)
  const request = await fillTwo(vault)
  // Many others around it, so that rows are on pages that were split and joined.
  await vault.append(
    Array.from({ length: 3000 }, (_, place) => ({
      compartment: 'registry' as const,
      subject: `person-other-${place}`,
      changes: [note('filler')],
    })),
  )
  const rows = [...subjectRows(state.db)]
  const wanted = await vault.append([{ compartment: 'registry', subject: 'person-a', changes: [note('more about a')] }])
  assert.equal(wanted.entries.length, 1)
  const before = new Set(rows.map(({ sealed }) => Buffer.from(sealed).toString('hex')))
  const small = state.db
    .prepare('SELECT bytes FROM blob WHERE id = ?')
    .get([blobParam(Buffer.from(request.blobs[0]?.blob ?? '', 'hex'))])
  const smallBytes = Buffer.from(small?.['bytes'] as Uint8Array)
  vault.erase(request)
  const after = new Set([...subjectRows(state.db)].map(({ sealed }) => Buffer.from(sealed).toString('hex')))
  const gone = [...before].filter((sealed) => !after.has(sealed))
  assert.equal(gone.length, 1)
  const search = (when: string): void => {
    for (const { path, bytes } of allFiles(dir)) {
      assert.equal(bytes.includes(Buffer.from(gone[0] ?? '', 'hex')), false, `the key in ${path} ${when}`)
      for (let start = 0; start + 64 < smallBytes.length; start += 64) {
        assert.equal(bytes.includes(smallBytes.subarray(start, start + 64)), false, `the file in ${path} ${when}`)
      }
    }
  }
  search('while it is open')
  vault.close()
  search('when it is locked')
})

test('ER6 what was decided and not finished is finished when the vault is opened', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  const vault = vaultFromState(state)
  const request = await fillTwo(vault)
  vault.erase(request)
  // As if the process had been killed right after the entry: what it destroys is there again, and it is not noted as done.
  state.db.exec('DELETE FROM erasure_done')
  const again = await vault.sealBytes('registry', patternBytes(LARGE, 2))
  assert.equal(again.duplicate, false)
  assert.equal(pendingErasures(state).length, 1)
  assert.match((await vault.verify()).faults[0]?.where ?? '', /^erasure erasure-1 /u)
  vault.close()
  await assertErased(await unlock(t, dir), request)
})

test('ER6 a file that came in again after its erasure stays', async (t) => {
  const vault = await freshVault(t)
  const request = await fillTwo(vault)
  vault.erase(request)
  const again = await vault.sealBytes('registry', patternBytes(LARGE, 2))
  vault.close()
  const later = await unlock(t, vault.dir)
  const reader = await later.openBlob('registry', again.blob)
  assert.equal(reader.size, LARGE)
  assert.deepEqual((await later.verify({ deep: true })).faults, [])
})

test('ER6 a key of an erased subject that comes from elsewhere later does not stay', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const state = await openState({ dir, passphrase: PASSPHRASE }, { rescue: false })
  const vault = vaultFromState(state)
  t.after(() => {
    vault.close()
  })
  const request = await fillTwo(vault)
  vault.erase(request)
  const { idBytes: compartmentId, epoch, current } = openCompartment(state, 'registry')
  const row = { id: patternBytes(16, 9), compartmentId, epoch, sealed: patternBytes(48, 9) }
  insertSubject(state.db, { ...row, tag: subjectTag(current, 'person-a') })
  assert.equal([...subjectRows(state.db)].length, 2)
  state.db.exec('DELETE FROM erasure_done')
  assert.equal(finishErasures(state).keys, 1)
  assert.equal([...subjectRows(state.db)].length, 1)
  assert.deepEqual(await textsIn(vault), [null, 'about b'])
})

test('ER5 who is no coordinator cannot erase, and nothing is written', async (t) => {
  const vault = await freshVault(t)
  const request = await fillTwo(vault)
  const passphrase = 'a second long passphrase'
  vault.close()
  const { code } = await joinVault({ dir: vault.dir, passphrase, kdf: TEST_KDF })
  const again = await unlock(t, vault.dir)
  again.admit(code, { name: 'Second', role: 'contributor', grants: [...COMPARTMENTS] })
  again.close()
  const theirs = await openVault({ dir: vault.dir, passphrase })
  t.after(() => {
    theirs.close()
  })
  assert.throws(() => theirs.erase(request), withCode('ROLE_FORBIDS'))
  assert.deepEqual(theirs.erasures(), [])
  assert.deepEqual(await textsIn(theirs), ['about a', 'about b'])
  assert.ok(readdirSync(join(theirs.dir, 'blobs')).length > 1)
})
