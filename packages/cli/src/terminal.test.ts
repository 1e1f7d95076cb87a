import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { openRecords, proposeAct, proposeErasure } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { makeTestVault, testDir, testPassphrase } from './test-cli.ts'
import { kitDeed } from './exit-kit/write-kit.ts'
import { typing, withoutTerminal, type Step } from './test-terminal.ts'

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
    const { exit, screen } = await typing(['member', 'remove', 'nobody'], vault.env, [['[y/N] ', key]])
    assert.match(screen, /Stopped\. Nothing was changed\./u)
    assert.equal(exit, 1)
  })

test('XK9 R17 an exit kit is asked about only when yes writes it', { skip: withoutTerminal }, async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const kit = path.join(dir, 'kit')
  const locked = { HOMEWARD_VAULT: vault.dir }
  const unlocked: Step = ['Passphrase: ', `${testPassphrase}\r`]
  const early = await typing(['exit-kit', kit], locked, [unlocked])
  assert.equal(early.exit, 1)
  assert.match(early.screen, /waits a full day.*--propose REASON/su)
  assert.doesNotMatch(early.screen, /Write it\?|\[y\/N\]/u)

  const propose = async (then: Date, withKeys: boolean): Promise<void> => {
    const opened = await openVault({ dir: vault.dir, passphrase: testPassphrase, now: () => then })
    const records = await openRecords(opened)
    await proposeAct(records, { ...kitDeed(records, withKeys), reason: 'we leave' }, then)
    opened.close()
  }
  await propose(new Date(), true)
  const waits = await typing(['exit-kit', kit, '--with-keys'], vault.env, [])
  assert.equal(waits.exit, 1)
  assert.match(waits.screen, /it can be done after \d{4}-\d\d-\d\d \d\d:\d\d UTC\./u)
  assert.doesNotMatch(waits.screen, /Write it\?/u)

  await propose(new Date(Date.now() - 25 * 3_600_000), false)
  const kept = await typing(['exit-kit', kit], locked, [unlocked, ['Write it? [y/N] ', 'n\r']])
  assert.match(kept.screen, /Nothing was written\./u)
  assert.ok(!existsSync(kit) && !kept.screen.includes(testPassphrase))
  const done = await typing(['exit-kit', kit], vault.env, [['Write it? [y/N] ', 'y\r']])
  assert.match(done.screen, /Exit kit in/u)
  assert.equal(done.exit, 0)
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
