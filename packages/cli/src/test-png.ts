/** Pictures for tests, drawn by a formula and packed as PNG by hand (PNG specification, W3C, third edition, section 5). */
import { crc32, deflateSync } from 'node:zlib'

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}

function greyPng(width: number, height: number, brightness: (x: number, y: number) => number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + x + 1] = Math.round(brightness(x, y))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Rings around a point off the middle; `scale` 2 is the same picture in twice the size. */
export function ringsPng(scale = 1): Buffer {
  return greyPng(256 * scale, 200 * scale, (x, y) => {
    const distance = Math.hypot(x / scale - 90, y / scale - 110)
    return 110 + 60 * Math.sin(distance / 9) + (50 * (x / scale)) / 256
  })
}

/** Waves in two directions: nothing like the rings. */
export function wavesPng(): Buffer {
  return greyPng(320, 240, (x, y) => 127 + 60 * Math.sin(x / 23) + 60 * Math.cos(y / 11 + x / 40))
}
