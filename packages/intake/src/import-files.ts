import { getSource } from '@homeward/records'
import type { Receipt, Records } from '@homeward/records'
import { deriveMissing } from './derive-source.ts'
import type { IncomingFile } from './files-from-paths.ts'
import { receiveFiles } from './receive-files.ts'
import type { SourceDetails } from './receive-files.ts'
import type { RunOptions } from './progress.ts'

/** What became of everything that came in, with the id of the source that holds it. */
export type ImportReceipt = Receipt & { source: string }

/**
 * Imports files as one source: seals them, writes the source's entry, reads their messages, compares their pictures and
 * proposes leads. Returns a receipt in which everything that came in is counted (H2).
 *
 * Throws `IntakeError` NOTHING_TO_IMPORT if no file could be taken, CANCELLED, READING_STOPPED, DISK_FULL and DISK_FAILED. After an interruption at any point
 * the same call completes the work: sealed files are found again, a source that was written is derived.
 */
export async function importFiles(
  records: Records,
  incoming: SourceDetails & {
    files: readonly IncomingFile[]
    /** The source that an earlier call wrote before it was stopped: its files are not received a second time. */
    source?: string | undefined
  },
  options: RunOptions & {
    /** Called when the source's entry is in the log. */
    onReceived?: (source: string) => void
  } = {},
): Promise<ImportReceipt> {
  const source = incoming.source ?? (await receiveFiles(records, incoming, options))
  options.onReceived?.(source)
  await deriveMissing(records, options)
  return { source, ...getSource(records, source).receipt }
}
