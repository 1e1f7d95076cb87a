import assert from 'node:assert/strict'
import { chmodSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { Check } from './examine-report.ts'
import { examineVault } from './examine-vault.ts'
import type { ExamineOptions } from './examine-vault.ts'
import { openVault } from './open-vault.ts'
import { PASSPHRASE, allFiles, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'
import { transaction, openVaultDb } from './vault-db.ts'

/** A vault with a name in an entry and a sealed file, closed again. */
const closedVault = async (t: TestContext): Promise<{ dir: string; blob: string }> => {
  const dir = join(testDir(t), 'lantern-street')
  await makeVault(dir)
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  await vault.append([{ compartment: 'registry', changes: [{ type: 'test.note', text: 'Rojîn' }] }])
  const { blob } = await vault.sealBytes('evidence', patternBytes(50_000))
  vault.close()
  return { dir, blob }
}

const examine = async (dir: string, options: Partial<ExamineOptions> = {}): Promise<Map<string, Check>> => {
  const checks = await examineVault({ dir, passphrase: PASSPHRASE, ...options })
  for (const { found, todo = '' } of checks) {
    for (const word of ['ab-notes', 'lantern-street', 'Lantern', 'First member', 'Rojîn', dir]) {
      assert.equal(`${found} ${todo}`.includes(word), false, `${word} stands in: ${found}`)
    }
  }
  // The worst of each name: a check may find several things.
  return new Map(checks.toSorted((one, other) => rank(one) - rank(other)).map((check) => [check.check, check]))
}

const rank = ({ state }: Check): number => ['ok', 'mended', 'warning', 'fault'].indexOf(state)

const states = (checks: Map<string, Check>, wanted: Check['state']): string[] =>
  [...checks.values()]
    .filter(({ state }) => state === wanted)
    .map(({ check }) => check)
    .toSorted()

const pathOf = (dir: string, blob: string): string => join(dir, 'blobs', blob.slice(0, 2), `${blob}.age`)

test('D1 a sound vault has no fault, and what is doubtful is a warning', async (t) => {
  const { dir } = await closedVault(t)
  const before = allFiles(dir).map(({ path, bytes }) => [path, bytes.toString('base64')])
  const checks = await examine(dir, { deep: true })
  assert.deepEqual(states(checks, 'fault'), [])
  assert.deepEqual(states(checks, 'warning'), ['backup', 'passphrase-costs'])
  assert.deepEqual(
    allFiles(dir)
      .filter(({ path }) => !path.includes('vault.db'))
      .map(({ path, bytes }) => [path, bytes.toString('base64')]),
    before.filter(([path = '']) => !path.includes('vault.db')),
    'looking changes nothing',
  )
})

test('D2 permissions are closed by mending only', async (t) => {
  if (process.platform === 'win32') {
    t.skip('Windows keeps permissions in another way.')
    return
  }
  const { dir, blob } = await closedVault(t)
  chmodSync(pathOf(dir, blob), 0o644)
  chmodSync(join(dir, 'keys'), 0o755)
  assert.match((await examine(dir)).get('permissions')?.found ?? '', /^2 files or folders/u)
  assert.equal(statSync(pathOf(dir, blob)).mode & 0o777, 0o644)
  assert.equal((await examine(dir, { mend: true })).get('permissions')?.state, 'mended')
  assert.equal((await examine(dir)).get('permissions')?.state, 'ok')
})

test('D2 what a crash left is put in order, and a sealed file without a row is entered again', async (t) => {
  const { dir, blob } = await closedVault(t)
  writeFileSync(join(dir, 'blobs', 'tmp', 'x.part'), 'half')
  const left = await examine(dir)
  assert.deepEqual([left.get('leftovers')?.state, readdirSync(join(dir, 'blobs', 'tmp'))], ['mended', []])
  const db = openVaultDb(dir)
  transaction(db, () => db.prepare('DELETE FROM blob').run([]))
  db.close()
  assert.equal((await examine(dir)).get('sealed-files')?.state, 'fault')
  const mended = await examine(dir, { mend: true, deep: true })
  assert.deepEqual([mended.get('unlisted')?.state, mended.get('sealed-files')?.state], ['mended', 'ok'])
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  assert.deepEqual(
    [...vault.blobs()].map((row) => row.blob),
    [blob],
  )
  vault.close()
})

test('D3 missing, changed and foreign files are faults that name the sealed file and nothing else', async (t) => {
  const { dir, blob } = await closedVault(t)
  const file = pathOf(dir, blob)
  const bytes = readFileSync(file)
  writeFileSync(join(dir, 'blobs', 'ab-notes.txt'), 'x')
  assert.match((await examine(dir)).get('sealed-files')?.found ?? '', /the vault does not know it/u)
  rmSync(join(dir, 'blobs', 'ab-notes.txt'))
  writeFileSync(file, Buffer.concat([bytes.subarray(0, 40_000), Buffer.from([1]), bytes.subarray(40_001)]))
  assert.equal((await examine(dir)).get('sealed-files')?.state, 'ok')
  assert.equal((await examine(dir, { deep: true })).get('sealed-files')?.state, 'fault')
  rmSync(file)
  assert.match((await examine(dir)).get('sealed-files')?.found ?? '', /is missing/u)
})

test('D3 a vault that cannot be opened is examined as far as that goes', async (t) => {
  const { dir } = await closedVault(t)
  const vault = await openVault({ dir, passphrase: PASSPHRASE })
  assert.deepEqual(states(await examine(dir), 'fault'), ['lock'])
  vault.close()
  await assert.rejects(examine(dir, { passphrase: 'wrong' }), withCode('PASSPHRASE_WRONG'))
  for (const name of readdirSync(join(dir, 'keys')).filter((key) => key.endsWith('.device.age'))) {
    rmSync(join(dir, 'keys', name))
  }
  const restored = await examine(dir)
  assert.deepEqual([restored.get('device')?.state, states(restored, 'fault')], ['warning', []])
  writeFileSync(join(dir, 'vault.db'), 'not a database, not at all, but long enough to be looked at twice'.repeat(20))
  assert.deepEqual(states(await examine(dir), 'fault'), ['opening'])
  writeFileSync(join(dir, 'homeward.json'), '{"format":2,"homeward":"vault"}')
  assert.deepEqual([...(await examine(dir)).keys()], ['format'])
  assert.deepEqual(states(await examine(join(dir, 'nowhere')), 'fault'), ['format'])
})

test('D4 a clock that does not fit the log is a warning, never a refusal', async (t) => {
  const { dir } = await closedVault(t)
  for (const [year, state] of [
    [1970, 'warning'],
    [2038, 'warning'],
  ] as const) {
    const checks = await examine(dir, { now: () => new Date(Date.UTC(year, 0, 2)) })
    assert.deepEqual([checks.get('clock')?.state, states(checks, 'fault')], [state, []], String(year))
  }
})
