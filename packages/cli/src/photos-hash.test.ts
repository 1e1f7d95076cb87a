import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { hashPhoto } from '@homeward/compare'
import { jsonOf, run, testDir } from './test-cli.ts'
import { ringsPng, wavesPng } from './test-png.ts'

interface Photos {
  photos: { file: string; pdq: string; quality: number }[]
  refused: { file: string; reason: string }[]
}

const rings = ringsPng()
const waves = wavesPng()

test('X3 photos hash gives the PDQ of every picture in the order given, without a vault', async (t) => {
  const dir = testDir(t)
  const files = ['b.png', 'a.png'].map((name) => path.join(dir, name))
  writeFileSync(files[0] ?? '', rings)
  writeFileSync(files[1] ?? '', waves)
  const ran = await run(['photos', 'hash', ...files, '--json'])
  assert.equal(ran.exit, 0, ran.stderr)
  const [first, second] = await Promise.all([hashPhoto(rings), hashPhoto(waves)])
  assert.deepEqual(jsonOf<Photos>(ran), {
    photos: [
      { file: files[0], pdq: first.pdqHex, quality: first.quality },
      { file: files[1], pdq: second.pdqHex, quality: second.quality },
    ],
    refused: [],
  })
  assert.match(first.pdqHex, /^[\da-f]{64}$/u)
  assert.notEqual(first.pdqHex, second.pdqHex)
})

test('X1 pictures that cannot be hashed are listed, the others are hashed, and the exit code is 3', async (t) => {
  const dir = testDir(t)
  const files = ['good.png', 'cut.png', 'text.jpg', 'missing.png'].map((name) => path.join(dir, name))
  writeFileSync(files[0] ?? '', rings)
  writeFileSync(files[1] ?? '', rings.subarray(0, 300))
  writeFileSync(files[2] ?? '', 'only text')
  const ran = await run(['photos', 'hash', ...files, dir, '--json'])
  assert.equal(ran.exit, 3)
  const { photos, refused } = jsonOf<Photos>(ran)
  assert.deepEqual(
    photos.map(({ file }) => file),
    [files[0]],
  )
  assert.deepEqual(
    refused.map(({ file }) => file),
    [...files.slice(1), dir],
  )
  for (const { reason } of refused) assert.match(reason, /^[A-Z].*\.$/u)
})

test('X2 photos hash prints a table for people', async (t) => {
  const file = path.join(testDir(t), 'rings.png')
  writeFileSync(file, rings)
  const ran = await run(['photos', 'hash', file])
  const { pdqHex, quality } = await hashPhoto(rings)
  assert.equal(ran.exit, 0)
  assert.ok(ran.stdout.includes(pdqHex) && ran.stdout.includes(`${quality}  ${file}`), ran.stdout)
})
