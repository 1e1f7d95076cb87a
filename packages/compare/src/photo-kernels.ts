import { compileModule } from './wasm-instance.ts'
import {
  addBytes,
  addI32,
  bitsOfBytes,
  type Code,
  constI32,
  encodeModule,
  exclusiveOr,
  get,
  join,
  laneI32,
  load,
  loadI32,
  notAboveI32,
  repeat,
  set,
  shiftLeftI32,
  shiftRightI32,
  storeI32,
  subtractI32,
  sumOfFourBytes,
  type WasmFunction,
  when,
} from './wasm-module.ts'

/** Where things are in a measuring memory, in bytes. */
export const layout = {
  query: 0,
  /** The kernels write here where the hits that they found end. */
  hitsEnd: 32,
  /** Pairs of 32-bit numbers: which hash, and its distance. */
  hits: 1024,
  /** The hashes, 32 bytes each. */
  hashes: 65_536,
} as const

/** One call must not measure more hashes than there is room for hits. */
export const mostMeasured = (layout.hashes - layout.hits) / 8

/** Both write the hits among what they measure, those that differ from the query in at most `maxDistance` bits. */
interface PhotoKernels {
  /** Measures the hashes from address `start` to `end`. */
  readonly measureRange: (start: number, end: number, maxDistance: number) => void
  /** Measures the hashes whose numbers are listed, in 32 bits each, from address `start` to `end`. */
  readonly measureListed: (start: number, end: number, maxDistance: number) => void
}

function measureCode(listed: boolean): WasmFunction {
  const [at, end, maxDistance, hit, index, address, distance, low, high, counts] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ] as const
  const differing = (offset: number, query: Code): Code =>
    bitsOfBytes(exclusiveOr(load(addI32(get(address), constI32(offset))), query))
  const toNumber = shiftRightI32(subtractI32(get(at), constI32(layout.hashes)), 5)
  return {
    parameters: ['i32', 'i32', 'i32'],
    locals: ['i32', 'i32', 'i32', 'i32', 'v128', 'v128', 'v128'],
    body: join(
      set(hit, constI32(layout.hits)),
      set(low, load(constI32(layout.query))),
      set(high, load(constI32(layout.query + 16))),
      repeat(
        at,
        end,
        listed ? 4 : 32,
        join(
          set(address, listed ? addI32(shiftLeftI32(loadI32(get(at)), 5), constI32(layout.hashes)) : get(at)),
          set(counts, sumOfFourBytes(addBytes(differing(0, get(low)), differing(16, get(high))))),
          set(
            distance,
            addI32(
              addI32(laneI32(get(counts), 0), laneI32(get(counts), 1)),
              addI32(laneI32(get(counts), 2), laneI32(get(counts), 3)),
            ),
          ),
          when(
            notAboveI32(get(distance), get(maxDistance)),
            join(
              set(index, listed ? loadI32(get(at)) : toNumber),
              storeI32(get(hit), get(index)),
              storeI32(addI32(get(hit), constI32(4)), get(distance)),
              set(hit, addI32(get(hit), constI32(8))),
            ),
          ),
        ),
      ),
      storeI32(constI32(layout.hitsEnd), get(hit)),
    ),
  }
}

/** A memory for hashes, and the kernels that measure them there. */
export const createMeasuringMemory = compileModule<PhotoKernels>(
  encodeModule({ measureRange: measureCode(false), measureListed: measureCode(true) }),
)
