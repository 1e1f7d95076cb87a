import { encodeModule, get, join, repeat, set } from '../../packages/compare/dist/wasm-module.js'

const hashBytes = 32
const [queryAt, hitsAt, hashesAt] = [1024, 4096, 65_536]

const number = (value) => (value < 64 ? [0x41, value] : [0x41, (value & 0x7f) | 0x80, ...number(value >> 7).slice(1)])
const load = (address, offset) => join(address, 0xfd, 0x00, 0, offset)
/** v128.xor, i8x16.popcnt */
const bits = (a, b) => join(a, b, 0xfd, 0x51, 0xfd, 0x62)

/**
 * The peer of the photo index: a WebAssembly SIMD scan that measures every hash, 32 bytes a step, and lists those within
 * the distance. Written on its own, so that it shares nothing with what it is compared to but the encoder.
 *
 * @returns a function from a query of 32 bytes to the numbers of the hashes within distance 31, in order.
 */
export function createScan(hashes) {
  const [at, end, most, hit, total, low, high, sums] = [0, 1, 2, 3, 4, 5, 6, 7]
  const lane = (index) => join(get(sums), 0xfd, 0x1b, index) // i32x4.extract_lane
  const body = join(
    set(low, load(number(queryAt), 0)),
    set(high, load(number(queryAt), 16)),
    set(hit, number(hitsAt)),
    repeat(
      at,
      end,
      hashBytes,
      join(
        // i8x16.add, i16x8.extadd_pairwise_i8x16_u, i32x4.extadd_pairwise_i16x8_u
        set(
          sums,
          join(
            bits(load(get(at), 0), get(low)),
            bits(load(get(at), 16), get(high)),
            0xfd,
            0x6e,
            0xfd,
            0x7d,
            0xfd,
            0x7f,
          ),
        ),
        set(total, join(lane(0), lane(1), 0x6a, lane(2), 0x6a, lane(3), 0x6a)),
        // if total <= most: store the address, and step to the next place for a hit
        join(get(total), get(most), 0x4d, 0x04, 0x40, get(hit), get(at), 0x36, 0, 0),
        join(set(hit, join(get(hit), number(4), 0x6a)), 0x0b),
      ),
    ),
    join(number(0), get(hit), 0x36, 0, 0),
  )
  const code = encodeModule({
    scan: { parameters: ['i32', 'i32', 'i32'], locals: ['i32', 'i32', 'v128', 'v128', 'v128'], body },
  })
  const { scan, memory } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports
  memory.grow(Math.ceil(hashes.length / 65_536))
  new Uint8Array(memory.buffer).set(hashes, hashesAt)
  const words = new Uint32Array(memory.buffer)
  return (query) => {
    new Uint8Array(memory.buffer).set(query, queryAt)
    scan(hashesAt, hashesAt + hashes.length, 31)
    return Array.from(words.subarray(hitsAt / 4, words[0] / 4), (address) => (address - hashesAt) / hashBytes)
  }
}
