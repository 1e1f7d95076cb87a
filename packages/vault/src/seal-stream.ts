import { concatBytes } from '@homeward/format'
import type { BlobCommitter, SealedBlob } from './blob-commit.ts'
import { createBlobWriter } from './blob-writer.ts'
import type { SealedContent } from './blob-writer.ts'
import type { PieceSink } from './piece-sink.ts'
import type { SealPool } from './seal-pool.ts'
import type { SealTarget } from './seal-source.ts'
import { countBytes } from './seal-watch.ts'
import type { OpenCompartment } from './vault-state.ts'

/** What sealing needs of an open vault. */
export interface Sealer {
  pool: SealPool
  committer: BlobCommitter
  compartment: OpenCompartment
}

/** Bytes that arrive in pieces of any size. */
export type PieceSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Content up to here is sealed on the calling thread, if nothing else is to be sealed: quicker than handing it over. */
export const SMALL_BYTES = 262_144

const sealHere = async (bytes: Uint8Array, target: SealTarget): Promise<SealedContent> => {
  const writer = createBlobWriter(target)
  try {
    await writer.update(bytes)
    return await writer.finish()
  } catch (error) {
    await writer.abort()
    throw error
  }
}

/**
 * Seals one content, which is read once. Up to `smallBytes` it is kept in memory and sealed on this thread; the rest of
 * a larger one goes to a thread of the pool.
 * @throws what `source` throws, and then nothing is left behind; the system's error when nothing can be written.
 */
export const sealSource = async (
  { pool, committer, compartment }: Sealer,
  source: PieceSource,
  { target, smallBytes }: { target: SealTarget; smallBytes: number },
): Promise<SealedBlob> => {
  let small: Uint8Array[] = []
  let size = 0
  let sink: PieceSink | undefined
  try {
    for await (const piece of source) {
      size += piece.length
      if (sink === undefined && size <= smallBytes) {
        // Whoever gives the pieces may use the same memory for the next one.
        small.push(Uint8Array.from(piece))
      } else {
        sink ??= pool.openSink(target)
        for (const earlier of small) {
          await sink.push(earlier)
        }
        small = []
        await sink.push(piece)
      }
      countBytes(target.watch, piece.length)
    }
    const content = await (sink === undefined ? sealHere(concatBytes(...small), target) : sink.end())
    sink = undefined
    return await committer.commit(compartment, content)
  } catch (error) {
    sink?.abort()
    throw error
  }
}
