import { ApiError } from '../api/api-error.ts'
import { call, post, upload } from '../api/client.ts'
import type { NewImport } from '../api/types.ts'
import { importTexts } from '../texts/sources.ts'
import type { ChosenFile } from './collect-files.ts'

/** How far one file of an import is. */
export type FileState =
  | { state: 'waiting' }
  | { state: 'sending'; sent: number }
  | { state: 'stored' }
  | { state: 'duplicate' }
  | { state: 'failed'; reason: string }

const atOnce = 2

/** Begins an import and gives its id. */
export const beginImport = async (about: NewImport): Promise<string> =>
  (await post<{ import: string }>('/imports', about)).import

/** Gives up an import that was begun. */
export const discardImport = async (id: string): Promise<void> => {
  await call('DELETE', `/imports/${encodeURIComponent(id)}`)
}

/** Ends the sending; resolves with the job that reads what came in. */
export const finishImport = async (id: string): Promise<string> =>
  (await post<{ job: string }>(`/imports/${encodeURIComponent(id)}/finish`)).job

/** Whether an error stands for the whole import, not for one file. */
const isFatal = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'CANCELLED' || error.status === 401 || error.code === 'NOT_FOUND')

/**
 * Sends files, two at a time, each as one stream of its bytes. A file that fails is noted and the others go on.
 * Rejects with ApiError CANCELLED if `signal` fired, or if the import itself is gone.
 */
export const sendFiles = async (
  id: string,
  files: readonly ChosenFile[],
  indexes: readonly number[],
  { onState, signal }: { onState: (index: number, state: FileState) => void; signal: AbortSignal },
): Promise<void> => {
  const queue = [...indexes]
  const sendOne = async (index: number): Promise<void> => {
    const chosen = files[index]
    if (chosen === undefined) return
    onState(index, { state: 'sending', sent: 0 })
    try {
      const { sealed } = await upload<{ sealed: { duplicate: boolean } }>(
        'PUT',
        `/imports/${encodeURIComponent(id)}/files`,
        chosen.file,
        {
          query: { path: chosen.path },
          // What it is, its content says: a browser only guesses from the name.
          contentType: 'application/octet-stream',
          onProgress: (sent) => {
            onState(index, { state: 'sending', sent })
          },
          signal,
        },
      )
      onState(index, { state: sealed.duplicate ? 'duplicate' : 'stored' })
    } catch (error) {
      if (isFatal(error)) throw error
      onState(index, { state: 'failed', reason: error instanceof Error ? error.message : importTexts.vanished })
    }
  }
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !signal.aborted; next = queue.shift()) await sendOne(next)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  if (signal.aborted) throw new ApiError('CANCELLED', importTexts.cancelled, 0)
}
