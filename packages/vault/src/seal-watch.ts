/** Eight bytes that count and eight that cancel, shared between the caller of a sealing run and its threads. */
export type SealWatch = SharedArrayBuffer

const BYTES = 0
const CANCELLED = 1

/** A new watch: nothing counted, not cancelled. */
export const createSealWatch = (): SealWatch => new SharedArrayBuffer(16)

/** Counts plain bytes that were sealed. */
export const countBytes = (watch: SealWatch, bytes: number): void => {
  Atomics.add(new BigInt64Array(watch), BYTES, BigInt(bytes))
}

/** How many bytes have been counted. */
export const countedBytes = (watch: SealWatch): number => Number(Atomics.load(new BigInt64Array(watch), BYTES))

/** Asks the threads to stop at the next piece. */
export const cancelSealing = (watch: SealWatch): void => {
  Atomics.store(new BigInt64Array(watch), CANCELLED, 1n)
}

/** Whether somebody asked to stop. */
export const isSealingCancelled = (watch: SealWatch): boolean =>
  Atomics.load(new BigInt64Array(watch), CANCELLED) === 1n
