import { readSync } from 'node:fs'

import { createSha256 } from '@homeward/format'

/**
 * Two threads on one large file: the reader reads and hashes, the other encrypts and writes what was read. They share
 * a ring of buffers, so that both work on the same bytes, read once (rule B3).
 *
 * Counters only grow (2^31 buffers of 1 MiB are more than any disk holds); a thread that has nothing to do sleeps on the
 * other's counter.
 */
export interface ReadAheadMemory {
  control: SharedArrayBuffer
  slots: SharedArrayBuffer
  digest: SharedArrayBuffer
}

const SLOT_BYTES = 1_048_576
const SLOTS = 8
const LENGTHS_AT = 8
// What a length says when it is no length.
const FAILED = -1

// Places in `control`.
const OWNER = 0
const REQUESTED = 1
const FILLED = 2
const TAKEN = 3
const FINISHED = 4
const HANDLE = 5
const STOP = 6

/** Memory for one reader thread, to be given to all threads of a pool. */
export const createReadAheadMemory = (): ReadAheadMemory => ({
  control: new SharedArrayBuffer(4 * (LENGTHS_AT + SLOTS)),
  slots: new SharedArrayBuffer(SLOT_BYTES * SLOTS),
  digest: new SharedArrayBuffer(32),
})

const slotAt = (memory: ReadAheadMemory, count: number): Uint8Array =>
  new Uint8Array(memory.slots, (count % SLOTS) * SLOT_BYTES, SLOT_BYTES)

/** Fills `slot` from the handle's position; less than all of it only at the end of the file. */
const fillSlot = (handle: number, slot: Uint8Array): number => {
  let filled = 0
  while (filled < slot.length) {
    const read = readSync(handle, slot, filled, slot.length - filled, null)
    if (read === 0) {
      break
    }
    filled += read
  }
  return filled
}

/** Reads one file into the ring until its end, a failure, or a request to stop. */
const readOne = (memory: ReadAheadMemory, control: Int32Array): void => {
  const hash = createSha256()
  const handle = Atomics.load(control, HANDLE)
  for (;;) {
    const filled = Atomics.load(control, FILLED)
    for (;;) {
      const taken = Atomics.load(control, TAKEN)
      if (filled - taken < SLOTS || Atomics.load(control, STOP) === 1) {
        break
      }
      Atomics.wait(control, TAKEN, taken)
    }
    if (Atomics.load(control, STOP) === 1) {
      return
    }
    const slot = slotAt(memory, filled)
    let length = FAILED
    try {
      length = fillSlot(handle, slot)
    } catch {
      // The other thread says in words what is wrong when it tries the same file itself.
    }
    control[LENGTHS_AT + (filled % SLOTS)] = length
    Atomics.store(control, FILLED, filled + 1)
    Atomics.notify(control, FILLED)
    if (length <= 0) {
      new Uint8Array(memory.digest).set(hash.digest())
      return
    }
    hash.update(slot.subarray(0, length))
  }
}

/** What the reader thread does all its life. Returns never; the thread is ended from outside. */
export const runReader = (memory: ReadAheadMemory): void => {
  const control = new Int32Array(memory.control)
  for (let served = 0; ; served += 1) {
    Atomics.wait(control, REQUESTED, served)
    readOne(memory, control)
    Atomics.store(control, FINISHED, served + 1)
    Atomics.notify(control, FINISHED)
  }
}

/**
 * Reads the file behind `handle` through the reader thread and gives each piece to `take` (which must not keep it).
 * @returns the SHA-256 of all of it; or `null` when the reader thread is busy with another file, and nothing was read.
 * @throws what `take` throws; Error when reading fails.
 */
export const readThrough = async (
  memory: ReadAheadMemory,
  handle: number,
  take: (piece: Uint8Array) => Promise<void> | null,
): Promise<Uint8Array | null> => {
  const control = new Int32Array(memory.control)
  if (Atomics.compareExchange(control, OWNER, 0, 1) !== 0) {
    return null
  }
  Atomics.store(control, HANDLE, handle)
  Atomics.store(control, STOP, 0)
  Atomics.store(control, TAKEN, Atomics.load(control, FILLED))
  const served = Atomics.add(control, REQUESTED, 1)
  Atomics.notify(control, REQUESTED)
  let failed = false
  try {
    for (let taken = Atomics.load(control, TAKEN); ; taken += 1) {
      Atomics.wait(control, FILLED, taken)
      const length = control[LENGTHS_AT + (taken % SLOTS)] ?? FAILED
      failed = length === FAILED
      if (length <= 0) {
        break
      }
      await take(slotAt(memory, taken).subarray(0, length))
      Atomics.store(control, TAKEN, taken + 1)
      Atomics.notify(control, TAKEN)
    }
    if (!failed) {
      Atomics.wait(control, FINISHED, served)
      return Uint8Array.from(new Uint8Array(memory.digest))
    }
  } finally {
    // The counter changes too, so that a reader that has just looked at STOP does not fall asleep on it.
    Atomics.store(control, STOP, 1)
    Atomics.add(control, TAKEN, 1)
    Atomics.notify(control, TAKEN)
    Atomics.wait(control, FINISHED, served)
    Atomics.store(control, OWNER, 0)
  }
  // Reading on from here gives the reason, which a number in shared memory cannot.
  readSync(handle, new Uint8Array(1), 0, 1, null)
  throw new Error('A file could not be read to its end.')
}
