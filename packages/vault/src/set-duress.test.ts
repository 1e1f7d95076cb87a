import assert from 'node:assert/strict'
import { cpSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { toHex } from '@homeward/format'
import { createVault } from './create-vault.ts'
import { sealDuressSlot } from './duress-slot.ts'
import { removeDuress, setDuress, tryDuress } from './duress.ts'
import { createInstallation } from './installation.ts'
import { readKeyFiles } from './key-file.ts'
import { openVault, verifyVault } from './open-vault.ts'
import { changePassphrase, recoverVault } from './recover-vault.ts'
import { restoreVault } from './restore-vault.ts'
import {
  OTHER_MEMBER,
  UNDER_DURESS,
  assertDestroyed,
  nameOf,
  notesOf,
  setFirst,
  twoVaults,
  withDuress,
} from './test-duress.ts'
import { PASSPHRASE, TEST_KDF, allFiles, during, withCode } from './test-vault.ts'
import { readVaultFile } from './vault-file.ts'

test('DU8 a passphrase that is changed under duress is changed in both places', async (t) => {
  const { first, second } = await withDuress(t, false)
  const [before] = [readKeyFiles(first, readVaultFile(first)).map(({ passphrase }) => toHex(passphrase.sealedBytes))]
  await changePassphrase({ dir: first, passphrase: UNDER_DURESS, newPassphrase: 'a new one', kdf: TEST_KDF })
  for (const dir of [first, second]) {
    await assert.rejects(openVault({ dir, passphrase: UNDER_DURESS }), withCode('PASSPHRASE_WRONG'))
    assert.equal(await nameOf(dir, 'a new one'), 'Allotments')
  }
  const after = readKeyFiles(first, readVaultFile(first)).map(({ passphrase }) => toHex(passphrase.sealedBytes))
  assert.deepEqual(after, before)
  assert.deepEqual((await verifyVault({ dir: first, passphrase: PASSPHRASE })).faults, [])
})

test('DU8 also beside an open second vault, and by whoever has it open alone', async (t) => {
  const { first, second } = await withDuress(t, false)
  const installation = createInstallation({ dir: first })
  const forced = await installation.unlock({ passphrase: UNDER_DURESS })
  const change = { member: forced.member.id, newPassphrase: 'a new one', kdf: TEST_KDF }
  await assert.rejects(
    installation.changePassphrase({ ...change, passphrase: PASSPHRASE }),
    withCode('PASSPHRASE_WRONG'),
  )
  await installation.changePassphrase({ ...change, passphrase: UNDER_DURESS })
  forced.close()
  for (const dir of [first, second]) {
    await assert.rejects(openVault({ dir, passphrase: UNDER_DURESS }), withCode('PASSPHRASE_WRONG'))
    assert.equal(await nameOf(dir, 'a new one'), 'Allotments')
  }
  assert.deepEqual(await during(first, PASSPHRASE, notesOf), ['in the first vault'])
})

test('DU8 changing the passphrase under duress does not bring back what was destroyed', async (t) => {
  const vaults = await withDuress(t, true)
  const { first } = vaults
  await changePassphrase({ dir: first, passphrase: UNDER_DURESS, newPassphrase: 'a new one', kdf: TEST_KDF })
  await changePassphrase({ dir: first, passphrase: 'a new one', newPassphrase: UNDER_DURESS, kdf: TEST_KDF })
  await assertDestroyed(vaults)
})

test('DU8 the slot outlives the real passphrase, passkeys and a recovery; in a backup it opens and destroys nothing', async (t) => {
  const { root, first, second, recovery } = await withDuress(t, true)
  await during(first, PASSPHRASE, async (vault) => {
    vault.removePasskey(vault.passkeys()[0]?.id ?? '')
    await vault.backup({ dest: join(root, 'backup') })
    await vault.backupArchive({ file: join(root, 'archive') })
  })
  await changePassphrase({ dir: first, passphrase: PASSPHRASE, newPassphrase: 'another', kdf: TEST_KDF })
  await recoverVault({ dir: first, shares: recovery.slice(1), newPassphrase: PASSPHRASE, kdf: TEST_KDF })
  for (const src of [join(root, 'backup'), join(root, 'archive')]) {
    const forced = restoreVault({ src, dir: join(root, 'forced'), passphrase: UNDER_DURESS })
    await assert.rejects(forced, withCode('PASSPHRASE_WRONG'))
    const dir = join(root, `restored-${src.endsWith('e')}`)
    await restoreVault({ src, dir, passphrase: PASSPHRASE })
    assert.equal(await nameOf(dir, PASSPHRASE), 'Lantern group')
    // Restored beside the second vault, where the slot looks for it, it does there what it did before.
    assert.equal(await nameOf(dir, UNDER_DURESS), 'Allotments')
    await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('PASSPHRASE_WRONG'))
  }
  assert.equal(await nameOf(first, PASSPHRASE), 'Lantern group')
  assert.equal(await nameOf(first, UNDER_DURESS), 'Allotments')
  assert.equal(await nameOf(second, UNDER_DURESS), 'Allotments')
})

const make = async (dir: string, passphrase: string): Promise<string> => {
  await createVault({ dir, name: 'a', memberName: 'b', passphrase, kdf: TEST_KDF })
  return dir
}

test('DU9 what would not help is refused, and changes nothing', async (t) => {
  const { root, first, second } = await twoVaults(t)
  const before = allFiles(join(first, 'keys'))
  cpSync(first, join(root, 'copy'), { recursive: true })
  symlinkSync(first, join(root, 'link'))
  for (const opens of [first, join(root, 'copy'), join(root, 'link')]) {
    await assert.rejects(setFirst(first, opens), withCode('DURESS_REFUSED'))
  }
  await assert.rejects(
    setFirst(first, await make(join(first, 'blobs', 'in'), UNDER_DURESS)),
    withCode('DURESS_REFUSED'),
  )
  rmSync(join(first, 'blobs', 'in'), { recursive: true })
  const same = await make(join(root, 'same'), PASSPHRASE)
  for (const [opens, duressPassphrase] of [
    [same, PASSPHRASE],
    [await make(join(root, 'others'), OTHER_MEMBER), OTHER_MEMBER],
    [second, 'not that of the second'],
  ] as const) {
    await assert.rejects(setFirst(first, opens, false, duressPassphrase), withCode('DURESS_REFUSED'))
  }
  await assert.rejects(setFirst(first, join(root, 'nowhere')), withCode('VAULT_NOT_FOUND'))
  await assert.rejects(
    setDuress({ dir: first, passphrase: 'wrong', duressPassphrase: UNDER_DURESS, opens: second, destroys: false }),
    withCode('PASSPHRASE_WRONG'),
  )
  assert.deepEqual(allFiles(join(first, 'keys')), before)
  const [file] = readKeyFiles(first, readVaultFile(first))
  const [seed, checkKey] = [new Uint8Array(32), new Uint8Array(32)]
  const duress = { opens: 'x'.repeat(1000), memberHex: 'ab', seed, destroys: false, checkKey }
  const how = { owner: file!, key: new Uint8Array(32), kdf: TEST_KDF, saltBytes: new Uint8Array(16) }
  assert.throws(() => sealDuressSlot(duress, how), withCode('DURESS_REFUSED'))
})

test('DU10 a rehearsal says what would happen, does none of it, and answers nobody who has one passphrase alone', async (t) => {
  const { first, second } = await twoVaults(t)
  const rehearse = (passphrase = PASSPHRASE): ReturnType<typeof tryDuress> =>
    tryDuress({ dir: first, passphrase, duressPassphrase: UNDER_DURESS })
  assert.deepEqual(await rehearse(), { opens: false, destroys: false })
  await setFirst(first, second, true)
  assert.deepEqual(await rehearse(), { opens: true, destroys: true })
  assert.equal(await nameOf(first, OTHER_MEMBER), 'Lantern group')
  renameSync(second, `${second}-aside`)
  assert.deepEqual(await rehearse(), { opens: false, destroys: true })
  renameSync(`${second}-aside`, second)
  await setFirst(first, second, false)
  assert.deepEqual(await rehearse(), { opens: true, destroys: false })
  // With the two in the wrong order nothing is destroyed either: an owner may mix them up.
  await setFirst(first, second, true)
  await assert.rejects(rehearse(UNDER_DURESS), withCode('DURESS_REFUSED'))
  await removeDuress({ dir: first, passphrase: UNDER_DURESS })
  assert.equal(await nameOf(first, OTHER_MEMBER), 'Lantern group')
  await setFirst(first, second, false)
  // Whoever was told one passphrase asks of the second vault what anybody might ask of any.
  await assert.rejects(rehearse(UNDER_DURESS), withCode('DURESS_REFUSED'))
  await removeDuress({ dir: first, passphrase: PASSPHRASE })
  assert.deepEqual(await rehearse(), { opens: false, destroys: false })
})

test('DU11 no passphrase is set that is said under duress', async (t) => {
  const { first, recovery } = await withDuress(t, false)
  const newPassphrase = UNDER_DURESS
  const changing = changePassphrase({ dir: first, passphrase: PASSPHRASE, newPassphrase, kdf: TEST_KDF })
  await assert.rejects(changing, withCode('PASSPHRASE_TAKEN'))
  const recovering = recoverVault({ dir: first, shares: recovery.slice(1), newPassphrase, kdf: TEST_KDF })
  await assert.rejects(recovering, withCode('PASSPHRASE_TAKEN'))
  assert.deepEqual(
    [await nameOf(first, PASSPHRASE), await nameOf(first, UNDER_DURESS)],
    ['Lantern group', 'Allotments'],
  )
})
