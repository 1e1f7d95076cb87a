import assert from 'node:assert/strict'
import { existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openVault } from '@homeward/vault'
import { requestLock } from './lock-request.ts'
import { createSleepWatch } from './sleep-watch.ts'
import { createManualClock } from './testing/manual-clock.ts'
import { passphrase, serveVault, unlock, untilLocked } from './testing/served-vault.ts'

test('S32 a computer that slept wakes up locked, long before the idle time, at the first request', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  served.clock.advance(9000)
  assert.equal((await call('GET', '/api/home')).status, 200)
  served.clock.jump(16_000)
  assert.equal((await call('GET', '/api/home')).status, 401)
  await untilLocked(served)
  assert.equal((await call('GET', '/api/home')).status, 401)
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

test('S32 a computer that slept locks by itself, with nobody asking', async (t) => {
  const served = await serveVault(t)
  await unlock(served)
  served.clock.jump(20_000)
  served.clock.advance(10_000)
  await untilLocked(served)
  assert.deepEqual(served.faults, [])
})

test('S32 sleep is told from a long turn of work, and from a clock that is corrected', () => {
  const clock = createManualClock()
  const watch = createSleepWatch(clock)
  clock.advance(200_000)
  assert.equal(watch.slept(), false, 'busy')
  clock.jump(10_000)
  assert.equal(watch.slept(), false, 'set ahead a little')
  clock.jump(-3_600_000)
  assert.equal(watch.slept(), false, 'set back')
  clock.jump(16_000)
  assert.equal(watch.slept(), true, 'suspended')
  assert.equal(watch.slept(), false, 'told once')
  clock.advance(301_000)
  assert.equal(watch.slept(), true, 'suspended where running time goes on')
})

test('S32 a vault that nobody had open for a long time is not taken for a computer that slept when it is unlocked', async (t) => {
  const served = await serveVault(t)
  for (let round = 0; round < 2; round++) {
    served.clock.advance(600_000)
    const { call } = await unlock(served)
    assert.equal((await call('GET', '/api/home')).status, 200)
    await call('DELETE', '/api/session')
  }
})

test('S31 a file in the vault folder locks the vault, and is gone when it is locked', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const asked = requestLock(served.dir)
  const file = path.join(served.dir, 'lock-request')
  while (!existsSync(file)) await nextTurn()
  assert.equal(statSync(file).mode & 0o077, 0)
  assert.equal((await call('GET', '/api/home')).status, 200)
  served.clock.advance(500)
  assert.equal(await asked, true)
  assert.equal((await call('GET', '/api/home')).status, 401)
  const vault = await openVault({ dir: served.dir, passphrase })
  vault.close()
})

test('S31 a server whose vault is locked already answers too, and one that is not there does not', async (t) => {
  const served = await serveVault(t)
  const asked = requestLock(served.dir)
  while (!existsSync(path.join(served.dir, 'lock-request'))) await nextTurn()
  served.clock.advance(500)
  assert.equal(await asked, true)
  await served.close()
  assert.equal(await requestLock(served.dir, 100), false)
  assert.equal(existsSync(path.join(served.dir, 'lock-request')), false)
})

test('S31 a request that is a link removes nothing but the link', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  const other = path.join(served.dir, '..', 'kept.txt')
  writeFileSync(other, 'kept')
  symlinkSync(other, path.join(served.dir, 'lock-request'))
  served.clock.advance(500)
  await untilLocked(served)
  while (existsSync(path.join(served.dir, 'lock-request'))) await nextTurn()
  assert.ok(existsSync(other))
  assert.equal((await call('GET', '/api/home')).status, 401)
})

test('S31 no request over the network makes the file or reaches what it does without a session', async (t) => {
  const served = await serveVault(t)
  const { call } = await unlock(served)
  for (const address of ['/lock-request', '/api/lock-request', '/api/lock', '/../lock-request'])
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) await served.ask(method, address)
  await served.ask('DELETE', '/api/session')
  served.clock.advance(1000)
  assert.equal((await call('GET', '/api/home')).status, 200)
})
