import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { drawnPhoto } from './photo.fixture.ts'
import { thumbnail } from './thumbnail.ts'

test('C8 a thumbnail is an upright WebP within the edge, in proportion, never enlarged', async () => {
  const wide = await drawnPhoto(1, 900, 600)
  const turned = await sharp(wide).withMetadata({ orientation: 6 }).png().toBuffer()
  for (const [bytes, edge, size] of [
    [wide, 300, [300, 200]],
    [turned, 300, [200, 300]],
    [wide, 2000, [900, 600]],
  ] as const) {
    const { format, width, height } = await sharp(await thumbnail(bytes, edge)).metadata()
    assert.deepEqual([format, width, height], ['webp', ...size])
  }
})

test('C8 a thumbnail carries no metadata of the original', async () => {
  const tagged = await sharp(await drawnPhoto(2, 400, 300))
    .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitude: '36/1 0/1 0/1' } })
    .withIccProfile('p3')
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    .jpeg()
    .toBuffer()
  const { exif, icc, xmp, iptc } = await sharp(await thumbnail(tagged, 100)).metadata()
  assert.deepEqual([exif, icc, xmp, iptc], [undefined, undefined, undefined, undefined])
})

test('C8 of a truncated picture the thumbnail shows what is there; what is no picture is refused', async () => {
  const jpeg = await sharp(await drawnPhoto(3, 800, 600))
    .jpeg()
    .toBuffer()
  assert.equal((await sharp(await thumbnail(jpeg.subarray(0, jpeg.length / 2), 80)).metadata()).width, 80)
  await assert.rejects(thumbnail(Buffer.from('<svg/>'), 80), { code: 'PHOTO_UNSUPPORTED' })
})
