import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { hashPhoto } from './hash-photo.ts'
import { readLuma } from './photo-luma.ts'
import { pdqDistance, pdqFromHex } from './pdq-hash.ts'
import { drawnPhoto } from './photo.fixture.ts'

const { fround } = Math

// One colour, which is why they are so small.
const webp27MegapixelsB64 = 'UklGRh4AAABXRUJQVlA4TBEAAAAvT9QTFQdQq9IUr4CBiOh/AAA='
const webp268MegapixelsB64 = 'UklGRh4AAABXRUJQVlA4TBEAAAAv/r//HwdQq9IUr4CBiOh/AAA='
const pngOf = (data: Uint8Array, width: number, height: number, channels: 1 | 2 | 3 | 4) =>
  sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 1 }).toBuffer()

/** The raster by definition, from all pixels of a picture in RGB. */
function lumaByDefinition(data: Uint8Array, width: number, height: number): Float32Array {
  const resized = width > 512 || height > 512
  const [rows, cols] = resized ? [512, 512] : [height, width]
  return Float32Array.from({ length: rows * cols }, (_, at) => {
    const [row, col] = [Math.floor(at / cols), at % cols]
    const pixel = Math.floor((row * height) / rows) * width + Math.floor((col * width) / cols)
    const [red, green, blue] = data.subarray(pixel * 3)
    const redAndGreen = fround(fround(fround(0.299) * red!) + fround(fround(0.587) * green!))
    return fround(redAndGreen + fround(fround(0.114) * blue!))
  })
}

test('C3 a picture is sampled at ⌊i · side / 512⌋ if a side is over 512, and left as it is otherwise', async () => {
  const side = fc.oneof(fc.integer({ min: 1, max: 700 }), fc.constantFrom(511, 512, 513, 1024))
  await fc.assert(
    fc.asyncProperty(side, side, fc.integer({ min: 1, max: 0xffff }), async (width, height, seed) => {
      const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => Math.imul(i + seed, 0x9e3779b1) >>> 24)
      const read = await readLuma(await pngOf(data, width, height, 3))
      const [rows, cols] = width > 512 || height > 512 ? [512, 512] : [height, width]
      assert.deepEqual([read.rows, read.cols, read.width, read.height], [rows, cols, width, height])
      assert.deepEqual(read.luma, lumaByDefinition(data, width, height))
    }),
    { numRuns: 25 },
  )
})

test('C3 a picture that is decoded in strips gives the same bits as in one piece', async () => {
  // 38 megapixels are three strips.
  const small = sharp(await drawnPhoto(1, 500, 450)).resize(6500, 5850, { kernel: 'nearest' })
  const large = await small.png({ compressionLevel: 1 }).toBuffer()
  const { luma } = await readLuma(large)
  assert.deepEqual(luma, lumaByDefinition(await sharp(large).raw().toBuffer(), 6500, 5850))
})

for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`C4 a picture with EXIF orientation ${orientation} is hashed as it is shown`, async () => {
    const stored = await sharp(await drawnPhoto(2, 900, 700))
      .withMetadata({ orientation })
      .png()
      .toBuffer()
    const upright = await sharp(stored).autoOrient().png().toBuffer()
    const [hash, expected] = [await hashPhoto(stored), await hashPhoto(upright)]
    assert.deepEqual(hash, expected)
    assert.deepEqual([hash.width, hash.height], orientation < 5 ? [900, 700] : [700, 900])
  })
}

test('C4 the eight dihedral hashes find a picture that was turned or mirrored', async () => {
  const photo = await drawnPhoto(3, 640, 640)
  const { dihedralHex, pdqHex } = await hashPhoto(photo)
  assert.equal(dihedralHex[0], pdqHex)
  const moved = [
    sharp(photo).rotate(90),
    sharp(photo).rotate(180),
    sharp(photo).rotate(270),
    sharp(photo).flip(),
    sharp(photo).flop(),
    sharp(photo).rotate(90).flop(),
    sharp(photo).rotate(270).flop(),
  ]
  for (const picture of moved) {
    const { pdqHex: movedHex } = await hashPhoto(await picture.png().toBuffer())
    const distances = dihedralHex.map((hex) => pdqDistance(pdqFromHex(hex), pdqFromHex(movedHex)))
    assert.ok(Math.min(...distances) <= 31, `nearest of ${distances.join(', ')}`)
    assert.ok(pdqDistance(pdqFromHex(pdqHex), pdqFromHex(movedHex)) > 31)
  }
})

test('C5 transparent parts are black, grey is grey, and 16 bits are read as 8', async () => {
  const side = 32
  const grey = Uint8Array.from({ length: side * side }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 24)
  const stored = sharp(grey, { raw: { width: side, height: side, channels: 1 } })
  const { luma } = await readLuma(await stored.clone().toColourspace('b-w').png().toBuffer())
  assert.deepEqual(luma, Float32Array.from(grey))
  const deep = await stored.clone().toColourspace('grey16').png().toBuffer()
  assert.deepEqual((await readLuma(deep)).luma, Float32Array.from(grey))
  const half = Uint8Array.from({ length: side * side * 4 }, (_, i) => (i % 4 < 3 ? 255 : i % 8 < 4 ? 255 : 0))
  const transparent = await readLuma(await pngOf(half, side, side, 4))
  assert.deepEqual(
    [transparent.luma[0], transparent.luma[1]].map((value) => Math.round(value!)),
    [255, 0],
  )
})

test('C5 of an animation the first frame is hashed', async () => {
  const frames = [await drawnPhoto(4, 200, 200), await drawnPhoto(5, 200, 200)]
  for (const format of ['gif', 'webp'] as const) {
    const animation = await sharp(frames, { join: { animated: true } })
      .toFormat(format, { lossless: true })
      .toBuffer()
    const first = await sharp(animation, { page: 0 }).png().toBuffer()
    assert.equal((await hashPhoto(animation)).pdqHex, (await hashPhoto(first)).pdqHex)
  }
})

test('C5 every format that is promised is hashed alike', async () => {
  const photo = await drawnPhoto(6, 800, 600)
  const { pdqHex } = await hashPhoto(photo)
  for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const) {
    const hash = await hashPhoto(await sharp(photo).toFormat(format).toBuffer())
    assert.ok(pdqDistance(pdqFromHex(pdqHex), pdqFromHex(hash.pdqHex)) <= 10, format)
    assert.ok(hash.quality >= 80)
  }
})

test('C6 what cannot be hashed is refused with a reason: not a picture, damaged, too large', async () => {
  const jpeg = await sharp(await drawnPhoto(7, 800, 600))
    .jpeg()
    .toBuffer()
  const refused: [Uint8Array, string][] = [
    [new Uint8Array(), 'PHOTO_UNSUPPORTED'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'PHOTO_UNSUPPORTED'],
    [Buffer.from('%PDF-1.7'), 'PHOTO_UNSUPPORTED'],
    [jpeg.subarray(0, 3), 'PHOTO_UNREADABLE'],
    [jpeg.subarray(0, jpeg.length / 2), 'PHOTO_UNREADABLE'],
    [Buffer.concat([jpeg.subarray(0, 4), Buffer.alloc(1000, 0xaa)]), 'PHOTO_UNREADABLE'],
    [Buffer.from(webp268MegapixelsB64, 'base64'), 'PHOTO_TOO_LARGE'],
  ]
  for (const [bytes, code] of refused) await assert.rejects(hashPhoto(bytes), { name: 'CompareError', code })
})

test('C6 any bytes at all are hashed or refused, never anything else', async () => {
  const jpeg = await sharp(await drawnPhoto(8, 64, 64))
    .jpeg()
    .toBuffer()
  const png = await sharp(jpeg).png().toBuffer()
  const damaged = fc.record({
    photo: fc.constantFrom(jpeg, png),
    at: fc.nat(),
    byte: fc.nat({ max: 255 }),
  })
  await fc.assert(
    fc.asyncProperty(damaged, async ({ photo, at, byte }) => {
      const bytes = Uint8Array.from(photo)
      bytes[at % bytes.length] = byte
      const outcome = await hashPhoto(bytes).catch((error: unknown) => error)
      assert.ok(
        outcome instanceof Error
          ? 'code' in outcome && String(outcome.code).startsWith('PHOTO_')
          : outcome !== undefined,
      )
    }),
    { numRuns: 60 },
  )
})

test('C9 nothing that was decoded is written to disk', async (t) => {
  let writtenBytes
  try {
    writtenBytes = () => Number(/^wchar: (\d+)$/mu.exec(readFileSync('/proc/self/io', 'utf8'))![1])
    writtenBytes()
  } catch {
    t.skip('this system does not count the bytes that a process writes (/proc/self/io)')
    return
  }
  // 5,200 x 5,200 pixels with alpha: 108 MB decoded, which libvips would otherwise put into a temporary file.
  const webp = Buffer.from(webp27MegapixelsB64, 'base64')
  const before = writtenBytes()
  assert.equal((await hashPhoto(webp)).width, 5200)
  assert.ok(writtenBytes() - before < 1_000_000)
})
