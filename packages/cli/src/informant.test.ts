import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { makeTestVault, testDir } from './test-cli.ts'

const name = 'Berivan Quarrington'

test('X29 R47 an import protects who handed it over; showing waits a day where nobody could approve', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const file = path.join(dir, 'note.txt')
  writeFileSync(file, 'a quiet note')
  assert.equal((await vault.run('import', file, '--protect-from')).exit, 2)
  const { source } = await vault.json<{ source: string }>(0, 'import', file, '--from', name, '--protect-from')
  const shown = await vault.run('sources', source)
  assert.ok(!shown.stdout.includes(name) && shown.stdout.includes('somebody protected'), shown.stdout)
  const refused = await vault.run('informant', 'show', source)
  assert.equal(refused.exit, 1)
  assert.match(refused.stderr, /--propose REASON/u)
  const asked = await vault.run('informant', 'show', source, '--propose', 'the court asks')
  assert.equal(asked.exit, 0, asked.stderr)
  assert.match(asked.stdout, /Nobody else in this vault could approve this/u)
  const waiting = await vault.run('informant', 'show', source)
  assert.equal(waiting.exit, 1)
  assert.ok(!(waiting.stdout + waiting.stderr).includes(name))
  const plan = await vault.run('erase', 'informant', source, '--show')
  assert.match(plan.stdout, /the name of who handed this source over/u)
})

test('X29 R48 who was named is protected later', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const file = path.join(dir, 'note.txt')
  writeFileSync(file, 'a quiet note')
  const { source } = await vault.json<{ source: string }>(0, 'import', file, '--from', name)
  assert.ok((await vault.run('sources', source)).stdout.includes(name))
  assert.equal((await vault.run('informant', 'protect', source)).exit, 0)
  assert.ok(!(await vault.run('sources', source)).stdout.includes(name))
  assert.equal((await vault.run('informant', 'protect', source)).exit, 1)
})
