import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { Home } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { jsonOf, makeTestVault, run, start, testDir, testPassphrase } from './test-cli.ts'

const cheap = ['--kdf-memory', '64']

test('X3 init prints the ids and three recovery texts, and status opens the vault', async (t) => {
  const dir = path.join(testDir(t), 'vault')
  const env = { HOMEWARD_PASSPHRASE: testPassphrase, HOMEWARD_VAULT: dir }
  const ran = await run(['init', dir, '--name', 'Rojîn', '--json', ...cheap], env)
  assert.equal(ran.exit, 0, ran.stderr)
  const made = jsonOf<{ vault: string; member: string; recovery: string[] }>(ran)
  assert.deepEqual(Object.keys(made), ['vault', 'member', 'recovery'])
  assert.equal(made.recovery.length, 3)
  const home = jsonOf<Home>(await run(['status', '--json'], env))
  assert.deepEqual(home.vault, { id: made.vault, name: 'Rojîn' })
  assert.equal(home.member.id, made.member)
})

test('X1 init refuses a folder that holds something, and leaves it as it was', async (t) => {
  const dir = testDir(t)
  writeFileSync(path.join(dir, 'letter.txt'), 'kept')
  const ran = await run(['init', dir, '--name', 'x', ...cheap], { HOMEWARD_PASSPHRASE: 'x' })
  assert.equal(ran.exit, 1)
  assert.deepEqual(readdirSync(dir), ['letter.txt'])
})

test('X10 a vault with cheap costs is made by tests only', async (t) => {
  const dir = path.join(testDir(t), 'vault')
  const ran = await run(['init', dir, '--name', 'x', ...cheap], { HOMEWARD_PASSPHRASE: 'x', NODE_ENV: 'production' })
  assert.equal(ran.exit, 2)
  assert.equal(existsSync(dir), false)
})

test('X5 a file gives the passphrase without the line break at its end, before the environment does', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const file = path.join(vault.dir, '..', 'passphrase')
  for (const text of [testPassphrase, `${testPassphrase}\n`, `${testPassphrase}\r\n`]) {
    writeFileSync(file, text)
    const ran = await run(['status', '--passphrase-file', file], { ...vault.env, HOMEWARD_PASSPHRASE: 'another' })
    assert.equal(ran.exit, 0, ran.stderr)
  }
})

test('X1 a wrong passphrase is a fault with a sentence', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const ran = await run(['people', 'list', '--json'], { ...vault.env, HOMEWARD_PASSPHRASE: 'wrong' })
  assert.equal(ran.exit, 1)
  assert.equal(jsonOf<{ error: { code: string } }>(ran).error.code, 'PASSPHRASE_WRONG')
  assert.match(ran.stderr, /does not open this vault/u)
})

test('X4 --vault stands before HOMEWARD_VAULT, before and after the command', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const env = { HOMEWARD_PASSPHRASE: testPassphrase, HOMEWARD_VAULT: '/nowhere' }
  assert.equal((await run(['--vault', vault.dir, 'status'], env)).exit, 0)
  assert.equal((await run(['status', '--vault', vault.dir], env)).exit, 0)
})

test('X8 a vault that a newer version wrote is refused in words by every command that opens it, and left alone', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const database = path.join(vault.dir, 'vault.db')
  const bytes = readFileSync(database)
  // The version of the database, as SQLite keeps it.
  bytes.writeInt32BE(99, 60)
  writeFileSync(database, bytes)
  for (const args of [
    ['status'],
    ['verify', '--deep'],
    ['people', 'list'],
    ['backup', path.join(vault.dir, '../copy')],
  ]) {
    const ran = await run([...args, '--json'], vault.env)
    assert.equal(ran.exit, 1, args.join(' '))
    assert.equal(jsonOf<{ error: { code: string } }>(ran).error.code, 'FORMAT_NEWER')
    assert.match(ran.stderr, /newer version of Homeward.*nothing was changed/u)
  }
  assert.deepEqual(readFileSync(database), bytes)
  assert.deepEqual(readdirSync(path.dirname(vault.dir)), [path.basename(vault.dir)])
})

test('X8 a vault that another program has open gives a clear answer', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const held = await openVault({ dir: vault.dir, passphrase: testPassphrase })
  try {
    const ran = await run(['status', '--json'], vault.env)
    assert.equal(ran.exit, 1)
    assert.equal(jsonOf<{ error: { code: string } }>(ran).error.code, 'VAULT_IN_USE')
    assert.match(ran.stderr, /open in another/u)
  } finally {
    held.close()
  }
  assert.equal((await run(['status'], vault.env)).exit, 0)
})

test('X2 results go to stdout and nothing else does', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const ran = await run(['status'], vault.env)
  assert.match(ran.stdout, /^Vault of Test\nYou are Tester, founder, and open everything\.\n/u)
  assert.equal(ran.stderr, '')
})

test('X1 the reader of the output may go away', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const child = start(['people', 'list'], vault.env)
  child.stdout.destroy()
  child.stderr.resume()
  const exit = await new Promise((resolve) => {
    child.once('close', resolve)
  })
  assert.equal(exit, 0)
})

const hasScript = spawnSync('script', ['--version']).status === 0
test(
  'X5 a typed passphrase is not shown, can be corrected, and a new one is typed twice',
  { skip: hasScript ? false : 'the command `script` that gives a terminal is not on this computer' },
  async (t) => {
    const dir = testDir(t)
    const vault = path.join(dir, 'vault')
    const node = `'${process.execPath}' '${path.resolve(import.meta.dirname, '..', 'bin', 'homeward.js')}'`
    const type = async (command: string, keys: string) => {
      const { HOMEWARD_PASSPHRASE: _passphrase, ...env } = process.env
      const terminal = spawn('script', ['-qec', `${node} ${command}`, '/dev/null'], {
        env: { ...env, NODE_ENV: 'test' },
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      let shown = ''
      terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
        // Before the question the terminal itself would show what is typed.
        if (!shown.includes('assphrase: ') && (shown + text).includes('assphrase: ')) terminal.stdin.write(keys)
        shown += text
      })
      const [status] = (await once(terminal, 'close')) as [number]
      return { status, stdout: shown }
    }
    const init = `init '${vault}' --name Test --kdf-memory 64`
    const differs = await type(init, 'one secret\ranother secret\r')
    assert.equal(differs.status, 1)
    assert.match(differs.stdout, /differ/u)
    assert.equal(existsSync(vault), false)
    const made = await type(init, 'river sect willowXX\u007F\u007F\rriver sect willow\r')
    assert.equal(made.status, 0, made.stdout)
    const opened = await type(`status --vault '${vault}'`, 'river sect willow\r')
    assert.equal(opened.status, 0, opened.stdout)
    assert.match(opened.stdout, /Vault of Test/u)
    for (const { stdout } of [differs, made, opened]) assert.doesNotMatch(stdout, /secret|sect/u)
    const stopped = await type(`status --vault '${vault}'`, 'riv\u0003')
    assert.equal(stopped.status, 1)
  },
)

test('H6 nothing that a command was given stands readable on the disk', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const csv = path.join(dir, 'people.csv')
  writeFileSync(csv, 'name,origin\nNarîn Sînan Qasim,Qasrok Village\n')
  await vault.json(0, 'people', 'import', csv)
  for (const entry of readdirSync(vault.dir, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const bytes = readFileSync(path.join(entry.parentPath, entry.name))
      for (const word of ['Narîn', 'Qasim', 'Qasrok', 'Tester', 'people.csv', testPassphrase])
        assert.equal(bytes.includes(word), false, `${entry.name} holds ${word}`)
    }
})
