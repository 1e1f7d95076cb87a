import assert from 'node:assert/strict'
import { cpSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { createInstallation } from './installation.ts'
import { openVault, verifyVault } from './open-vault.ts'
import { changePassphrase } from './recover-vault.ts'
import { restoreVault } from './restore-vault.ts'
import {
  OTHER_MEMBER,
  PRF,
  UNDER_DURESS,
  assertDestroyed,
  keyJson,
  keyPaths,
  nameOf,
  notesOf,
  refusalOf,
  withDuress,
} from './test-duress.ts'
import { PASSPHRASE, TEST_KDF, allFiles, during, testDir, withCode } from './test-vault.ts'
import type { KeyJson } from './test-duress.ts'

/** A file as an examiner sees it, but for the time of a database that was opened. */
const seenOf = ({ path, bytes, mtimeMs }: { path: string; bytes: Buffer; mtimeMs: number }): string =>
  `${path} ${path.includes('vault.db') ? 'open' : mtimeMs} ${bytes.toString('base64')}`

test('DU4 the duress passphrase opens the second vault, and nothing of it stays in the first', async (t) => {
  const { root, first } = await withDuress(t, false)
  const before = allFiles(first).map(seenOf)
  await during(first, UNDER_DURESS, async (vault) => {
    assert.deepEqual([vault.name, vault.member.name, vault.dir], ['Allotments', 'Gardener', join(root, 'second')])
    assert.deepEqual(await notesOf(vault), ['in the second vault'])
    await vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'beans' }] }])
    await assert.rejects(openVault({ dir: first, passphrase: PASSPHRASE }), withCode('VAULT_IN_USE'))
  })
  assert.deepEqual(allFiles(first).map(seenOf), before)
  assert.deepEqual(await during(first, UNDER_DURESS, notesOf), ['in the second vault', 'beans'])
  assert.deepEqual(await during(first, PASSPHRASE, notesOf), ['in the first vault'])
  assert.deepEqual((await verifyVault({ dir: first, passphrase: UNDER_DURESS, deep: true })).faults, [])
  assert.deepEqual((await verifyVault({ dir: first, passphrase: PASSPHRASE, deep: true })).faults, [])
})

test('DU4 the way to the second vault is relative: both moved together still belong together', async (t) => {
  const { root } = await withDuress(t, false)
  const moved = join(testDir(t), 'stick')
  cpSync(root, moved, { recursive: true })
  rmSync(root, { recursive: true })
  symlinkSync(join(moved, 'first'), join(testDir(t), 'link'))
  assert.equal(await nameOf(join(moved, 'first'), UNDER_DURESS), 'Allotments')
})

test('DU5 a second vault that is missing, damaged or has forgotten the member is answered as a wrong passphrase', async (t) => {
  const { first, second } = await withDuress(t, false)
  const wrong = await refusalOf(openVault({ dir: first, passphrase: 'not this one' }))
  const underDuress = (): Promise<unknown> => refusalOf(openVault({ dir: first, passphrase: UNDER_DURESS }))
  for (const name of ['homeward.json', 'vault.db', 'keys']) {
    renameSync(join(second, name), join(second, 'aside'))
    assert.deepEqual(await underDuress(), wrong, name)
    assert.deepEqual(await refusalOf(verifyVault({ dir: first, passphrase: UNDER_DURESS })), wrong, name)
    if (name !== 'vault.db') {
      const changing = changePassphrase({ dir: first, passphrase: UNDER_DURESS, newPassphrase: 'x', kdf: TEST_KDF })
      assert.deepEqual(await refusalOf(changing), wrong, name)
    }
    rmSync(join(second, name), { recursive: true, force: true })
    renameSync(join(second, 'aside'), join(second, name))
  }
  assert.equal(await nameOf(first, UNDER_DURESS), 'Allotments')
  for (const path of keyPaths(second)) {
    rmSync(path)
  }
  assert.deepEqual(await underDuress(), wrong)
  rmSync(second, { recursive: true })
  assert.deepEqual(await underDuress(), wrong)
  assert.equal(await nameOf(first, PASSPHRASE), 'Lantern group')
})

test('DU5 a second vault that another program has open is in use, as any vault would be', async (t) => {
  const { first, second } = await withDuress(t, false)
  await during(second, UNDER_DURESS, async () => {
    await assert.rejects(openVault({ dir: first, passphrase: UNDER_DURESS }), withCode('VAULT_IN_USE'))
  })
})

test('DU6 with “destroy” nothing else opens the first vault any more, and everything looks as before', async (t) => {
  const vaults = await withDuress(t, true)
  const { first } = vaults
  const backup = join(testDir(t), 'backup')
  await during(first, PASSPHRASE, (vault) => vault.backup({ dest: backup }))
  const files = allFiles(join(first, 'keys'))
  const [leftover] = keyPaths(first)
  cpSync(leftover ?? '', `${leftover}.new`)
  await during(first, UNDER_DURESS, async (vault) => {
    assert.deepEqual(await notesOf(vault), ['in the second vault'])
  })
  await assertDestroyed(vaults)
  const after = allFiles(join(first, 'keys'))
  assert.deepEqual(
    after.map(({ path, bytes, mtimeMs, mode }) => [path, bytes.length, mtimeMs, mode]),
    files.map(({ path, bytes, mtimeMs, mode }) => [path, bytes.length, mtimeMs, mode]),
  )
  for (const [place, { path, bytes }] of files.entries()) {
    const now = after[place]?.bytes ?? Buffer.alloc(0)
    if (path.endsWith('.json')) {
      const [old, renewed] = [bytes, now].map((text) => JSON.parse(text.toString()) as KeyJson)
      assert.deepEqual(renewed?.duress, old?.duress)
      // Of everything else that was random, nothing is left.
      const texts = JSON.stringify({ ...old, duress: null }).match(/[\w+/=]{16,}/gu) ?? []
      for (const secret of texts.filter((text) => text !== old?.member && text !== old?.vault)) {
        assert.equal(now.includes(secret), false, `${path} has kept ${secret}`)
      }
    } else {
      assert.equal(now.subarray(0, 30).toString(), bytes.subarray(0, 30).toString(), 'an age file')
      assert.notDeepEqual(now, bytes)
    }
  }
  // Elsewhere everything opens as before.
  const restored = join(testDir(t), 'restored')
  const { faults } = await restoreVault({ src: backup, dir: restored, passphrase: PASSPHRASE })
  assert.deepEqual(faults, [])
  assert.deepEqual(await during(restored, PASSPHRASE, notesOf), ['in the first vault'])
})

test('DU6 it is destroyed also when the second vault is missing, and when a file cannot be written in its place', async (t) => {
  const { first, second } = await withDuress(t, true)
  renameSync(second, `${second}-aside`)
  const wrong = await refusalOf(openVault({ dir: first, passphrase: 'not this one' }))
  for (const path of keyPaths(first)) {
    // Of another length than the program would write it: it is replaced whole.
    writeFileSync(path, JSON.stringify(keyJson(path), null, 1))
  }
  assert.deepEqual(await refusalOf(openVault({ dir: first, passphrase: UNDER_DURESS })), wrong)
  for (const passphrase of [PASSPHRASE, OTHER_MEMBER]) {
    assert.deepEqual(await refusalOf(openVault({ dir: first, passphrase })), wrong)
  }
  renameSync(`${second}-aside`, second)
  assert.equal(await nameOf(first, UNDER_DURESS), 'Allotments')
})

test('DU7 several at once: their sessions end before, the second vault is the one that is here until all have left', async (t) => {
  const { first, second } = await withDuress(t, true)
  const installation = createInstallation({ dir: first })
  const [one, two] = [
    await installation.unlock({ passphrase: PASSPHRASE }),
    await installation.unlock({ passphrase: OTHER_MEMBER }),
  ]
  const forced = await installation.unlock({ passphrase: UNDER_DURESS })
  assert.ok(one.ended.aborted && two.ended.aborted)
  await assert.rejects(notesOf(one), withCode('VAULT_CLOSED'))
  assert.deepEqual(await notesOf(forced), ['in the second vault'])
  assert.equal(await installation.unlock({ passphrase: UNDER_DURESS }), forced)
  await assert.rejects(installation.unlock({ passphrase: 'not this one' }), withCode('PASSPHRASE_WRONG'))
  // Somebody joins here: it is the vault that is here.
  const { code } = await installation.join({ passphrase: 'four tin whistles', kdf: TEST_KDF })
  forced.admit(code, { name: 'Neighbour', role: 'reader', grants: ['registry'] })
  const neighbour = await installation.unlock({ passphrase: 'four tin whistles' })
  assert.deepEqual([neighbour.name, neighbour.member.name], ['Allotments', 'Neighbour'])
  for (const dir of [first, second]) {
    await assert.rejects(openVault({ dir, passphrase: UNDER_DURESS }), withCode('VAULT_IN_USE'))
  }
  forced.close()
  neighbour.close()
  await assert.rejects(installation.unlock({ passphrase: PASSPHRASE }), withCode('PASSPHRASE_WRONG'))
  const again = await installation.unlock({ passphrase: UNDER_DURESS })
  assert.equal(again.name, 'Allotments')
  again.close()
})

test('DU7 without “destroy” the first vault is there again when all have left the second', async (t) => {
  const { first } = await withDuress(t, false)
  const installation = createInstallation({ dir: first })
  const before = await installation.unlock({ passphrase: OTHER_MEMBER })
  const forced = await installation.unlock({ passphrase: UNDER_DURESS })
  assert.ok(before.ended.aborted)
  await assert.rejects(installation.unlock({ passphrase: PASSPHRASE }), withCode('PASSPHRASE_WRONG'))
  await assert.rejects(installation.unlock({ prfBytes: PRF }), withCode('PASSKEY_UNKNOWN'))
  forced.close()
  const back = await installation.unlock({ prfBytes: PRF })
  assert.deepEqual(await notesOf(back), ['in the first vault'])
  back.close()
})
