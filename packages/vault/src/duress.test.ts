import assert from 'node:assert/strict'
import { createDecipheriv } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { hashRaw } from '@node-rs/argon2'

import { randomBytes, toHex } from '@homeward/format'
import { createVault } from './create-vault.ts'
import { sealDuressSlot } from './duress-slot.ts'
import { removeDuress, setDuress, tryDuress } from './duress.ts'
import { createInstallation } from './installation.ts'
import { passphraseKey } from './kdf.ts'
import { readKeyFiles } from './key-file.ts'
import { withNewMember } from './new-member.ts'
import { openVault, verifyVault } from './open-vault.ts'
import { changePassphrase, recoverVault } from './recover-vault.ts'
import { restoreVault } from './restore-vault.ts'
import { OTHER_MEMBER, PRF, UNDER_DURESS, twoVaults, withDuress } from './test-duress.ts'
import { PASSPHRASE, TEST_KDF, allFiles, during, listOf, testDir, withCode } from './test-vault.ts'
import { tryPassphrase, wipeTried } from './try-passphrase.ts'
import { VaultError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { Vault } from './vault.ts'

interface SlotJson {
  kdf: Record<string, unknown>
  salt: string
  sealed: string
}
interface KeyJson {
  member: string
  vault: string
  duress: SlotJson
}

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64')
const keyPaths = (dir: string): string[] =>
  readdirSync(join(dir, 'keys'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(dir, 'keys', name))
const keyJson = (path: string): KeyJson => JSON.parse(readFileSync(path, 'utf8')) as KeyJson
const nameOf = (dir: string, passphrase: string): Promise<string> => during(dir, passphrase, ({ name }) => name)
const notesOf = async (vault: Vault): Promise<unknown[]> =>
  (await listOf(vault.entries('registry'))).map(({ changes }) => changes[0]?.['text'])
const set = (first: string, opens: string, destroys = false, duressPassphrase = UNDER_DURESS): Promise<void> =>
  setDuress({ dir: first, passphrase: PASSPHRASE, duressPassphrase, opens, destroys })

/** Everything about a JSON text but what its base64 and hexadecimal texts say. */
const shapeOf = (path: string): string =>
  readFileSync(path, 'utf8').replaceAll(/:"[\w+/=-]{8,}"/gu, ({ length }) => `:${length - 3}`)

/** What a call refuses with, whole. */
const refusalOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof VaultError)
    return { code: error.code, message: error.message, cause: error.cause }
  }
  return assert.fail('it did not refuse')
}

test('DU1 a key file looks the same whether a duress passphrase is set, was set, or never was', async (t) => {
  const { first, second } = await twoVaults(t)
  const path = keyPaths(first).find((one) => shapeOf(one).includes('passkeys')) ?? ''
  const never = { shape: shapeOf(path), mtimeMs: statSync(path).mtimeMs }
  const slots = [keyJson(path).duress]
  for (let round = 0; round < 8; round += 1) {
    await set(first, second, round % 2 === 0)
    slots.push(keyJson(path).duress)
    assert.equal(shapeOf(path), never.shape, 'set')
    assert.equal(statSync(path).mtimeMs, never.mtimeMs)
    await removeDuress({ dir: first, passphrase: PASSPHRASE })
    slots.push(keyJson(path).duress)
    assert.equal(shapeOf(path), never.shape, 'removed')
  }
  assert.deepEqual(new Set(slots.map(({ sealed }) => bytesOf(sealed).length)), new Set([1040]))
  // No byte is the same in all of them, and none of two slots says which is which by how often its bits are set.
  for (let place = 0; place < 1040; place += 1) {
    assert.ok(new Set(slots.map(({ sealed }) => bytesOf(sealed)[place])).size > 8)
  }
  for (const { sealed } of slots) {
    const bits = [...bytesOf(sealed)].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
    assert.ok(Math.abs(bits - 4160) < 275, `${bits} of 8320 bits`)
  }
  await assert.rejects(openVault({ dir: first, passphrase: UNDER_DURESS }), withCode('PASSPHRASE_WRONG'))
})

test('DU1 the key files of fifty new members have one shape, each with a slot', async (t) => {
  const dir = testDir(t)
  mkdirSync(join(dir, 'keys'))
  const means = { dir, vaultHex: '0'.repeat(32), passphrase: PASSPHRASE, kdf: TEST_KDF, random: randomBytes }
  for (let round = 0; round < 50; round += 1) {
    await withNewMember(means, () => null)
  }
  const shapes = new Set(keyPaths(dir).map(shapeOf))
  assert.deepEqual([keyPaths(dir).length, shapes.size], [50, 1])
  assert.match([...shapes][0] ?? '', /^\{"duress":\{"kdf":\{.*?\},"salt":24,"sealed":1388\},"format":1/u)
})

const withoutSlots = (dir: string): void => {
  for (const path of keyPaths(dir)) {
    const { duress: _, ...rest } = keyJson(path)
    writeFileSync(path, JSON.stringify(rest))
  }
}

test('DU1 a key file of an earlier version gets its slot when its member unlocks the vault', async (t) => {
  const { first, second, recovery } = await twoVaults(t)
  withoutSlots(first)
  await assert.rejects(openVault({ dir: first, passphrase: UNDER_DURESS }), withCode('PASSPHRASE_WRONG'))
  assert.equal(keyPaths(first).filter((path) => 'duress' in keyJson(path)).length, 0)
  assert.equal(await nameOf(first, PASSPHRASE), 'Lantern group')
  assert.equal(keyPaths(first).filter((path) => 'duress' in keyJson(path)).length, 1)
  assert.equal(await nameOf(first, OTHER_MEMBER), 'Lantern group')
  assert.equal(keyPaths(first).filter((path) => 'duress' in keyJson(path)).length, 2)
  await set(first, second)
  assert.equal(await nameOf(first, UNDER_DURESS), 'Allotments')
  await recoverVault({ dir: first, shares: recovery.slice(0, 2), newPassphrase: 'after', kdf: TEST_KDF })
  assert.deepEqual([await nameOf(first, 'after'), await nameOf(first, UNDER_DURESS)], ['Lantern group', 'Allotments'])
})

test('DU1 a key file that cannot be written opens all the same', async (t) => {
  const { first } = await twoVaults(t)
  withoutSlots(first)
  const before = keyPaths(first).map(shapeOf)
  for (const path of keyPaths(first)) {
    mkdirSync(`${path}.new`)
  }
  assert.equal(await nameOf(first, PASSPHRASE), 'Lantern group')
  assert.deepEqual(keyPaths(first).map(shapeOf), before)
})

test('DU2 the slot is what the page says: Argon2id, ChaCha20-Poly1305, bound to vault and member', async (t) => {
  const { first, second } = await withDuress(t, true)
  const opened: Record<string, unknown>[] = []
  for (const { member, vault, duress } of keyPaths(first).map(keyJson)) {
    const salt = bytesOf(duress.salt)
    const costs = { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1, outputLen: 32, salt }
    const cipher = createDecipheriv('chacha20-poly1305', await hashRaw(UNDER_DURESS, costs), Buffer.alloc(12), {
      authTagLength: 16,
    })
    const owner = `"member":"${member}","use":"homeward/keys/duress/v1","vault":"${vault}"`
    const kdf = '{"algorithm":"argon2id","lanes":1,"memoryKiB":8,"passes":1}'
    cipher.setAAD(Buffer.from(`{"kdf":${kdf},${owner}}`), { plaintextLength: 1024 })
    const sealed = bytesOf(duress.sealed)
    cipher.setAuthTag(sealed.subarray(1024))
    const plain = cipher.update(sealed.subarray(0, 1024))
    try {
      cipher.final()
      opened.push(JSON.parse(plain.subarray(2, 2 + plain.readUInt16BE()).toString()) as Record<string, unknown>)
    } catch {
      // The other member's slot.
    }
  }
  const [file] = readKeyFiles(second, readVaultFile(second))
  assert.equal(opened.length, 1)
  const { seed, ...told } = opened[0] ?? {}
  assert.deepEqual(told, { destroys: 'yes', member: file?.memberHex, opens: '../second' })
  assert.equal(bytesOf(String(seed)).length, 32)
})

test('DU3 the same keys are derived, from the same salts and costs, whatever a passphrase opens', async (t) => {
  const { first } = await withDuress(t, false)
  const vault = readVaultFile(first)
  const files = readKeyFiles(first, vault)
  const derived = async (passphrase: string): Promise<{ calls: string[]; own: boolean; duress: number }> => {
    const calls: string[] = []
    const tried = await tryPassphrase(vault, files, passphrase, (text, salt, kdf) => {
      calls.push(`${toHex(salt)} ${JSON.stringify(kdf)}`)
      return passphraseKey(text, salt, kdf)
    })
    const { own, duress } = tried
    wipeTried(tried)
    return { calls, own: own !== null, duress: duress.length }
  }
  const real = await derived(PASSPHRASE)
  assert.deepEqual([real.own, real.duress, real.calls.length, new Set(real.calls).size], [true, 0, 4, 4])
  for (const [passphrase, own, duress] of [
    [OTHER_MEMBER, true, 0],
    [UNDER_DURESS, false, 1],
    ['no passphrase at all', false, 0],
  ] as const) {
    assert.deepEqual(await derived(passphrase), { calls: real.calls, own, duress })
  }
})

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

/** Nothing but the duress passphrase opens the first vault any more. */
const assertDestroyed = async ({ first, recovery }: { first: string; recovery: string[] }): Promise<void> => {
  for (const passphrase of [PASSPHRASE, OTHER_MEMBER]) {
    await assert.rejects(openVault({ dir: first, passphrase }), withCode('PASSPHRASE_WRONG'))
  }
  await assert.rejects(createInstallation({ dir: first }).unlock({ prfBytes: PRF }), withCode('PASSKEY_UNKNOWN'))
  for (const shares of [recovery.slice(0, 2), recovery.slice(1), [recovery[0] ?? '', recovery[2] ?? '']]) {
    const recovering = recoverVault({ dir: first, shares, newPassphrase: 'after', kdf: TEST_KDF })
    await assert.rejects(recovering, withCode('RECOVERY_SHARE_INVALID'))
  }
  assert.equal(await nameOf(first, UNDER_DURESS), 'Allotments')
}

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
    await assert.rejects(set(first, opens), withCode('DURESS_REFUSED'))
  }
  await assert.rejects(set(first, await make(join(first, 'blobs', 'in'), UNDER_DURESS)), withCode('DURESS_REFUSED'))
  rmSync(join(first, 'blobs', 'in'), { recursive: true })
  const same = await make(join(root, 'same'), PASSPHRASE)
  for (const [opens, duressPassphrase] of [
    [same, PASSPHRASE],
    [await make(join(root, 'others'), OTHER_MEMBER), OTHER_MEMBER],
    [second, 'not that of the second'],
  ] as const) {
    await assert.rejects(set(first, opens, false, duressPassphrase), withCode('DURESS_REFUSED'))
  }
  await assert.rejects(set(first, join(root, 'nowhere')), withCode('VAULT_NOT_FOUND'))
  await assert.rejects(
    setDuress({ dir: first, passphrase: 'wrong', duressPassphrase: UNDER_DURESS, opens: second, destroys: false }),
    withCode('PASSPHRASE_WRONG'),
  )
  assert.deepEqual(allFiles(join(first, 'keys')), before)
  const [file] = readKeyFiles(first, readVaultFile(first))
  const duress = { opens: 'x'.repeat(1000), memberHex: 'ab', seed: new Uint8Array(32), destroys: false }
  const how = { owner: file!, key: new Uint8Array(32), kdf: TEST_KDF, saltBytes: new Uint8Array(16) }
  assert.throws(() => sealDuressSlot(duress, how), withCode('DURESS_REFUSED'))
})

test('DU10 a rehearsal says what would happen, does none of it, and answers nobody who has one passphrase alone', async (t) => {
  const { first, second } = await twoVaults(t)
  const rehearse = (passphrase = PASSPHRASE): ReturnType<typeof tryDuress> =>
    tryDuress({ dir: first, passphrase, duressPassphrase: UNDER_DURESS })
  assert.deepEqual(await rehearse(), { opens: false, destroys: false })
  await set(first, second, true)
  assert.deepEqual(await rehearse(), { opens: true, destroys: true })
  assert.equal(await nameOf(first, OTHER_MEMBER), 'Lantern group')
  renameSync(second, `${second}-aside`)
  assert.deepEqual(await rehearse(), { opens: false, destroys: true })
  renameSync(`${second}-aside`, second)
  await set(first, second, false)
  assert.deepEqual(await rehearse(), { opens: true, destroys: false })
  // With the two in the wrong order nothing is destroyed either: an owner may mix them up.
  await set(first, second, true)
  await assert.rejects(rehearse(UNDER_DURESS), withCode('DURESS_REFUSED'))
  await removeDuress({ dir: first, passphrase: UNDER_DURESS })
  assert.equal(await nameOf(first, OTHER_MEMBER), 'Lantern group')
  await set(first, second, false)
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
