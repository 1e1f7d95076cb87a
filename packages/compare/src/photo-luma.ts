import { openPhoto, readable, type PhotoInput } from './photo-input.ts'

const side = 512
/** Larger pictures are decoded strip by strip, so that no more than this is held at once. */
const stripPixels = 16_000_000
const { fround } = Math

export interface PhotoLuma {
  readonly luma: Float32Array
  readonly rows: number
  readonly cols: number
  /** Of the whole picture, as it is shown. */
  readonly width: number
  readonly height: number
}

/**
 * Decodes a picture to the luma raster that PDQ hashes.
 *
 * The picture is taken as people see it: turned as its EXIF orientation says, transparent parts black, the first frame.
 * Colour profiles are ignored, as the reference does. If a side is longer than 512, the raster is 512 x 512: the pixel at
 * ⌊i · side / 512⌋ is taken, the proportions are not kept. Smaller pictures stay as they are.
 * Luma is 0.299 R + 0.587 G + 0.114 B in 32-bit floats; of a grey picture, the grey.
 *
 * The whole picture is decoded, because a decoder that shrinks while it decodes gives other pixels.
 *
 * @throws CompareError `PHOTO_UNSUPPORTED`, `PHOTO_TOO_LARGE`, or `PHOTO_UNREADABLE`.
 */
export async function readLuma(bytes: Uint8Array): Promise<PhotoLuma> {
  const photo = await openPhoto(bytes, 'error')
  const { width, height, orientation = 1 } = photo.metadata
  const resized = width > side || height > side
  const xs = samples(width, resized, [2, 3, 7, 8].includes(orientation))
  const ys = samples(height, resized, [3, 4, 6, 7].includes(orientation))
  const stored = await sampleLuma(photo, xs, ys)
  if (orientation < 5) return { luma: stored, rows: ys.length, cols: xs.length, width, height }
  return {
    luma: transpose(stored, ys.length, xs.length),
    rows: xs.length,
    cols: ys.length,
    width: height,
    height: width,
  }
}

/** Which stored pixels along one axis are read, in the order in which they are shown. */
function samples(length: number, resized: boolean, reversed: boolean): Int32Array {
  return Int32Array.from({ length: resized ? side : length }, (_, i) => {
    const at = resized ? Math.floor((i * length) / side) : i
    return reversed ? length - 1 - at : at
  })
}

/** The luma of the stored pixels at every (x, y) of `xs` and `ys`. */
async function sampleLuma(photo: PhotoInput, xs: Int32Array, ys: Int32Array): Promise<Float32Array> {
  const { width, height, channels, hasAlpha } = photo.metadata
  const isGrey = channels - (hasAlpha ? 1 : 0) === 1
  const luma = new Float32Array(xs.length * ys.length)
  const stripRows = Math.max(1, Math.floor(stripPixels / width))
  for (let top = 0; top < height; top += stripRows) {
    const rows = Math.min(stripRows, height - top)
    const decoding = photo.open().flatten({ background: '#000' })
    if (rows < height) decoding.extract({ left: 0, top, width, height: rows })
    const { data, info } = await readable(decoding.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }))
    const toLuma = isGrey ? greyLuma : colourLuma
    const offsets = xs.map((x) => x * info.channels)
    for (const [row, y] of ys.entries()) {
      if (y >= top && y < top + rows) toLuma(data, (y - top) * width * info.channels, offsets, luma, row * xs.length)
    }
  }
  return luma
}

const lumaOfRed = Float32Array.from({ length: 256 }, (_, value) => fround(0.299) * value)
const lumaOfGreen = Float32Array.from({ length: 256 }, (_, value) => fround(0.587) * value)
const lumaOfBlue = Float32Array.from({ length: 256 }, (_, value) => fround(0.114) * value)

/** The luma of the pixels at `start` + each offset, into `luma` from `to` on; likewise greyLuma. */
function colourLuma(data: Uint8Array, start: number, offsets: Int32Array, luma: Float32Array, to: number): void {
  for (let col = 0; col < offsets.length; col++) {
    const at = start + offsets[col]!
    luma[to + col] = fround(lumaOfRed[data[at]!]! + lumaOfGreen[data[at + 1]!]!) + lumaOfBlue[data[at + 2]!]!
  }
}

function greyLuma(data: Uint8Array, start: number, offsets: Int32Array, luma: Float32Array, to: number): void {
  for (let col = 0; col < offsets.length; col++) luma[to + col] = data[start + offsets[col]!]!
}

function transpose(raster: Float32Array, rows: number, cols: number): Float32Array {
  const turned = new Float32Array(raster.length)
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) turned[col * rows + row] = raster[row * cols + col]!
  }
  return turned
}
