import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { createSessions } from './sessions.ts'
import { createManualClock } from './testing/manual-clock.ts'
import { bytesArriving } from './upload.ts'

const chunk = new Uint8Array(10)

function* breakingOff() {
  yield chunk
  throw new Error('aborted')
}

function startUpload(incoming: Iterable<unknown>) {
  const clock = createManualClock()
  const sessions = createSessions(clock, 60_000)
  const { id, session } = sessions.start('member')
  return {
    clock,
    sessions,
    id,
    arriving: bytesArriving(Readable.from(incoming), { session, sessions, mostFileBytes: 25 }),
  }
}

test('S10 an upload is use as long as bytes arrive', async () => {
  const { clock, sessions, id, arriving } = startUpload([chunk, chunk])
  clock.advance(50_000)
  assert.equal((await arriving.next()).value, chunk)
  clock.advance(50_000)
  assert.equal((await arriving.next()).value, chunk)
  clock.advance(50_000)
  assert.notEqual(sessions.find(id), null)
  assert.equal((await arriving.next()).done, true)
})

test('S18 an upload stops at the byte that is too many', async () => {
  const { arriving } = startUpload([chunk, chunk, chunk])
  await arriving.next()
  await arriving.next()
  await assert.rejects(arriving.next(), { code: 'TOO_LARGE' })
})

test('S9 an upload ends with its session', async () => {
  const { sessions, arriving } = startUpload([chunk, chunk])
  await arriving.next()
  sessions.endAll()
  await assert.rejects(arriving.next(), { code: 'LOCKED' })
})

test('S23 an upload that breaks off is not whole', async () => {
  const { arriving } = startUpload(breakingOff())
  await arriving.next()
  await assert.rejects(arriving.next(), { code: 'UPLOAD_BROKEN' })
})
