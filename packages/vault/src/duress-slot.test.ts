import assert from 'node:assert/strict'
import { createDecipheriv } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { hashRaw } from '@node-rs/argon2'

import { randomBytes, toHex } from '@homeward/format'
import { removeDuress } from './duress.ts'
import { passphraseKey } from './kdf.ts'
import { readKeyFiles } from './key-file.ts'
import { withNewMember } from './new-member.ts'
import { openVault, verifyVault } from './open-vault.ts'
import { recoverVault } from './recover-vault.ts'
import {
  OTHER_MEMBER,
  UNDER_DURESS,
  keyJson,
  keyPaths,
  nameOf,
  setFirst,
  shapeOf,
  twoVaults,
  withDuress,
} from './test-duress.ts'
import { PASSPHRASE, TEST_KDF, testDir, withCode } from './test-vault.ts'
import { tryPassphrase, wipeTried } from './try-passphrase.ts'
import { readVaultFile } from './vault-file.ts'

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64')

const withoutSlots = (dir: string): void => {
  for (const path of keyPaths(dir)) {
    const { duress: _, ...rest } = keyJson(path)
    writeFileSync(path, JSON.stringify(rest))
  }
}

test('DU1 a key file looks the same whether a duress passphrase is set, was set, or never was', async (t) => {
  const { first, second } = await twoVaults(t)
  const path = keyPaths(first).find((one) => shapeOf(one).includes('passkeys')) ?? ''
  const never = { shape: shapeOf(path), mtimeMs: statSync(path).mtimeMs }
  const slots = [keyJson(path).duress]
  for (let round = 0; round < 8; round += 1) {
    await setFirst(first, second, round % 2 === 0)
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
  assert.match([...shapes][0] ?? '', /^\{"duress":\{"check":44,"kdf":\{.*?\},"salt":24,"sealed":1388\},"format":1/u)
})

test('DU1 a key file of an earlier version gets its slot when its member unlocks the vault', async (t) => {
  const { first, second, recovery } = await twoVaults(t)
  withoutSlots(first)
  await assert.rejects(openVault({ dir: first, passphrase: UNDER_DURESS }), withCode('PASSPHRASE_WRONG'))
  assert.equal(keyPaths(first).filter((path) => 'duress' in keyJson(path)).length, 0)
  assert.equal(await nameOf(first, PASSPHRASE), 'Lantern group')
  assert.equal(keyPaths(first).filter((path) => 'duress' in keyJson(path)).length, 1)
  assert.equal(await nameOf(first, OTHER_MEMBER), 'Lantern group')
  assert.equal(keyPaths(first).filter((path) => 'duress' in keyJson(path)).length, 2)
  await setFirst(first, second)
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
  const { seed, check, ...told } = opened[0] ?? {}
  assert.deepEqual(told, { destroys: 'yes', member: file?.memberHex, opens: '../second' })
  assert.deepEqual([bytesOf(String(seed)).length, bytesOf(String(check)).length], [32, 32])
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

test('DU1 V14 a slot that was damaged or changed is found by the check of the real vault, used or not', async (t) => {
  const { first, second } = await twoVaults(t)
  const path = keyPaths(first).find((one) => shapeOf(one).includes('passkeys')) ?? ''
  for (const isUsed of [false, true]) {
    if (isUsed) {
      await setFirst(first, second)
    }
    const whole = readFileSync(path, 'utf8')
    const { salt, sealed } = keyJson(path).duress
    for (const part of [salt.slice(4, 12), sealed.slice(8, 16), sealed.slice(-24, -16)]) {
      writeFileSync(path, whole.replace(part, 'AAAAAAAA'))
      const { faults } = await verifyVault({ dir: first, passphrase: PASSPHRASE })
      assert.match(faults[0]?.what ?? '', /slot for a duress passphrase, used or not/u)
    }
    writeFileSync(path, whole)
    assert.deepEqual((await verifyVault({ dir: first, passphrase: PASSPHRASE })).faults, [])
  }
})
