import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { jsonOf, run, testDir } from './test-cli.ts'

async function makeVault(dir: string) {
  const env = { HOMEWARD_VAULT: path.join(dir, 'vault'), HOMEWARD_PASSPHRASE: 'first words by the river' }
  const made = await run(['init', env.HOMEWARD_VAULT, '--name', 'T', '--kdf-memory', '64', '--json'], env)
  return { env, recovery: jsonOf<{ recovery: string[] }>(made).recovery }
}

test('X5 the passphrase is replaced: the new one opens, the old one does not', async (t) => {
  const { env } = await makeVault(testDir(t))
  const wrong = { ...env, HOMEWARD_PASSPHRASE: 'wrong', HOMEWARD_NEW_PASSPHRASE: 'second words by the river' }
  assert.equal((await run(['passphrase'], wrong)).exit, 1)
  const changed = await run(['passphrase', '--json'], { ...env, HOMEWARD_NEW_PASSPHRASE: 'second words by the river' })
  assert.deepEqual(jsonOf(changed), { changed: true })
  assert.equal((await run(['status'], env)).exit, 1)
  assert.equal((await run(['status'], { ...env, HOMEWARD_PASSPHRASE: 'second words by the river' })).exit, 0)
})

test('X5 two of three recovery texts set a new passphrase; a rehearsal leaves it', async (t) => {
  const dir = testDir(t)
  const { env, recovery } = await makeVault(dir)
  const shares = path.join(dir, 'shares.txt')
  writeFileSync(shares, `${recovery[2] ?? ''}\r\n\n${recovery[0] ?? ''}\n`)
  const next = path.join(dir, 'next.txt')
  writeFileSync(next, 'third words by the river\n')
  assert.match((await run(['status'], env)).stdout, /Your recovery was never rehearsed/u)
  const rehearsed = await run(['recovery', 'rehearse', '--shares-file', shares, '--json'], env)
  assert.deepEqual(jsonOf<{ works: boolean; recorded: boolean }>(rehearsed).recorded, true)
  assert.match((await run(['status'], env)).stdout, /Your recovery was last rehearsed on \d{4}-\d\d-\d\d/u)
  const recovered = await run(['recovery', 'use', '--shares-file', shares, '--new-passphrase-file', next], env)
  assert.equal(recovered.exit, 0, recovered.stderr)
  assert.equal((await run(['status'], { ...env, HOMEWARD_PASSPHRASE: 'third words by the river' })).exit, 0)
})

test('X1 one recovery text is not enough', async (t) => {
  const dir = testDir(t)
  const { env, recovery } = await makeVault(dir)
  const shares = path.join(dir, 'shares.txt')
  writeFileSync(shares, recovery[0] ?? '')
  const ran = await run(['recovery', 'use', '--shares-file', shares], {
    ...env,
    HOMEWARD_NEW_PASSPHRASE: 'third words by the river',
  })
  assert.equal(ran.exit, 1)
  assert.equal((await run(['status'], env)).exit, 0)
})
