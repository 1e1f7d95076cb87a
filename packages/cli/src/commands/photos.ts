import { readFile } from 'node:fs/promises'
import { CompareError, createPhotoHasher } from '@homeward/compare'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { EXIT } from '../exit-code.ts'
import { describeFault } from '../faults.ts'
import { count } from '../numbers.ts'
import { foreign, table } from '../terminal-text.ts'

/** Pictures that wait in memory at once; each may be some megabytes. */
const readAhead = 8

type Hashed = { file: string; pdq: string; quality: number } | { file: string; reason: string }

/** `homeward photos hash FILE…`: PDQ hashes of picture files, without a vault. */
export function addPhotos(program: Command, act: Act): void {
  program
    .command('photos')
    .description('compare pictures')
    .command('hash <files...>')
    .description('PDQ hashes of picture files; needs no vault')
    .action(
      act(async ({ progress, signal }, files: string[]) => {
        const hasher = createPhotoHasher()
        const results: Hashed[] = []
        let next = 0
        let done = 0
        const worker = async (): Promise<void> => {
          while (next < files.length) {
            signal.throwIfAborted()
            const at = next++
            const file = files[at] ?? ''
            results[at] = await hashFile(file, (bytes) => hasher.hash(bytes))
            progress.show({ stage: 'pictures', done: ++done, total: files.length })
          }
        }
        try {
          await Promise.all(Array.from({ length: readAhead }, worker))
        } finally {
          await hasher.close()
        }
        const photos = results.filter((result) => 'pdq' in result)
        const refused = results.filter((result) => 'reason' in result)
        return {
          json: { photos, refused },
          text: [
            ...(photos.length > 0
              ? [
                  table(
                    ['PDQ', 'quality', 'file'],
                    photos.map(({ file, pdq, quality }) => [pdq, quality, foreign(file)]),
                  ),
                ]
              : []),
            ...refused.map(({ file, reason }) => `refused: ${foreign(file)}: ${foreign(reason)}`),
            ...(refused.length > 0 ? [`${count(refused.length, 'file')} could not be hashed.`] : []),
          ].join('\n'),
          exit: refused.length > 0 ? EXIT.refused : EXIT.done,
        }
      }),
    )
}

async function hashFile(
  file: string,
  hash: (bytes: Uint8Array) => Promise<{ pdqHex: string; quality: number }>,
): Promise<Hashed> {
  try {
    const { pdqHex, quality } = await hash(await readFile(file))
    return { file, pdq: pdqHex, quality }
  } catch (error) {
    if (!(error instanceof CompareError) && (error as NodeJS.ErrnoException).code === undefined) throw error
    return { file, reason: describeFault(error).message }
  }
}
