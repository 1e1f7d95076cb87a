import { IntakeError } from './error.ts'

/** What an import is doing: sealing files, looking into archives, reading messages, comparing pictures. */
export type Stage = 'seal' | 'look' | 'messages' | 'photos'

/** `done` of `total`: bytes while sealing and reading messages, files otherwise. */
export interface Progress {
  stage: Stage
  done: number
  total: number
}

/** How to follow and to stop an import. */
export interface RunOptions {
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/**
 * Throws `IntakeError` CANCELLED if somebody asked to stop. What is sealed or derived so far stays and is used when the
 * import is started again.
 */
export function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw new IntakeError(
      'CANCELLED',
      'The import was stopped. What was done so far is kept; import the same files again to go on.',
    )
  }
}
