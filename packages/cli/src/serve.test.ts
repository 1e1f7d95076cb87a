import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { jsonOf, makeTestVault, run, start, testDir } from './test-cli.ts'

test('X15 serve tells its address at once, answers there, and stops when asked', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const child = start(['serve', '--port', '0', '--json'], vault.env)
  t.after(() => {
    child.kill('SIGKILL')
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { url } = JSON.parse(line.toString('utf8')) as { url: string }
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/u)
  const answer = await fetch(new URL('api/session', url))
  assert.equal(answer.status, 200)
  assert.equal(((await answer.json()) as { state: string }).state, 'locked')
  child.kill('SIGTERM')
  const [exit] = (await once(child, 'close')) as [number]
  assert.equal(exit, 0)
})

test('X15 a port that was asked for and is taken is a fault', async (t) => {
  const vault = await makeTestVault(testDir(t))
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => {
    other.close()
  })
  const ran = await run(['serve', '--port', String((other.address() as AddressInfo).port), '--json'], vault.env)
  assert.equal(ran.exit, 1)
  assert.equal(jsonOf<{ error: { code: string } }>(ran).error.code, 'PORT_TAKEN')
})

test('X15 serve says at once that there is no vault', async (t) => {
  const ran = await run(['serve', '--vault', testDir(t)])
  assert.equal(ran.exit, 1)
  assert.match(ran.stderr, /There is no vault in/u)
})
