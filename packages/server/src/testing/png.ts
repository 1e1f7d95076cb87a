import { deflateSync } from 'node:zlib'
import { concatBytes, crc32, utf8 } from '@homeward/format'

/** A grey PNG picture drawn by a formula; another `seed` draws another picture. */
export function drawPng(seed: number, edge = 256): Uint8Array {
  const rows = new Uint8Array(edge * (edge + 1))
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++) {
      const waves =
        Math.sin((x / edge) * (3 + seed)) + Math.cos((y / edge) * (5 + 2 * seed)) + Math.sin((x * y * seed) / edge ** 2)
      rows[y * (edge + 1) + 1 + x] = Math.round(127 + 42 * waves)
    }
  const head = new Uint8Array(13)
  const view = new DataView(head.buffer)
  view.setUint32(0, edge)
  view.setUint32(4, edge)
  head[8] = 8
  return concatBytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  )
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const typed = concatBytes(utf8(type), data)
  return concatBytes(u32(data.length), typed, u32(crc32(typed)))
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}
