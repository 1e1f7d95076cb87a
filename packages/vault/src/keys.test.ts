import assert from 'node:assert/strict'
import { createCipheriv, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { hashRaw } from '@node-rs/argon2'

import { formatAgeIdentity, toHex } from '@homeward/format'
import { deriveCompartmentKeys, wipeCompartmentKeys } from './compartment.ts'
import { createVault } from './create-vault.ts'
import { identityFromSeed, wipeIdentity } from './identity.ts'
import { encodeKeysEntry, openKeysEntry } from './keys-entry.ts'
import { passphraseKey } from './kdf.ts'
import { readKeyFiles, unwrapByPassphrase } from './key-file.ts'
import { openVault } from './open-vault.ts'
import { changePassphrase, recoverVault } from './recover-vault.ts'
import { PASSPHRASE, TEST_KDF, makeVault, testDir, withCode } from './test-vault.ts'
import { readVaultFile } from './vault-file.ts'

const SEED = Uint8Array.from({ length: 32 }, (_, index) => index)
const random = (length: number): Uint8Array => new Uint8Array(length).fill(5)
const hkdf = (key: Uint8Array, info: string): string =>
  Buffer.from(hkdfSync('sha256', key, new Uint8Array(), info, 32)).toString('hex')

interface KeyJson {
  passphrase: { kdf: Record<string, unknown>; salt: string; sealed: string }
}

const editJson = (path: string, edit: (json: Record<string, unknown>) => void): void => {
  const json = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  edit(json)
  writeFileSync(path, JSON.stringify(json))
}

test('K1 the keys of a member follow from the seed by HKDF-SHA-256 with one label each', () => {
  const identity = identityFromSeed(Uint8Array.from(SEED))
  assert.equal(toHex(identity.signSeed), hkdf(SEED, 'homeward/identity/sign/v1'))
  assert.equal(toHex(identity.ageSecret), hkdf(SEED, 'homeward/identity/age/v1'))
  const jwk = { kty: 'OKP', crv: 'Ed25519', d: Buffer.from(identity.signSeed).toString('base64url'), x: '' }
  const { x = '' } = createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' })).export({ format: 'jwk' })
  assert.equal(x, Buffer.from(identity.signKey).toString('base64url'))
  assert.equal(identity.recipient.length, 32)
})

test('K2 the key file is opened by nothing but Argon2id, ChaCha20-Poly1305 and its own JSON', async (t) => {
  const dir = testDir(t)
  const { vault, member } = await makeVault(dir)
  const json = JSON.parse(readFileSync(join(dir, 'keys', `${member}.json`), 'utf8')) as KeyJson
  const salt = Buffer.from(json.passphrase.salt, 'base64')
  const key = await hashRaw(PASSPHRASE, {
    algorithm: 2,
    memoryCost: 8,
    timeCost: 1,
    parallelism: 1,
    outputLen: 32,
    salt,
  })
  const [file] = readKeyFiles(dir, readVaultFile(dir))
  assert.ok(file)
  const seed = await unwrapByPassphrase(file, PASSPHRASE)
  assert.ok(seed)
  const cipher = createCipheriv('chacha20-poly1305', key, Buffer.alloc(12), { authTagLength: 16 })
  const owner = `"member":"${member}","use":"homeward/keys/passphrase/v1","vault":"${vault}"`
  const costs = '{"algorithm":"argon2id","lanes":1,"memoryKiB":8,"passes":1}'
  cipher.setAAD(Buffer.from(`{"kdf":${costs},${owner}}`), { plaintextLength: 32 })
  const sealed = Buffer.concat([cipher.update(seed), cipher.final(), cipher.getAuthTag()])
  assert.equal(sealed.toString('base64'), json.passphrase.sealed)
})

test('K2 a passphrase is the same in composed and decomposed characters; an empty one is refused', async () => {
  const salt = random(16)
  const composed = await passphraseKey('caf\u00E9 \u06C0', salt, TEST_KDF)
  assert.deepEqual(await passphraseKey('cafe\u0301 \u06D5\u0654', salt, TEST_KDF), composed)
  await assert.rejects(passphraseKey('', salt, TEST_KDF), withCode('PASSPHRASE_EMPTY'))
})

test('K2 a key file that was moved from another vault or member does not open', async (t) => {
  const [dir, other] = [testDir(t), testDir(t)]
  const { vault, member } = await makeVault(dir)
  const made = await makeVault(other)
  const path = join(dir, 'keys', `${member}.json`)
  writeFileSync(path, readFileSync(join(other, 'keys', `${made.member}.json`)))
  editJson(path, (json) => {
    Object.assign(json, { vault, member })
  })
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('PASSPHRASE_WRONG'))
})

test('K3 costs below the floor are used only when the vault was made so, and it says so', async (t) => {
  const [dir, weak] = [testDir(t), testDir(t)]
  await createVault({ dir, name: 'a', memberName: 'b', passphrase: PASSPHRASE })
  const kdf = { algorithm: 'argon2id', lanes: 4, memoryKiB: 65_536, passes: 3 }
  const vaultJson = JSON.parse(readFileSync(join(dir, 'homeward.json'), 'utf8')) as Record<string, unknown>
  assert.deepEqual(vaultJson['kdf'], kdf)
  assert.equal('kdfBelowFloor' in vaultJson, false)
  ;(await openVault({ dir, passphrase: PASSPHRASE })).close()

  await makeVault(weak)
  const weakJson = JSON.parse(readFileSync(join(weak, 'homeward.json'), 'utf8')) as Record<string, unknown>
  assert.equal(weakJson['kdfBelowFloor'], true)
})

test('K3 costs that were lowered on the disk are refused, and gain nothing when the refusal is got round', async (t) => {
  const dir = testDir(t)
  const { member, recovery } = await createVault({ dir, name: 'a', memberName: 'b', passphrase: PASSPHRASE })
  const cheap = { algorithm: 'argon2id', lanes: 1, memoryKiB: 8, passes: 1 }
  const keyPath = join(dir, 'keys', `${member}.json`)
  const sealedBefore = (JSON.parse(readFileSync(keyPath, 'utf8')) as KeyJson).passphrase.sealed
  editJson(keyPath, (json) => {
    Object.assign(json['passphrase'] as object, { kdf: cheap })
  })
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('KDF_TOO_WEAK'))

  editJson(join(dir, 'homeward.json'), (json) => {
    json['kdf'] = cheap
  })
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('KDF_TOO_WEAK'))

  // Whoever also sets the mark gets a wrong key out of the right passphrase: the wrap was not made with these costs.
  editJson(join(dir, 'homeward.json'), (json) => {
    json['kdfBelowFloor'] = true
  })
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('PASSPHRASE_WRONG'))
  assert.equal((JSON.parse(readFileSync(keyPath, 'utf8')) as KeyJson).passphrase.sealed, sealedBefore)

  // And what is written new takes its costs from the program, not from the disk.
  await recoverVault({ dir, shares: recovery.slice(0, 2), newPassphrase: 'after' })
  assert.deepEqual((JSON.parse(readFileSync(keyPath, 'utf8')) as KeyJson).passphrase.kdf, {
    algorithm: 'argon2id',
    lanes: 4,
    memoryKiB: 65_536,
    passes: 3,
  })
})

test('K3 no command writes a wrap below what the vault asks for, nor one that no machine can open', async (t) => {
  const dir = testDir(t)
  await createVault({ dir, name: 'a', memberName: 'b', passphrase: PASSPHRASE })
  await assert.rejects(
    changePassphrase({ dir, passphrase: PASSPHRASE, newPassphrase: 'x', kdf: TEST_KDF }),
    withCode('KDF_TOO_WEAK'),
  )
  for (const kdf of [
    { memoryKiB: 7, passes: 1, lanes: 1 },
    { memoryKiB: 65_536, passes: 0, lanes: 1 },
    { memoryKiB: 2 ** 40, passes: 3, lanes: 1 },
    { memoryKiB: 65_536, passes: 3, lanes: 1.5 },
  ]) {
    await assert.rejects(
      createVault({ dir: testDir(t), name: 'a', memberName: 'b', passphrase: 'x', kdf }),
      withCode('KDF_TOO_WEAK'),
    )
  }
})

test('K4 the device key is an age file to the member', async (t) => {
  const dir = testDir(t)
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  const { id } = vault.device
  vault.close()
  const names = readdirSync(join(dir, 'keys')).filter((name) => name.endsWith('.age'))
  assert.deepEqual(names, [`${id}.device.age`])
  if (spawnSync('age', ['--version']).error !== undefined) {
    t.skip('The age command is not installed (Debian: apt install age), so nothing outside opened the device key.')
    return
  }
  const [file] = readKeyFiles(dir, readVaultFile(dir))
  assert.ok(file)
  const seed = await unwrapByPassphrase(file, PASSPHRASE)
  assert.ok(seed)
  const identityPath = join(testDir(t), 'identity.txt')
  writeFileSync(identityPath, `${formatAgeIdentity(identityFromSeed(seed).ageSecret)}\n`)
  const opened = spawnSync('age', ['-d', '-i', identityPath, join(dir, 'keys', names[0] ?? '')])
  assert.equal(opened.status, 0, opened.stderr.toString())
  assert.equal((JSON.parse(opened.stdout.toString()) as { device: string }).device, id)
})

test('K5 a keys entry opens for the members it is sealed to, and for nobody else', () => {
  const [first, second, outsider] = [1, 2, 3].map((fill) => identityFromSeed(new Uint8Array(32).fill(fill)))
  assert.ok(first !== undefined && second !== undefined && outsider !== undefined)
  const made = {
    compartmentId: new Uint8Array(16).fill(8),
    epoch: 3,
    key: new Uint8Array(32).fill(9),
    previous: [
      { epoch: 1, key: new Uint8Array(32).fill(4) },
      { epoch: 2, key: new Uint8Array(32).fill(5) },
    ],
  }
  const entry = encodeKeysEntry(made, [first.recipient, second.recipient], random)
  assert.deepEqual(openKeysEntry(entry, first.ageSecret), made)
  assert.deepEqual(openKeysEntry(entry, second.ageSecret), made)
  assert.equal(openKeysEntry(entry, outsider.ageSecret), null)
})

test('K6 each use of a compartment key has its own key', () => {
  const keys = deriveCompartmentKeys(SEED)
  assert.equal(toHex(keys.entryKey), hkdf(SEED, 'homeward/compartment/entry/v1'))
  assert.equal(toHex(keys.blobSecret), hkdf(SEED, 'homeward/compartment/blob-identity/v1'))
  assert.equal(toHex(keys.blobIdKey), hkdf(SEED, 'homeward/compartment/blob-id/v1'))
  assert.equal(toHex(keys.indexKey), hkdf(SEED, 'homeward/compartment/index/v1'))
})

test('K10 wiping overwrites every secret', () => {
  const identity = identityFromSeed(Uint8Array.from(SEED))
  const keys = deriveCompartmentKeys(SEED)
  wipeIdentity(identity)
  wipeCompartmentKeys(keys)
  const secrets = [identity.seed, identity.signSeed, identity.ageSecret, keys.entryKey, keys.blobSecret]
  for (const secret of [...secrets, keys.blobIdKey, keys.indexKey]) {
    assert.deepEqual(secret, new Uint8Array(32))
  }
})
