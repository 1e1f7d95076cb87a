import { randomUUID } from 'node:crypto'
import { link, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { CliError } from './cli-error.ts'

/**
 * Writes a file that must not exist yet: under another name first, synced, then put in its place, so that nothing half-written ever
 * has its name. Readable by its owner only. `check` looks at the written file before it gets its name. If anything fails,
 * nothing stays. Resolves to what `fill` resolves to.
 * @throws CliError FILE_EXISTS; what `fill`, `check` and the file system throw
 */
export async function createNewFile<T>(
  file: string,
  fill: (write: (bytes: Uint8Array) => Promise<void>) => Promise<T>,
  check: (unfinished: string) => Promise<void>,
): Promise<T> {
  const taken = await stat(file).catch(() => null)
  if (taken !== null) throw existsError(file)
  const unfinished = path.join(path.dirname(file), `.homeward-${randomUUID()}.unfinished`)
  const handle = await open(unfinished, 'wx', 0o600)
  try {
    const result = await fill(async (bytes) => {
      await handle.writeFile(bytes)
    })
    await handle.sync()
    await handle.close()
    await check(unfinished)
    await putInPlace(unfinished, file)
    return result
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(unfinished, { force: true })
    throw error
  }
}

/** Gives the file its name without replacing one that appeared meanwhile, where the file system has links. */
async function putInPlace(unfinished: string, file: string): Promise<void> {
  try {
    await link(unfinished, file)
    await rm(unfinished)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw existsError(file)
    // A stick with FAT has no links.
    await rename(unfinished, file)
  }
}

function existsError(file: string): CliError {
  return new CliError('FILE_EXISTS', `There is already a file ${file}. Choose another name or move it away.`)
}
