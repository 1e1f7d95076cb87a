import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogRow, LogView } from '@homeward/vault'
import { jsonOf, makeTestVault, run, testDir } from './test-cli.ts'

type Listed = { logs: LogView[] }
type Read = LogView & { entries: LogRow[] }

test('X21 S33 every member lists all logs and reads in them what is open; the rest is said to be closed', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const second = { ...vault.env, HOMEWARD_PASSPHRASE: 'two grey herons at the weir' }
  const joined = await run(['member', 'join', '--kdf-memory', '64', '--json'], second)
  const { code } = jsonOf<{ code: string }>(joined)
  const as = ['--name', 'Aras\u202E', '--role', 'reader', '--grant', 'registry']
  await vault.json(0, 'member', 'admit', code, ...as)

  const { logs } = jsonOf<Listed>(await run(['log', '--json'], second))
  assert.deepEqual(
    logs.map(({ owner, isOwn, isFounding }) => [owner?.name, isOwn, isFounding]),
    [
      ['Aras\u202E', true, false],
      ['Tester', false, true],
    ],
  )
  const listed = await run(['log'], second)
  assert.match(listed.stdout, /Aras\\u\{202E\} .* this device /u)
  assert.match(listed.stdout, /Tester .* vault founded here /u)

  const founding = logs[1]!.log
  const read = await run(['log', founding.slice(0, 10)], second)
  assert.equal(read.exit, 0, read.stderr)
  assert.match(read.stdout, /member\.added/u)
  assert.match(read.stdout, / closed +sealed; closed to you/u)
  assert.match(read.stdout, new RegExp(`Signed state:\n\nhomeward/log/${founding}\n`, 'u'))
  const { entries, size } = jsonOf<Read>(await run(['log', founding, '--last', '2', '--json'], second))
  assert.deepEqual(
    entries.map(({ index }) => index),
    [size - 2, size - 1],
  )
  assert.equal((await run(['log', 'xyz'], second)).exit, 1)
  assert.equal((await run(['log', founding, '--last', '0'], second)).exit, 2)
})
