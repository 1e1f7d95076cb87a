import type { BlobCommitter, SealedBlob } from './blob-commit.ts'
import { blobsTmpDir } from './blob-store.ts'
import type { CompartmentName } from './compartment.ts'
import type { SealPool } from './seal-pool.ts'
import { readRefusal } from './seal-refusals.ts'
import type { Refusal } from './seal-refusals.ts'
import type { SealTarget } from './seal-source.ts'
import { sealSource } from './seal-stream.ts'
import type { Sealer } from './seal-stream.ts'
import { cancelSealing, countedBytes, createSealWatch } from './seal-watch.ts'
import { createSlots } from './slots.ts'
import type { Slots } from './slots.ts'
import { VaultError, storageError } from './vault-error.ts'
import { currentKeys, openCompartment, requireContributor, requireWritable } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** One file to seal: a path on this machine, or something that can be read once, such as a member of an archive. */
export type FileToSeal = { path: string } | { open: () => AsyncIterable<Uint8Array> }

/** What became of one file: a durable blob, or the reason why not, in words. */
export type SealOutcome = SealedBlob | Refusal

/** How to follow and to stop a sealing run. */
export interface SealOptions {
  /** Called now and then, and after each file. `bytes` are those read so far, of files under way too. */
  onProgress?: (progress: { files: number; bytes: number }) => void
  /** Called once a file, as soon as its blob is durable or it is refused; `index` is its place in the list. */
  onSealed?: (index: number, outcome: SealOutcome) => void
  signal?: AbortSignal
}

const PROGRESS_EVERY_MS = 200
// Members of archives: each is read by this thread and buffers some megabytes.
const STREAMS_AT_ONCE = 4

/** What a source of bytes threw, told apart from what the vault threw. */
interface SourceFault {
  error: unknown
}

async function* watched(open: () => AsyncIterable<Uint8Array>, fault: SourceFault): AsyncGenerator<Uint8Array> {
  try {
    yield* open()
  } catch (error) {
    fault.error = error
    throw error
  }
}

const sealAny = async (
  file: FileToSeal,
  target: SealTarget,
  { sealer, streams }: { sealer: Sealer; streams: Slots },
): Promise<SealOutcome> => {
  if ('path' in file) {
    const content = await sealer.pool.sealFile(file.path, target)
    if ('refused' in content) {
      return content
    }
    const blob = await sealer.committer.commit(sealer.compartment, content)
    return blob
  }
  const fault: SourceFault = { error: undefined }
  await streams.take()
  try {
    return await sealSource(sealer, watched(file.open, fault), { target, smallBytes: 0 })
  } catch (error) {
    if (fault.error !== undefined) {
      return readRefusal(fault.error)
    }
    throw error
  } finally {
    streams.give()
  }
}

/** `sealAny`, with what is in quarantine among the refused (rule QU2). */
const sealOne = async (...given: Parameters<typeof sealAny>): Promise<SealOutcome> => {
  try {
    return await sealAny(...given)
  } catch (error) {
    if (error instanceof VaultError && error.code === 'QUARANTINED') {
      return readRefusal(error)
    }
    throw error
  }
}

/**
 * Seals many files, several at a time (rules B3 to B7). A file that cannot be read, vanishes or changes meanwhile is
 * refused with a reason, and the others go on.
 * @returns one outcome for each file, in their order.
 * @throws VaultError DISK_FULL, IO_ERROR: the run stops; CANCELLED when `signal` is aborted. What `onSealed` had told is
 *   durable, and is found again as a duplicate on the next run.
 */
export const sealFiles = async (
  state: VaultState,
  { pool, committer }: { pool: SealPool; committer: BlobCommitter },
  { name, files, options }: { name: CompartmentName; files: readonly FileToSeal[]; options: SealOptions },
): Promise<SealOutcome[]> => {
  requireWritable(state)
  requireContributor(state)
  const { onProgress, onSealed, signal } = options
  const compartment = openCompartment(state, name)
  const means = { sealer: { pool, committer, compartment }, streams: createSlots(STREAMS_AT_ONCE) }
  const watch = createSealWatch()
  const target = { tmpDir: blobsTmpDir(state.dir), recipient: currentKeys(compartment).blobRecipient, watch }
  const outcomes: SealOutcome[] = []
  const stop: { error?: Error } = {}
  let next = 0
  let done = 0

  const fail = (error: unknown): void => {
    stop.error ??= error instanceof Error ? error : new Error(String(error))
    cancelSealing(watch)
  }
  const cancel = (): void => {
    fail(new VaultError('CANCELLED', 'Sealing was stopped. What was sealed so far is kept and will be used again.'))
  }
  const report = (): void => {
    onProgress?.({ files: done, bytes: countedBytes(watch) })
  }
  const runner = async (): Promise<void> => {
    while (stop.error === undefined) {
      const index = next
      const file = files[index]
      next += 1
      if (file === undefined) {
        return
      }
      const outcome = await sealOne(file, target, means)
      // A refusal after a stop only says that it was stopped.
      if (stop.error === undefined || !('refused' in outcome)) {
        outcomes[index] = outcome
        done += 1
        onSealed?.(index, outcome)
        report()
      }
    }
  }
  const guarded = async (): Promise<void> => {
    try {
      await runner()
    } catch (error) {
      fail(storageError(error, 'the sealed files'))
    }
  }
  const timer = onProgress === undefined ? undefined : setInterval(report, PROGRESS_EVERY_MS)
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    if (signal?.aborted === true) {
      cancel()
    }
    await Promise.all(Array.from({ length: Math.min(pool.width, files.length) }, guarded))
  } finally {
    clearInterval(timer)
    signal?.removeEventListener('abort', cancel)
  }
  if (stop.error !== undefined) {
    throw stop.error
  }
  return outcomes
}
