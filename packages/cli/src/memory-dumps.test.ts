import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { allowsCoreDumps, refuseMemoryDumps } from './memory-dumps.ts'
import { makeTestVault, testDir } from './test-cli.ts'

const script = fileURLToPath(new URL('../bin/homeward.js', import.meta.url))

test('X16 a switch that writes memory to disk is found, others are not', () => {
  for (const given of [
    ['--abort-on-uncaught-exception'],
    ['--abort_on_uncaught_exception'],
    ['--max-old-space-size=100', '--heapsnapshot-signal=SIGUSR2'],
    ['--no-warnings --report-on-signal'],
    ['--inspect=0.0.0.0:9229'],
    ['--inspect-brk'],
    ['--heap-prof'],
  ])
    assert.throws(
      () => {
        refuseMemoryDumps(given)
      },
      { code: 'USAGE' },
      given.join(' '),
    )
  refuseMemoryDumps(['--max-old-space-size=100', '--no-warnings', '--heap-profile-nothing', ''])
})

test('X16 a command refuses to open a vault in such a process, and opens it for debugging', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const run = (env: Record<string, string>, ...node: string[]) =>
    spawnSync(process.execPath, [...node, script, 'status'], {
      env: { ...process.env, ...vault.env, NODE_ENV: 'test', ...env },
      encoding: 'utf8',
    })
  const refused = run({}, '--abort-on-uncaught-exception')
  assert.equal(refused.status, 2)
  assert.match(refused.stderr, /names and keys/u)
  assert.equal(run({ NODE_OPTIONS: '--report-on-fatalerror' }).status, 2)
  assert.equal(run({ HOMEWARD_DEBUG: '1' }, '--report-on-fatalerror').status, 0)
})

test('X16 the limit of core dumps is read where the system tells it', (t) => {
  const file = path.join(testDir(t), 'limits')
  writeFileSync(file, 'Limit  Soft Limit  Hard Limit  Units\nMax core file size        0          unlimited   bytes\n')
  assert.equal(allowsCoreDumps(file), false)
  writeFileSync(file, 'Max core file size        unlimited  unlimited   bytes\n')
  assert.equal(allowsCoreDumps(file), true)
  assert.equal(allowsCoreDumps('/nowhere'), false)
})
