import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { CustodyRow } from '@homeward/records'
import { jsonOf, makeTestVault, run, testDir, type Ran, type TestVault } from './test-cli.ts'

const second = 'two grey herons at the weir'

function asSecond(vault: TestVault, ...args: string[]): Promise<Ran> {
  return run(args, { ...vault.env, HOMEWARD_PASSPHRASE: second })
}

interface Custody {
  total: number
  rows: CustodyRow[]
}

test('CU1 CU5 CU6 what commands read is in the custody log, a reader’s too; a reader sees their own', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const { code, member } = jsonOf<{ code: string; member: string }>(
    await asSecond(vault, 'member', 'join', '--kdf-memory', '64', '--json'),
  )
  await vault.json(0, 'member', 'admit', code, '--name', 'Aras', '--role', 'reader', '--grant', 'all')
  writeFileSync(path.join(dir, 'people.csv'), 'name\nNarîn Sînan\n')
  await vault.json(0, 'people', 'import', path.join(dir, 'people.csv'))
  writeFileSync(path.join(dir, 'note.txt'), 'a note')
  const { source } = await vault.json<{ source: string }>(0, 'import', path.join(dir, 'note.txt'))
  assert.equal((await vault.run('sources', source)).exit, 0)
  assert.equal((await asSecond(vault, 'people', 'search', 'Narîn')).exit, 0)
  assert.equal((await asSecond(vault, 'messages', 'search', 'bakery')).exit, 0)
  const own = jsonOf<Custody>(await asSecond(vault, 'custody', '--json'))
  assert.deepEqual(
    own.rows.map(({ did, of, text, member: who }) => [did, of, text, who]),
    [
      ['searched', 'messages', 'bakery', member],
      ['searched', 'people', 'Narîn', member],
    ],
  )
  const all = await vault.json<Custody>(0, 'custody')
  assert.deepEqual([all.total, all.rows.at(-1)?.id], [3, source])
  assert.equal((await vault.json<Custody>(0, 'custody', '--member', member)).total, 2)
  assert.match((await vault.run('custody')).stdout, /Aras +searched people +“Narîn”[^]*3 lines/u)
})
