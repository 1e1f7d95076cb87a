import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import sharp from 'sharp'
import { hashPhoto } from './hash-photo.ts'
import { createPhotoHasher, hasherOf, type PhotoHasher } from './photo-hasher.ts'
import { drawnPhoto } from './photo.fixture.ts'

let hasher: PhotoHasher
let photos: Buffer[]
before(async () => {
  hasher = createPhotoHasher({ workers: 2 })
  photos = await Promise.all([1, 2, 3, 4, 5].map((seed) => drawnPhoto(seed, 300 + seed, 200)))
})
after(() => hasher.close())

test('C7 workers give the same hashes as this thread, each to the photo it belongs to', async () => {
  const expected = await Promise.all(photos.map(hashPhoto))
  assert.deepEqual(await Promise.all(photos.map((photo) => hasher.hash(photo))), expected)
})

test('C7 the bytes stay with the caller', async () => {
  const bytes = new Uint8Array(photos[0]!)
  await Promise.all([hasher.hash(bytes), hasher.hash(bytes), hasher.hash(Buffer.from(bytes.buffer))])
  assert.deepEqual(bytes, new Uint8Array(photos[0]!))
})

test('C7 a photo that is refused leaves the workers as they were', async () => {
  const jpeg = await sharp(photos[0]).jpeg().toBuffer()
  const outcomes = await Promise.allSettled([
    hasher.hash(jpeg.subarray(0, 100)),
    hasher.hash(photos[1]!),
    hasher.hash(Buffer.from('<svg/>')),
    hasher.hash(new Uint8Array()),
    hasher.hash(photos[2]!),
  ])
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'hashed' : (outcome.reason as { code: string }).code)),
    ['PHOTO_UNREADABLE', 'hashed', 'PHOTO_UNSUPPORTED', 'PHOTO_UNSUPPORTED', 'hashed'],
  )
})

test('C7 a worker that dies fails the photo it had, and the next photo gets a new worker', async () => {
  let started = 0
  const mortal = hasherOf(1, () => {
    started++
    const dies = `require('node:worker_threads').parentPort.on('message', () => { throw new Error('out of memory') })`
    return started === 1 ? new Worker(dies, { eval: true }) : new Worker(new URL('photo-worker.js', import.meta.url))
  })
  const [first, second] = await Promise.allSettled([mortal.hash(photos[0]!), mortal.hash(photos[1]!)])
  assert.equal(first.status === 'rejected' && (first.reason as { code: string }).code, 'HASHER_FAILED')
  assert.deepEqual(second.status === 'fulfilled' && second.value, await hashPhoto(photos[1]!))
  assert.equal(started, 2)
  await mortal.close()
})

test('C7 closing finishes what is being hashed, refuses what waits and what comes after', async () => {
  const closing = createPhotoHasher({ workers: 1 })
  const outcomes = Promise.allSettled(photos.map((photo) => closing.hash(photo)))
  await closing.close()
  assert.deepEqual(
    (await outcomes).map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'rejected', 'rejected'],
  )
  await assert.rejects(closing.hash(photos[0]!), { code: 'HASHER_CLOSED' })
  await closing.close()
})
