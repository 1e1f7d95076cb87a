import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import fc from 'fast-check'

import { joinVault } from './joining.ts'
import { openVault, verifyVault } from './open-vault.ts'
import { changePassphrase, recoverVault, rehearseRecovery } from './recover-vault.ts'
import { joinRecoveryKey, splitRecoveryKey } from './recovery-share.ts'
import { PASSPHRASE, TEST_KDF, allFiles, makeVault, testDir, withCode } from './test-vault.ts'

const KEY = Uint8Array.from({ length: 32 }, (_, index) => index * 7)
const SET = Uint8Array.of(1, 2, 3, 4)
const PAIRS = [
  [0, 1],
  [0, 2],
  [2, 1],
] as const

const pick = (shares: readonly string[], places: readonly number[]): string[] =>
  places.map((place) => shares[place] ?? '')

test('K7 any two of three shares give the key back, in any order, all three too', async () => {
  const shares = await splitRecoveryKey(KEY, SET)
  assert.equal(shares.length, 3)
  for (const pair of [...PAIRS, [0, 1, 2]]) {
    const { recoveryKey, setBytes } = await joinRecoveryKey(pick(shares, pair))
    assert.deepEqual(Uint8Array.from(recoveryKey), KEY)
    assert.deepEqual(Uint8Array.from(setBytes), SET)
  }
})

test('K7 a share is read as people write it: lower case, spaces, dashes of all kinds, O for 0, I and L for 1', async () => {
  const [first = '', second = ''] = await splitRecoveryKey(KEY, SET)
  const written = ` ${first.slice(0, 3).toLowerCase()} ${first
    .slice(3)
    .toLowerCase()
    .replaceAll('-', '–')
    .replaceAll('0', 'o')
    .replace('1', 'l')
    .replaceAll('1', 'i')}\n`
  const { recoveryKey } = await joinRecoveryKey([written, second])
  assert.deepEqual(Uint8Array.from(recoveryKey), KEY)
})

test('K7 every wrong character in a share is noticed', async () => {
  const [first = '', second = ''] = await splitRecoveryKey(KEY, SET)
  const places = first.split('').flatMap((character, place) => (place > 3 && character !== '-' ? [place] : []))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...places),
      fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('')),
      async (place, character) => {
        fc.pre(first[place] !== character)
        const wrong = first.slice(0, place) + character + first.slice(place + 1)
        await assert.rejects(joinRecoveryKey([second, wrong]), withCode('RECOVERY_SHARE_INVALID'))
      },
    ),
  )
})

test('K7 one share, the same share twice, and shares of two keys are refused in words', async () => {
  const shares = await splitRecoveryKey(KEY, SET)
  const others = await splitRecoveryKey(KEY, Uint8Array.of(9, 9, 9, 9))
  await assert.rejects(joinRecoveryKey(pick(shares, [0])), /2 different shares/u)
  await assert.rejects(joinRecoveryKey(pick(shares, [1, 1])), /2 different shares/u)
  await assert.rejects(joinRecoveryKey([shares[0] ?? '', others[1] ?? '']), /do not belong to the same/u)
  await assert.rejects(joinRecoveryKey([]), withCode('RECOVERY_SHARE_INVALID'))
})

test('K7 no share, and no part of one, is in the vault', async (t) => {
  const dir = testDir(t)
  const { recovery } = await makeVault(dir)
  const groups = recovery.flatMap((share) => share.split('-').filter((group) => group.length === 4))
  assert.equal(groups.length, 51)
  const text = allFiles(dir)
    .map(({ bytes }) => bytes.toString('latin1').toUpperCase())
    .join('\n')
  for (const share of recovery) {
    assert.equal(text.includes(share), false)
    assert.equal(text.includes(share.replaceAll('-', '').slice(-40)), false)
  }
})

test('K8 any two shares set a new passphrase; the old one is refused, the shares still work', async (t) => {
  const dir = testDir(t)
  const { recovery } = await makeVault(dir)
  for (const [round, pair] of PAIRS.entries()) {
    const newPassphrase = `new ${round}`
    await recoverVault({ dir, shares: pick(recovery, pair), newPassphrase, kdf: TEST_KDF })
    await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('PASSPHRASE_WRONG'))
    const vault = await openVault({ dir, passphrase: newPassphrase })
    assert.equal(vault.member.name, 'First member')
    vault.close()
  }
})

test('K8 shares of another vault are refused, and nothing changes', async (t) => {
  const [dir, other] = [testDir(t), testDir(t)]
  await makeVault(dir)
  const { recovery } = await makeVault(other)
  const before = allFiles(join(dir, 'keys'))
  await assert.rejects(
    recoverVault({ dir, shares: pick(recovery, [0, 1]), newPassphrase: 'x', kdf: TEST_KDF }),
    withCode('RECOVERY_SHARE_INVALID'),
  )
  assert.deepEqual(allFiles(join(dir, 'keys')), before)
})

const rehearsedOf = async (dir: string, passphrase: string, member: string): Promise<string | null | undefined> => {
  const vault = await openVault({ dir, passphrase })
  try {
    return vault.members().members.find(({ id }) => id === member)?.rehearsed
  } finally {
    vault.close()
  }
}

test('K8 a rehearsal is remembered with its time; wrong shares record nothing', async (t) => {
  const dir = testDir(t)
  const { recovery, member } = await makeVault(dir)
  const others = await makeVault(testDir(t))
  assert.equal(await rehearsedOf(dir, PASSPHRASE, member), null)
  const db = join(dir, 'vault.db')
  const size = readFileSync(db).length
  for (const shares of [pick(recovery, [1]), pick(recovery, [1, 1]), pick(others.recovery, [0, 1])]) {
    await assert.rejects(rehearseRecovery({ dir, shares }), withCode('RECOVERY_SHARE_INVALID'))
  }
  assert.equal(readFileSync(db).length, size)
  assert.equal(await rehearsedOf(dir, PASSPHRASE, member), null)
  for (const day of ['2030-01-02', '2030-03-04']) {
    const now = (): Date => new Date(`${day}T10:00:00Z`)
    assert.deepEqual(await rehearseRecovery({ dir, shares: pick(recovery, [0, 2]), now }), { member, isRecorded: true })
    assert.equal(await rehearsedOf(dir, PASSPHRASE, member), `${day}T10:00:00.000Z`)
  }
  const report = await verifyVault({ dir, passphrase: PASSPHRASE, deep: true })
  assert.deepEqual(report.faults, [])
})

test('K8 M2 a reader rehearses too; who waits to be admitted proves the shares and nothing is recorded', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const { member, code, recovery } = await joinVault({ dir, passphrase: 'two grey herons', kdf: TEST_KDF })
  const rehearsal = { dir, shares: pick(recovery, [0, 1]) }
  assert.deepEqual(await rehearseRecovery(rehearsal), { member, isRecorded: false })
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  vault.admit(code, { name: 'Aras', role: 'reader', grants: [] })
  vault.close()
  assert.deepEqual(await rehearseRecovery(rehearsal), { member, isRecorded: true })
  assert.notEqual(await rehearsedOf(dir, PASSPHRASE, member), null)
})

test('K8 a rehearsal proves the shares and leaves the keys as they are', async (t) => {
  const dir = testDir(t)
  const { recovery } = await makeVault(dir)
  const before = allFiles(join(dir, 'keys'))
  await rehearseRecovery({ dir, shares: pick(recovery, [1, 2]) })
  await assert.rejects(rehearseRecovery({ dir, shares: pick(recovery, [1]) }), withCode('RECOVERY_SHARE_INVALID'))
  assert.deepEqual(allFiles(join(dir, 'keys')), before)
})

test('K8 shares that do not open the key file say so, and nothing changes', async (t) => {
  const dir = testDir(t)
  const { recovery, member } = await makeVault(dir)
  const path = join(dir, 'keys', `${member}.json`)
  const file = JSON.parse(readFileSync(path, 'utf8')) as { recovery: { sealed: string } }
  file.recovery.sealed = Buffer.from(Buffer.from(file.recovery.sealed, 'base64').toReversed()).toString('base64')
  writeFileSync(path, JSON.stringify(file))
  await assert.rejects(
    recoverVault({ dir, shares: pick(recovery, [0, 1]), newPassphrase: 'x', kdf: TEST_KDF }),
    withCode('RECOVERY_FAILED'),
  )
  ;(await openVault({ dir, passphrase: PASSPHRASE })).close()
})

test('K8 a passphrase is changed by whoever knows the old one only', async (t) => {
  const dir = testDir(t)
  const { recovery } = await makeVault(dir)
  await assert.rejects(
    changePassphrase({ dir, passphrase: 'wrong', newPassphrase: 'x', kdf: TEST_KDF }),
    withCode('PASSPHRASE_WRONG'),
  )
  await changePassphrase({ dir, passphrase: PASSPHRASE, newPassphrase: 'next', kdf: TEST_KDF })
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('PASSPHRASE_WRONG'))
  ;(await openVault({ dir, passphrase: 'next' })).close()
  await rehearseRecovery({ dir, shares: pick(recovery, [0, 2]) })
})

test('K9 a wrong passphrase changes no key file', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const before = allFiles(join(dir, 'keys'))
  await assert.rejects(openVault({ dir, passphrase: 'wrong' }), withCode('PASSPHRASE_WRONG'))
  assert.deepEqual(allFiles(join(dir, 'keys')), before)
  assert.equal(readdirSync(join(dir, 'keys')).length, 2)
})

test('K7 V14 damage in the part for the recovery shares is found by the check, although the passphrase opens the vault', async (t) => {
  const dir = testDir(t)
  const { member } = await makeVault(dir)
  const file = join(dir, 'keys', `${member}.json`)
  const json = JSON.parse(readFileSync(file, 'utf8')) as { recovery: { sealed: string } }
  const bytes = Buffer.from(json.recovery.sealed, 'base64')
  bytes[0]! ^= 1
  json.recovery.sealed = bytes.toString('base64')
  writeFileSync(file, JSON.stringify(json))
  const { faults } = await verifyVault({ dir, passphrase: PASSPHRASE })
  assert.deepEqual(
    faults.map(({ where }) => where),
    [`the key file ${member}.json`],
  )
})
