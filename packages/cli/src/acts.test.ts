import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { Act } from '@homeward/records'
import { admitSecond, asSecond, jsonOf, makeTestVault, testDir, type Refused } from './test-cli.ts'

test('R17 R21 XK7 an exit kit is proposed by one, approved by another one, and written once', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  await admitSecond(vault)
  const kit = path.join(dir, 'kit')
  const early = await vault.json<Refused>(1, 'exit-kit', kit)
  assert.equal(early.error.code, 'SECOND_PERSON_NEEDED')
  assert.match(early.error.message, /--propose REASON/u)
  const proposed = await vault.run('exit-kit', '--propose', 'the office is given up')
  assert.match(proposed.stdout, /everything that is in the vault[^]*NOT ENCRYPTED[^]*Now Bese can approve it/u)
  assert.match((await vault.run('status')).stdout, /1 thing you asked for/u)
  assert.match(
    (await asSecond(vault, 'status')).stdout,
    /1 thing waits for you as the second person: homeward act list/u,
  )
  const { acts } = jsonOf<{ acts: Act[] }>(await asSecond(vault, 'act', 'list', '--json'))
  const act = acts[0]!.id
  assert.equal(acts.length, 1)
  assert.equal((await vault.json<Refused>(1, 'act', 'approve', act)).error.code, 'ACT_FORBIDDEN')
  assert.equal((await vault.json<Refused>(1, 'exit-kit', kit)).error.code, 'ACT_WAITING')
  const approved = await asSecond(vault, 'act', 'approve', act, '--note', 'agreed by telephone')
  assert.equal(approved.exit, 0, approved.stderr)
  assert.match(approved.stderr, /NOT ENCRYPTED/u)
  assert.match(approved.stdout, /approved by Bese.*: agreed by telephone/u)
  assert.equal((await vault.json<Refused>(1, 'exit-kit', kit, '--with-keys')).error.code, 'SECOND_PERSON_NEEDED')
  assert.equal(existsSync(kit), false)
  assert.equal((await vault.run('exit-kit', kit)).exit, 0)
  assert.ok(existsSync(path.join(kit, 'index.html')))
  assert.equal((await vault.json<Refused>(1, 'exit-kit', path.join(dir, 'again'))).error.code, 'SECOND_PERSON_NEEDED')
  assert.equal((await vault.run('act', 'list')).stdout, 'Nothing waits for a second person.\n')
  assert.match((await vault.run('act', 'list', '--all')).stdout, /bulk-export: done[^]*done 20/u)
})

test('R20 R22 alone, one waits a day, is told so, and can take it back; a refusal ends a proposal', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const proposed = await vault.run('exit-kit', '--propose', 'we leave')
  assert.match(proposed.stdout, /Nobody else in this vault could approve this/u)
  const kit = path.join(dir, 'kit')
  const waiting = await vault.json<Refused>(1, 'exit-kit', kit)
  assert.match(waiting.error.message, /no second person in this vault.*full day/u)
  const [alone] = (await vault.json<{ acts: Act[] }>(0, 'act', 'list')).acts
  assert.equal((await vault.json<Act>(0, 'act', 'withdraw', alone!.id)).state, 'withdrawn')
  await admitSecond(vault)
  const other = await vault.json<Act>(0, 'exit-kit', '--propose', 'we leave')
  assert.equal(other.state, 'waiting')
  const refused = await asSecond(vault, 'act', 'refuse', other.id, '--note', 'not now', '--json')
  assert.equal(jsonOf<Act>(refused).state, 'refused')
  assert.equal((await vault.json<Refused>(1, 'act', 'withdraw', other.id)).error.code, 'ACT_OVER')
  assert.equal((await vault.json<Refused>(1, 'act', 'approve', 'act-nowhere')).error.code, 'NOT_FOUND')
})

test('X1 an exit kit without a folder and a package without a file are wrong usage', async (t) => {
  const vault = await makeTestVault(testDir(t))
  assert.equal((await vault.run('exit-kit')).exit, 2)
  assert.equal((await vault.run('package', '--recipient', 'A', '--purpose', 'tracing', '--item', 'x')).exit, 2)
})
