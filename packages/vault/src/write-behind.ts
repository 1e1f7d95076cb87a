import { fdatasync, writev } from 'node:fs'
import { promisify } from 'node:util'

/**
 * Writes a large file while the next part of it is being encrypted, and has it synced while it grows, so that little is left
 * for the last sync.
 */
export interface WriteBehind {
  /** Takes the next bytes of the file and keeps them until they are written. */
  write: (pieces: readonly Uint8Array[]) => void
  /** `null` when more may be given at once, else when. Rejects with the system's error. */
  room: () => Promise<void> | null
  /**
   * When everything is written and no sync is running; only then may the file be closed. Rejects with the system's error: it
   * tells an error of a sync once, so that the last sync of the same handle would not tell it again.
   */
  settled: () => Promise<void>
}

const MOST_WAITING_BYTES = 4_194_304
const SYNC_EVERY_BYTES = 33_554_432

const writePieces = promisify(writev)
const syncData = promisify(fdatasync)

/** One call may write less than it was given. */
const writeAllAt = async (handle: number, pieces: readonly Uint8Array[], position: number): Promise<void> => {
  const { bytesWritten } = await writePieces(handle, pieces, position)
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (bytesWritten < size) {
    await writeAllAt(handle, [Buffer.concat(pieces).subarray(bytesWritten)], position + bytesWritten)
  }
}

/** Write-behind for the file that is open as `handle` and empty. One call at a time may wait for it. */
export const createWriteBehind = (handle: number): WriteBehind => {
  const state: { waitingBytes: number; running: number; error?: Error; changed?: () => void } = {
    waitingBytes: 0,
    running: 0,
  }
  let position = 0
  let unsynced = 0
  let isSyncing = false

  const run = async (work: () => Promise<void>): Promise<void> => {
    state.running += 1
    try {
      await work()
    } catch (error) {
      state.error ??= error instanceof Error ? error : new Error(String(error))
    } finally {
      state.running -= 1
      state.changed?.()
    }
  }
  const syncEarly = async (): Promise<void> => {
    unsynced = 0
    isSyncing = true
    try {
      await syncData(handle)
    } finally {
      isSyncing = false
    }
  }
  const writeAt = async (pieces: readonly Uint8Array[], size: number, at: number): Promise<void> => {
    await writeAllAt(handle, pieces, at)
    state.waitingBytes -= size
    unsynced += size
    if (unsynced >= SYNC_EVERY_BYTES && !isSyncing) {
      void run(syncEarly)
    }
  }
  const until = async (isReached: () => boolean): Promise<void> => {
    while (!isReached()) {
      await new Promise<void>((changed) => {
        state.changed = changed
      })
    }
    if (state.error !== undefined) {
      throw state.error
    }
  }
  const hasRoom = (): boolean => state.waitingBytes <= MOST_WAITING_BYTES
  return {
    write: (pieces) => {
      const size = pieces.reduce((sum, piece) => sum + piece.length, 0)
      const at = position
      position += size
      state.waitingBytes += size
      void run(() => writeAt(pieces, size, at))
    },
    room: () => (hasRoom() && state.error === undefined ? null : until(() => hasRoom() || state.error !== undefined)),
    settled: () => until(() => state.running === 0),
  }
}
