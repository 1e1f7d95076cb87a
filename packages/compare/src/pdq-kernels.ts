import { compileModule } from './wasm-instance.ts'
import {
  add,
  addI32,
  type Code,
  divide,
  encodeModule,
  get,
  join,
  load,
  multiply,
  pick,
  repeat,
  set,
  splat,
  store,
  subtract,
  type WasmFunction,
} from './wasm-module.ts'

/**
 * The inner loops of PDQ on 32-bit floats, four at a time, in a memory of their own. Addresses and lengths are in bytes;
 * lengths are multiples of 16. Every operation rounds to 32 bits, as it does in the reference implementation.
 */
interface PdqKernels {
  /** For each i: sums[i] = sums[i] + entering[i] − leaving[i], and means[i] = sums[i] / count. */
  readonly slideSums: (
    sums: number,
    entering: number,
    leaving: number,
    means: number,
    length: number,
    count: number,
  ) => void
  /** For each i: sums[i] = sums[i] + factor · row[i]. */
  readonly accumulateRow: (sums: number, row: number, length: number, factor: number) => void
  /** Writes four rows as four columns: row r, column c of the source becomes row c, column r of the target. */
  readonly turnRows: (
    source: number,
    sourceStride: number,
    target: number,
    targetStride: number,
    length: number,
  ) => void
}

function slideSumsCode(): WasmFunction {
  const [sums, entering, leaving, means, length, count, i, sum] = [0, 1, 2, 3, 4, 5, 6, 7] as const
  const at = (base: number): Code => addI32(get(base), get(i))
  return {
    parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'f32'],
    locals: ['i32', 'v128'],
    body: repeat(
      i,
      length,
      16,
      join(
        set(sum, subtract(add(load(at(sums)), load(at(entering))), load(at(leaving)))),
        store(at(sums), get(sum)),
        store(at(means), divide(get(sum), splat(get(count)))),
      ),
    ),
  }
}

function accumulateRowCode(): WasmFunction {
  const [sums, row, length, factor, i] = [0, 1, 2, 3, 4] as const
  const at = (base: number): Code => addI32(get(base), get(i))
  return {
    parameters: ['i32', 'i32', 'i32', 'f32'],
    locals: ['i32'],
    body: repeat(i, length, 16, store(at(sums), add(load(at(sums)), multiply(splat(get(factor)), load(at(row)))))),
  }
}

function turnRowsCode(): WasmFunction {
  const [source, sourceStride, target, targetStride, length] = [0, 1, 2, 3, 4] as const
  const [i, from, a, b, c, d] = [5, 6, 7, 8, 9, 10] as const
  const loadNext = (): Code => join(load(get(from)), set(from, addI32(get(from), get(sourceStride))))
  const storeNext = (value: Code): Code =>
    join(store(get(target), value), set(target, addI32(get(target), get(targetStride))))
  const low = [0, 4, 1, 5] as const
  const high = [2, 6, 3, 7] as const
  return {
    parameters: ['i32', 'i32', 'i32', 'i32', 'i32'],
    locals: ['i32', 'i32', 'v128', 'v128', 'v128', 'v128'],
    body: repeat(
      i,
      length,
      16,
      join(
        set(from, addI32(get(source), get(i))),
        ...[a, b, c, d].map((row) => set(row, loadNext())),
        // Rows 0 and 2, then 1 and 3, interleaved; interleaving the results once more gives the columns.
        storeNext(pick(pick(get(a), get(c), low), pick(get(b), get(d), low), low)),
        storeNext(pick(pick(get(a), get(c), low), pick(get(b), get(d), low), high)),
        storeNext(pick(pick(get(a), get(c), high), pick(get(b), get(d), high), low)),
        storeNext(pick(pick(get(a), get(c), high), pick(get(b), get(d), high), high)),
      ),
    ),
  }
}

const { functions, reserve } = compileModule<PdqKernels>(
  encodeModule({ slideSums: slideSumsCode(), accumulateRow: accumulateRowCode(), turnRows: turnRowsCode() }),
)()

export const { slideSums, accumulateRow, turnRows } = functions

/** The kernels' memory as floats, at least so many bytes of it. An earlier view is void if the memory had to grow. */
export function kernelMemory(bytes: number): Float32Array {
  return new Float32Array(reserve(bytes))
}
