import assert from 'node:assert/strict'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { chachaOpen, hkdfSha256, utf8 } from '@homeward/format'
import { identityFromSeed } from './identity.ts'
import { createInstallation } from './installation.ts'
import { joinVault } from './joining.ts'
import { changePassphrase, recoverVault } from './recover-vault.ts'
import { PASSPHRASE, TEST_KDF, allFiles, during, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'

const SECOND = 'two grey herons'
const prf = patternBytes(32, 5)
const blueKey = { prfBytes: prf, name: 'The blue key', mark: '7F3K-Q2MD', credential: 'Y3JlZGVudGlhbC1vbmU' }

/** A vault with two members, the first of whom has a passkey. */
const withPasskey = async (t: TestContext): Promise<{ dir: string; recovery: string[]; keyFile: string }> => {
  const dir = testDir(t)
  const { member, recovery } = await makeVault(dir)
  const { code } = await joinVault({ dir, passphrase: SECOND, kdf: TEST_KDF })
  await during(dir, PASSPHRASE, (vault) => vault.admit(code, { name: 'Second', role: 'reader', grants: [] }))
  await during(dir, PASSPHRASE, (vault) => vault.addPasskey({ passphrase: PASSPHRASE, ...blueKey }))
  return { dir, recovery, keyFile: join(dir, 'keys', `${member}.json`) }
}

const bytes = (text = ''): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

const byPasskey = async (dir: string, prfBytes: Uint8Array): Promise<string> => {
  const vault = await createInstallation({ dir }).unlock({ prfBytes })
  const { name } = vault.member
  vault.close()
  return name
}

test('K20 a passkey opens the vault for its member and for nobody else, beside the passphrase', async (t) => {
  const { dir } = await withPasskey(t)
  assert.equal(await byPasskey(dir, prf), 'First member')
  assert.equal(await during(dir, PASSPHRASE, (vault) => vault.member.name), 'First member')
  for (const other of [patternBytes(32, 6), new Uint8Array(32), prf.subarray(0, 31)]) {
    await assert.rejects(byPasskey(dir, other), withCode('PASSKEY_UNKNOWN'))
  }
})

test('K20 the wrap is what the page says: HKDF of the PRF output, ChaCha20-Poly1305, bound to vault and member', async (t) => {
  const { keyFile } = await withPasskey(t)
  const json = JSON.parse(readFileSync(keyFile, 'utf8')) as {
    vault: string
    member: string
    passkeys: { salt: string; sealed: string }[]
  }
  const [wrap] = json.passkeys
  const key = hkdfSha256(prf, bytes(wrap?.salt), utf8('homeward/passkey/v1'), 32)
  const ad = utf8(JSON.stringify({ member: json.member, use: 'homeward/keys/passkey/v1', vault: json.vault }))
  const seed = chachaOpen(key, new Uint8Array(12), bytes(wrap?.sealed), ad)
  assert.ok(seed !== null)
  assert.equal(identityFromSeed(seed).signKey.length, 32)
})

test('K20 a wrap that was moved to another member’s key file opens nothing', async (t) => {
  const { dir, keyFile } = await withPasskey(t)
  const mine = JSON.parse(readFileSync(keyFile, 'utf8')) as Record<string, unknown>
  const other = allFiles(join(dir, 'keys')).find(({ path }) => path.endsWith('.json') && path !== keyFile)
  assert.ok(other !== undefined)
  const theirs = JSON.parse(other.bytes.toString()) as Record<string, unknown>
  writeFileSync(other.path, JSON.stringify({ ...theirs, passkeys: mine['passkeys'] }))
  writeFileSync(keyFile, JSON.stringify({ ...mine, passkeys: undefined }))
  await assert.rejects(byPasskey(dir, prf), withCode('PASSKEY_UNKNOWN'))
  const { faults } = await during(dir, SECOND, (vault) => vault.verify())
  assert.match(JSON.stringify(faults), /A passkey in it was changed by somebody else/u)
})

test('K21 H6 the key file says neither whose passkey it is nor which: no name, mark, credential id or time', async (t) => {
  const { dir } = await withPasskey(t)
  const credential = Buffer.from(blueKey.credential, 'base64url')
  const year = String(new Date().getFullYear())
  for (const { path, bytes: held } of allFiles(join(dir, 'keys'))) {
    for (const told of [blueKey.name, blueKey.mark, blueKey.credential, `${year}-`, 'First member']) {
      assert.equal(held.includes(told), false, `${path} tells ${told}`)
      assert.equal(held.includes(Buffer.from(told).toString('base64').slice(0, -4)), false, path)
    }
    assert.equal(held.includes(credential), false)
  }
  const [passkey] = await during(dir, PASSPHRASE, (vault) => vault.passkeys())
  const { name, mark, credential: id } = passkey!
  assert.deepEqual([name, mark, id], [blueKey.name, blueKey.mark, blueKey.credential])
  assert.match(passkey!.at, new RegExp(`^${year}-`, 'u'))
})

test('K22 adding a passkey takes the own passphrase, and a session that was left alone does not do', async (t) => {
  const { dir, keyFile } = await withPasskey(t)
  const before = readFileSync(keyFile)
  await during(dir, PASSPHRASE, async (vault) => {
    const another = { ...blueKey, prfBytes: patternBytes(32, 9) }
    for (const passphrase of ['not this one', SECOND]) {
      await assert.rejects(vault.addPasskey({ passphrase, ...another }), withCode('PASSPHRASE_WRONG'))
    }
    await assert.rejects(
      vault.addPasskey({ passphrase: PASSPHRASE, ...another, prfBytes: prf.subarray(1) }),
      withCode('PASSKEY_UNUSABLE'),
    )
  })
  assert.deepEqual(readFileSync(keyFile), before)
  for (let n = 1; n < 16; n += 1) {
    await during(dir, PASSPHRASE, (vault) =>
      vault.addPasskey({ passphrase: PASSPHRASE, ...blueKey, prfBytes: patternBytes(32, 20 + n) }),
    )
  }
  await during(dir, PASSPHRASE, async (vault) => {
    assert.equal(vault.passkeys().length, 16)
    await assert.rejects(vault.addPasskey({ passphrase: PASSPHRASE, ...blueKey }), withCode('PASSKEY_UNUSABLE'))
  })
})

test('K22 a passkey that was removed opens nothing, the others do', async (t) => {
  const { dir } = await withPasskey(t)
  const second = patternBytes(32, 9)
  await during(dir, PASSPHRASE, async (vault) => {
    const [first, other] = await vault.addPasskey({
      passphrase: PASSPHRASE,
      ...blueKey,
      prfBytes: second,
      name: 'A phone',
    })
    assert.deepEqual([first?.name, other?.name], ['The blue key', 'A phone'])
    assert.deepEqual(
      vault.removePasskey(first?.id ?? '').map(({ name }) => name),
      ['A phone'],
    )
    assert.equal(vault.removePasskey('nothing').length, 1)
  })
  await assert.rejects(byPasskey(dir, prf), withCode('PASSKEY_UNKNOWN'))
  assert.equal(await byPasskey(dir, second), 'First member')
})

test('K22 a new passphrase leaves the passkeys; recovery by shares ends them', async (t) => {
  const { dir, recovery } = await withPasskey(t)
  await changePassphrase({ dir, passphrase: PASSPHRASE, newPassphrase: 'five tall masts', kdf: TEST_KDF })
  assert.equal(await byPasskey(dir, prf), 'First member')
  await recoverVault({ dir, shares: recovery.slice(1), newPassphrase: PASSPHRASE, kdf: TEST_KDF })
  await assert.rejects(byPasskey(dir, prf), withCode('PASSKEY_UNKNOWN'))
  assert.equal(await during(dir, PASSPHRASE, (vault) => vault.member.name), 'First member')
})

test('K21 V14 a passkey that somebody changed is a fault of the check, is listed without a name, and can be removed', async (t) => {
  const { dir, keyFile } = await withPasskey(t)
  copyFileSync(keyFile, `${keyFile}.whole`)
  const json = JSON.parse(readFileSync(keyFile, 'utf8')) as { passkeys: Record<string, string>[] }
  for (const part of ['about', 'salt', 'sealed']) {
    const flipped = Buffer.from(json.passkeys[0]![part]!, 'base64')
    flipped[3]! ^= 1
    const changed = { ...json, passkeys: [{ ...json.passkeys[0], [part]: flipped.toString('base64') }] }
    writeFileSync(keyFile, JSON.stringify(changed))
    await during(dir, PASSPHRASE, async (vault) => {
      assert.match(JSON.stringify((await vault.verify()).faults), /A passkey in it was changed/u, part)
      const [listed] = vault.passkeys()
      assert.equal(listed?.name, '')
      assert.deepEqual(vault.removePasskey(listed.id), [])
      assert.deepEqual((await vault.verify()).faults, [])
    })
  }
  copyFileSync(`${keyFile}.whole`, keyFile)
  assert.equal(await byPasskey(dir, prf), 'First member')
})
