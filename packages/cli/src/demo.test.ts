import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { discloseOf, getPerson, openRecords, peopleByReference, type Home } from '@homeward/records'
import type { Truth } from '@homeward/testworld'
import { openVault } from '@homeward/vault'
import { ended, jsonOf, run, start, testDir } from './test-cli.ts'

interface Demo {
  dir: string
  passphrase: string | null
  recovery: string[]
  exports: string | null
  home: Home
}

const small = ['--people', '12', '--messages', '60', '--seed', 'test']

test('X14 demo makes a whole vault of invented things, decides some leads and leaves others', async (t) => {
  const dir = path.join(testDir(t), 'demo')
  const ran = await run(['demo', dir, ...small, '--keep-exports', '--json'])
  assert.equal(ran.exit, 0, ran.stderr)
  const { passphrase, home, exports } = jsonOf<Demo>(ran)
  assert.equal(home.people, 12)
  assert.ok(home.sources >= 4 && home.messages > 60 && home.leads.confirmed > 0 && home.leads.open > 0)
  assert.deepEqual(readdirSync(path.dirname(dir)).toSorted(), ['demo', 'demo-exports'])
  const truth = JSON.parse(readFileSync(path.join(exports ?? '', 'truth.json'), 'utf8')) as { seed: string }
  assert.equal(truth.seed, 'test')
  const env = { HOMEWARD_VAULT: dir, HOMEWARD_PASSPHRASE: passphrase ?? '' }
  const status = jsonOf<Record<string, unknown>>(await run(['status', '--json'], env))
  assert.deepEqual({ ...status, ...home }, status)
  assert.equal(status['lastBackup'], null)
  assert.equal((await run(['verify', '--deep'], env)).exit, 0)
})

test('X14 TW16 in the demo an album can be made of those whose parents allowed it, and of nobody else', async (t) => {
  const dir = path.join(testDir(t), 'demo')
  const ran = await run(['demo', dir, '--people', '40', '--messages', '60', '--keep-exports', '--json'])
  assert.equal(ran.exit, 0, ran.stderr)
  const { passphrase, exports } = jsonOf<Demo>(ran)
  const truth = JSON.parse(readFileSync(path.join(exports ?? '', 'truth.json'), 'utf8')) as Truth
  const vault = await openVault({ dir, passphrase: passphrase ?? '' })
  t.after(() => {
    vault.close()
  })
  const records = await openRecords(vault)
  const ids = peopleByReference(records, 'missing')
  const request = { purpose: 'album', recipient: 'Phone 1', today: '2026-11-22' } as const
  const allowed = [...ids].filter(([, [id = '']]) => discloseOf(records, id, request).allowed.length === 4)
  const wanted = truth.albumAnswers.filter(({ answer }) => answer === 'yes')
  assert.deepEqual(allowed.map(([id]) => id).toSorted(), wanted.map(({ person }) => person).toSorted())
  assert.ok(wanted.length >= 8 && wanted.length < ids.size)
  const [yes] = wanted
  const { consents } = getPerson(records, ids.get(yes?.person ?? '')?.[0] ?? '')
  const given = consents.find(({ purposes }) => purposes.includes('album'))
  assert.deepEqual([given?.capacity, given?.givenBy, given?.scopes.length], ['parent', yes?.givenBy, 4])
})

test('X14 a passphrase that was given is not printed', async (t) => {
  const dir = path.join(testDir(t), 'demo')
  const env = { HOMEWARD_PASSPHRASE: 'my own words' }
  const ran = await run(['demo', dir, '--people', '2', '--messages', '10', '--json'], env)
  assert.equal(jsonOf<Demo>(ran).passphrase, null)
  assert.equal((ran.stdout + ran.stderr).includes('my own words'), false)
  assert.equal((await run(['status', '--vault', dir], env)).exit, 0)
  assert.deepEqual(readdirSync(path.dirname(dir)), ['demo'])
})

test('X14 demo refuses a folder that holds something', async (t) => {
  const dir = path.join(testDir(t), 'demo')
  mkdirSync(dir)
  writeFileSync(path.join(dir, 'letter.txt'), 'kept')
  assert.equal((await run(['demo', dir, ...small])).exit, 1)
  assert.deepEqual(readdirSync(dir), ['letter.txt'])
})

test('X9 an interrupted demo leaves nothing behind', async (t) => {
  const dir = path.join(testDir(t), 'demo')
  const child = start(['demo', dir, '--people', '40', '--messages', '3000', '--json'])
  child.stderr.once('data', () => {
    child.kill('SIGINT')
  })
  const ran = await ended(child)
  assert.equal(ran.exit, 1)
  assert.equal(jsonOf<{ error: { code: string } }>(ran).error.code, 'CANCELLED')
  assert.equal(existsSync(dir), false)
  assert.deepEqual(readdirSync(path.dirname(dir)), [])
})
