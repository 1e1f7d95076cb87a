import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawPng } from './testing/png.ts'
import { createThumbnails } from './thumbnails.ts'

/** Asks for a small picture and says whether the original had to be opened for it. */
async function opens(thumbnails: ReturnType<typeof createThumbnails>, key: string, edge: number): Promise<boolean> {
  let opened = false
  await thumbnails.get(key, edge, () => {
    opened = true
    return Promise.resolve(drawPng(7, 400))
  })
  return opened
}

test('S24 a small picture is made once, until the vault locks', async () => {
  const thumbnails = createThumbnails()
  assert.equal(await opens(thumbnails, 'a', 320), true)
  assert.equal(await opens(thumbnails, 'a', 320), false)
  assert.equal(await opens(thumbnails, 'a', 1024), true)
  assert.equal(await opens(thumbnails, 'b', 320), true)
  thumbnails.clear()
  assert.equal(await opens(thumbnails, 'a', 320), true)
})

test('S24 what was being made when the vault locked is not kept', async () => {
  const thumbnails = createThumbnails()
  const making = thumbnails.get('a', 320, () => {
    thumbnails.clear()
    return Promise.resolve(drawPng(7, 400))
  })
  assert.ok((await making).length > 0)
  assert.equal(await opens(thumbnails, 'a', 320), true)
})

test('S24 a picture that cannot be opened holds up no other', async () => {
  const thumbnails = createThumbnails()
  const broken = Array.from({ length: 5 }, (_, n) =>
    thumbnails.get(`broken ${n}`, 320, () => Promise.resolve(new Uint8Array(9))),
  )
  const settled = await Promise.allSettled(broken)
  assert.ok(settled.every(({ status }) => status === 'rejected'))
  assert.equal(await opens(thumbnails, 'a', 320), true)
})
