import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { PeopleReceipt } from '@homeward/intake'
import { openRecords, proposeAct } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { kitDeed, type KitReceipt } from './exit-kit/write-kit.ts'
import { makeTestVault, testDir, testPassphrase } from './test-cli.ts'

test('XK1 R53 a kit holds both records of a joined pair whole, and every decision about it', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = path.join(dir, 'people.csv')
  writeFileSync(csv, 'name,origin\nNarîn Sînan,Kanîsark\nنارین سینان,Kanisark\nHevi Dara,Kanîsark\n')
  const { people } = await vault.json<PeopleReceipt>(0, 'people', 'import', csv, '--yes')
  const [a = '', b = ''] = people
  await vault.json(0, 'people', 'same', a, b, '--note', 'the same photo')
  // Proposed more than a day ago in a vault without a second person, so that it may be done now (R22).
  const then = new Date(Date.now() - 25 * 3_600_000)
  const records = await openRecords(await openVault({ dir: vault.dir, passphrase: testPassphrase, now: () => then }))
  await proposeAct(records, { ...kitDeed(records, false), reason: 'we leave' }, then)
  records.vault.close()

  const kit = path.join(dir, 'kit')
  const receipt = await vault.json<KitReceipt>(0, 'exit-kit', kit)
  assert.deepEqual([receipt.tables.people, receipt.tables.pairs], [3, 1])
  const tableOf = (file: string): string => readFileSync(path.join(kit, 'tables', file), 'utf8')
  const [pair] = JSON.parse(tableOf('pairs.json')) as {
    both: string[]
    verdict: string
    isCurrent: boolean
    note: string
  }[]
  assert.deepEqual(
    [new Set(pair?.both), pair?.verdict, pair?.isCurrent, pair?.note],
    [new Set([a, b]), 'same', true, 'the same photo'],
  )
  const lines = tableOf('pairs.csv').trimEnd().split('\n')
  assert.equal(lines.length, 2)
  assert.match(lines[1] ?? '', /,same,yes,the same photo,/u)
  const written = tableOf('people.json')
  for (const part of [a, b, 'Narîn Sînan', 'نارین سینان']) assert.ok(written.includes(part), part)
})
