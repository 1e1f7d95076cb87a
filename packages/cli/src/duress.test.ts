import assert from 'node:assert/strict'
import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { asSecond, admitSecond, jsonOf, makeTestVault, run, testDir, type Ran, type TestVault } from './test-cli.ts'

const underDuress = 'nine paper boats at noon'

interface Two {
  root: string
  vault: TestVault
  /** The folder of the second vault. */
  second: string
  /** Runs a command on the first vault, given the duress passphrase. */
  forced: (...args: string[]) => Promise<Ran>
  /** Runs a command on the second vault by its own folder. */
  direct: (...args: string[]) => Promise<Ran>
}

async function twoVaults(t: TestContext): Promise<Two> {
  const root = testDir(t)
  const vault = await makeTestVault(root, 'main')
  const second = path.join(root, 'allotments')
  const passphrase = { HOMEWARD_PASSPHRASE: underDuress }
  const made = await run(
    ['init', second, '--name', 'Allotments', '--member', 'Gardener', '--kdf-memory', '64'],
    passphrase,
  )
  assert.equal(made.exit, 0, made.stderr)
  const csv = path.join(root, 'people.csv')
  writeFileSync(csv, 'Name\nBerfin Karim\n')
  const imported = await run(['people', 'import', csv, '--yes'], { ...passphrase, HOMEWARD_VAULT: second })
  assert.notEqual(imported.exit, 1, imported.stderr)
  return {
    root,
    vault,
    second,
    forced: (...args) => run(args, { HOMEWARD_VAULT: vault.dir, ...passphrase }),
    direct: (...args) => run(args, { HOMEWARD_VAULT: second, ...passphrase }),
  }
}

const withBoth = ({ env }: TestVault): Record<string, string> => ({ ...env, HOMEWARD_DURESS_PASSPHRASE: underDuress })

test('X23 DU4 set, rehearsed, given: every command works in the second vault and says what it would say there', async (t) => {
  const { vault, second, forced, direct } = await twoVaults(t)
  const set = await run(['duress', 'set', '--opens', second], withBoth(vault))
  assert.equal(set.exit, 0, set.stderr)
  assert.match(set.stdout, /Rehearse it now/u)
  const tried = await run(['duress', 'try', '--json'], withBoth(vault))
  assert.deepEqual([tried.exit, jsonOf(tried)], [0, { opens: true, destroys: false }])
  for (const args of [['status', '--json'], ['people', 'list'], ['doctor']]) {
    const [there, here] = [await direct(...args), await forced(...args)]
    if (args[0] !== 'doctor') assert.deepEqual(here, there, args.join(' '))
    assert.equal(here.exit, there.exit, here.stdout)
    for (const told of [here.stdout, here.stderr]) assert.doesNotMatch(told, /allotments|second vault/u)
  }
  assert.match((await forced('people', 'list')).stdout, /Berfin/u)
  assert.doesNotMatch((await vault.run('people', 'list')).stdout, /Berfin/u)
})

test('X23 DU6 with --destroy the real passphrases are wrong ones afterwards, in the same words; a backup still opens', async (t) => {
  const { root, vault, second, forced } = await twoVaults(t)
  await admitSecond(vault)
  const backup = path.join(root, 'stick')
  assert.equal((await vault.run('backup', backup)).exit, 0)
  const wrong = await run(['status'], { ...vault.env, HOMEWARD_PASSPHRASE: 'not this one at all' })
  const set = await run(['duress', 'set', '--opens', second, '--destroy'], withBoth(vault))
  assert.match(set.stdout, /for all its members/u)
  const tried = await run(['duress', 'try'], withBoth(vault))
  assert.match(tried.stdout, /would open\.\nWhat else opens this vault on this computer would be destroyed/u)
  assert.equal((await vault.run('status')).exit, 0)
  const names = readdirSync(path.join(vault.dir, 'keys'))
  const seen = await forced('status')
  assert.equal(seen.exit, 0)
  assert.match(seen.stdout, /Allotments/u)
  assert.deepEqual(await vault.run('status'), wrong)
  assert.deepEqual(await asSecond(vault, 'status'), wrong)
  assert.deepEqual(readdirSync(path.join(vault.dir, 'keys')), names)
  assert.match((await forced('status')).stdout, /Allotments/u)
  renameSync(second, `${second}-aside`)
  assert.deepEqual(await forced('status'), wrong)

  const restored = path.join(root, 'restored')
  assert.equal((await vault.run('restore', backup, restored)).exit, 0)
  assert.equal((await run(['status'], { ...vault.env, HOMEWARD_VAULT: restored })).exit, 0)
})

test('X23 DU9 what is not fit is refused and changes nothing; it is removed again', async (t) => {
  const { root, vault, second, forced } = await twoVaults(t)
  const weak = await run(['duress', 'set', '--opens', second], { ...vault.env, HOMEWARD_DURESS_PASSPHRASE: 'olive' })
  assert.equal(weak.exit, 1)
  assert.match(weak.stderr, /six words at random/u)
  const own = { ...vault.env, HOMEWARD_DURESS_PASSPHRASE: vault.env['HOMEWARD_PASSPHRASE'] ?? '' }
  for (const [opens, env] of [
    [second, own],
    [vault.dir, withBoth(vault)],
    [path.join(root, 'nowhere'), withBoth(vault)],
  ] as const) {
    const ran = await run(['duress', 'set', '--opens', opens, '--json'], env)
    assert.equal(ran.exit, 1)
    const { code } = jsonOf<{ error: { code: string } }>(ran).error
    assert.equal(code, opens.endsWith('nowhere') ? 'VAULT_NOT_FOUND' : 'DURESS_REFUSED')
  }
  const file = path.join(root, 'phrase.txt')
  writeFileSync(file, `${underDuress}\n`)
  assert.equal((await vault.run('duress', 'set', '--opens', second, '--duress-passphrase-file', file)).exit, 0)
  assert.equal((await forced('status')).exit, 0)
  assert.equal((await vault.run('duress', 'remove')).exit, 0)
  const tried = await run(['duress', 'try', '--json'], withBoth(vault))
  assert.deepEqual([tried.exit, jsonOf(tried)], [3, { opens: false, destroys: false }])
  assert.equal((await forced('status')).exit, 1)
})
