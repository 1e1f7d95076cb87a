import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { jsonOf, run, testDir } from './test-cli.ts'

interface FaultJson {
  error: { code: string; message: string }
}

test('X1 help and version are no fault', async () => {
  for (const args of [['--help'], ['help'], ['people', '--help'], ['--version']]) {
    const ran = await run(args)
    assert.equal(ran.exit, 0, args.join(' '))
    assert.notEqual(ran.stdout, '')
    assert.equal(ran.stderr, '')
  }
})

const wrongUsages: string[][] = [
  [],
  ['fly'],
  ['people', 'fly'],
  ['people', 'search'],
  ['leads', '--state', 'sold'],
  ['serve', '--port', '70000'],
  [
    'people',
    'consent',
    'person-x',
    '--by',
    'somebody',
    '--capacity',
    'self',
    '--scope',
    'everything',
    '--purpose',
    'tracing',
  ],
  ['people', 'import', 'file.csv', '--map', 'column=nonsense'],
]
for (const args of wrongUsages)
  test(`X1 wrong usage ends with 2: homeward ${args.join(' ')}`, async () => {
    const ran = await run(args)
    assert.equal(ran.exit, 2)
    assert.equal(ran.stdout, '')
    assert.notEqual(ran.stderr, '')
  })

test('X3 wrong usage is one JSON object too', async () => {
  const ran = await run(['--json', 'fly'])
  assert.equal(ran.exit, 2)
  assert.deepEqual(jsonOf<FaultJson>(ran), { error: { code: 'USAGE', message: "unknown command 'fly'" } })
})

test('X4 without a vault the usage is wrong, and says how to name one', async () => {
  const ran = await run(['status'], { HOMEWARD_PASSPHRASE: 'x' })
  assert.equal(ran.exit, 2)
  assert.match(ran.stderr, /--vault DIR or set HOMEWARD_VAULT/u)
})

test('X5 without a passphrase and without a terminal the usage is wrong', async (t) => {
  const ran = await run(['status', '--json'], { HOMEWARD_VAULT: testDir(t) })
  assert.equal(ran.exit, 2)
  assert.equal(jsonOf<FaultJson>(ran).error.code, 'PASSPHRASE_MISSING')
})

test('X8 a folder without a vault is a fault in one sentence, without a stack', async (t) => {
  const dir = testDir(t)
  const ran = await run(['status', '--vault', dir, '--json'], { HOMEWARD_PASSPHRASE: 'x' })
  assert.equal(ran.exit, 1)
  assert.equal(jsonOf<FaultJson>(ran).error.code, 'VAULT_NOT_FOUND')
  assert.equal(ran.stderr.trim().split('\n').length, 1)
  assert.doesNotMatch(ran.stderr, /^ +at /mu)
})

test('X8 the stack is shown when it is asked for', async (t) => {
  const ran = await run(['status', '--vault', testDir(t)], { HOMEWARD_PASSPHRASE: 'x', HOMEWARD_DEBUG: '1' })
  assert.match(ran.stderr, /^ +at /mu)
})

test('X7 a fault does not print what a path does to a terminal', async () => {
  const ran = await run(['status', '--vault', 'no\u001B[2J\u202Evault'], { HOMEWARD_PASSPHRASE: 'x' })
  assert.equal(ran.exit, 1)
  // oxlint-disable-next-line no-control-regex -- what must not be printed
  assert.doesNotMatch(ran.stderr, /[\u001B\u202E]/u)
  assert.match(ran.stderr, /no\\u\{1B\}\[2J\\u\{202E\}vault/u)
})

test('X5 the passphrase file must be readable and not empty', async (t) => {
  const dir = testDir(t)
  writeFileSync(path.join(dir, 'empty'), '\n')
  mkdirSync(path.join(dir, 'folder'))
  for (const [file, exit] of [
    ['missing', 1],
    ['folder', 1],
    ['empty', 2],
  ] as const) {
    const ran = await run(['status', '--vault', dir, '--passphrase-file', path.join(dir, file)])
    assert.equal(ran.exit, exit, file)
  }
})
