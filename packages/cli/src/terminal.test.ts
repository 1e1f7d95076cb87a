import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { openRecords, proposeErasure } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { makeTestVault, testDir, testPassphrase } from './test-cli.ts'
import { typing, withoutTerminal } from './test-terminal.ts'

test('X5 a passphrase can be typed after a question was answered', { skip: withoutTerminal }, async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const env = { HOMEWARD_VAULT: vault.dir }
  const { exit, screen } = await typing(['exit-kit', path.join(dir, 'kit')], env, [
    ['Write it? [y/N] ', 'y\r'],
    ['Passphrase: ', `${testPassphrase}\r`],
  ])
  assert.match(screen, /second person/u)
  assert.ok(!screen.includes(testPassphrase))
  assert.equal(exit, 1)
})

test('X5 a question can be answered after a passphrase was typed', { skip: withoutTerminal }, async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const ran = await typing(['member', 'remove', 'nobody'], { HOMEWARD_VAULT: vault.dir }, [
    ['Passphrase: ', `${testPassphrase}\r`],
    ['Remove nobody? [y/N] ', 'n\r'],
  ])
  assert.match(ran.screen, /Stopped\. Nothing was changed\./u)
  assert.equal(ran.exit, 1)
})

for (const [name, key] of [
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
] as const)
  test(`X9 ${name} at a question stops the command`, { skip: withoutTerminal }, async (t) => {
    const dir = testDir(t)
    const vault = await makeTestVault(dir)
    const kit = path.join(dir, 'kit')
    const { exit, screen } = await typing(['exit-kit', kit], { HOMEWARD_VAULT: vault.dir }, [['[y/N] ', key]])
    assert.match(screen, /Stopped\. Nothing was changed\./u)
    assert.equal(exit, 1)
    assert.ok(!existsSync(kit))
  })

test('R17 R22 an erasure is asked about only when yes erases', { skip: withoutTerminal }, async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const table = path.join(dir, 'people.csv')
  writeFileSync(table, 'name,origin\nZozan Qasim,Gundê Jor\n')
  const { people } = await vault.json<{ people: string[] }>(0, 'people', 'import', table)
  const [person = ''] = people
  const early = await typing(['erase', 'person', person], vault.env, [])
  assert.equal(early.exit, 1)
  assert.match(early.screen, /nobody else in this vault could approve it\..*waits a full day.*--propose REASON/su)
  assert.doesNotMatch(early.screen, /for good\?/u)

  const then = new Date(Date.now() - 25 * 3_600_000)
  const opened = await openVault({ dir: vault.dir, passphrase: testPassphrase, now: () => then })
  const asked = { target: { person }, authority: 'person', reason: 'asked for in writing' } as const
  await proposeErasure(await openRecords(opened), asked, then)
  opened.close()
  const kept = await typing(['erase', 'person', person], vault.env, [['Erase this for good? [y/N] ', 'n\r']])
  assert.match(kept.screen, /Nothing was erased\./u)
  const done = await typing(['erase', 'person', person], vault.env, [['Erase this for good? [y/N] ', 'y\r']])
  assert.match(done.screen, /Erased \(erasure-/u)
  assert.equal(done.exit, 0)
})
