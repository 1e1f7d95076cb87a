import assert from 'node:assert/strict'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { Database } from '@signalapp/sqlcipher'

import { openVault, verifyVault } from './open-vault.ts'
import { EVERYTHING, SECOND, say, texts, withMember } from './test-joined.ts'
import { PASSPHRASE, during, makeVault, testDir, withCode } from './test-vault.ts'

test('M4 M6 a device that was taken out opens nothing here; what it wrote before still counts', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  await withMember(dir, { role: 'coordinator', grants: EVERYTHING })
  const log = await during(dir, SECOND, async (vault) => {
    assert.throws(() => {
      vault.removeDevice(vault.device.logId)
    }, withCode('ROLE_FORBIDS'))
    await say(vault, 'registry', 'before')
    return vault.device.logId
  })
  await during(dir, PASSPHRASE, async (vault) => {
    vault.removeDevice(log)
    const active = vault.members().devices.filter(({ isActive }) => isActive)
    assert.deepEqual(
      active.map((device) => device.log),
      [vault.device.logId],
    )
    assert.deepEqual(await texts(vault, 'registry'), ['other: "before"'])
    assert.throws(() => {
      vault.removeDevice(log)
    }, withCode('MEMBER_UNKNOWN'))
  })
  await assert.rejects(openVault({ dir, passphrase: SECOND }), withCode('NOT_A_MEMBER'))
})

test('M4 a vault without its device key goes on in a new log, and nothing of the old one is lost', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const old = await during(dir, PASSPHRASE, async (vault) => {
    await say(vault, 'registry', 'before')
    return vault.device
  })
  rmSync(join(dir, 'keys', `${old.id}.device.age`))
  await during(dir, PASSPHRASE, async (vault) => {
    assert.notEqual(vault.device.logId, old.logId)
    await say(vault, 'registry', 'after')
    assert.deepEqual(await texts(vault, 'registry'), ['own: "before"', 'own: "after"'])
    assert.deepEqual((await vault.verify({ deep: true })).faults, [])
  })
  await during(dir, PASSPHRASE, async (vault) => {
    assert.deepEqual(await texts(vault, 'registry'), ['own: "before"', 'own: "after"'])
  })
})

test('M4 a device key that is damaged is told, and nothing is begun in its place', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { id } = await during(dir, PASSPHRASE, (vault) => vault.device)
  const file = join(dir, 'keys', `${id}.device.age`)
  const bytes = readFileSync(file)
  bytes[30]! ^= 1
  writeFileSync(file, bytes)
  await assert.rejects(
    openVault({ dir, passphrase: PASSPHRASE }),
    (error) => withCode('VAULT_DAMAGED')(error) && (error as Error).message.includes(id),
  )
  assert.deepEqual(
    (await verifyVault({ dir, passphrase: PASSPHRASE })).faults.map(({ where }) => where),
    ['the vault'],
  )
})

test('M4 a check of a vault without a device key writes nothing', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { id } = await during(dir, PASSPHRASE, (vault) => vault.device)
  rmSync(join(dir, 'keys', `${id}.device.age`))
  const before = readdirSync(join(dir, 'keys'))
  assert.deepEqual((await verifyVault({ dir, passphrase: PASSPHRASE, deep: true })).faults, [])
  assert.deepEqual(readdirSync(join(dir, 'keys')), before)
})

test('V14 M5 a damaged keys entry is named by the check, and the other compartments open', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const db = new Database(join(dir, 'vault.db'))
  // Position 4 holds the keys of the second compartment, evidence; its first byte is the version.
  db.exec("UPDATE entry SET bytes = CAST(x'03' || substr(bytes, 2) AS BLOB) WHERE position = 4")
  db.close()
  const { faults } = await verifyVault({ dir, passphrase: PASSPHRASE })
  assert.ok(faults.some(({ where }) => where.endsWith(':4')))
  await during(dir, PASSPHRASE, async (vault) => {
    await say(vault, 'registry', 'goes on')
    await assert.rejects(say(vault, 'evidence', 'no'), withCode('COMPARTMENT_CLOSED'))
  })
})
