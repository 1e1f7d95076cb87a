import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { mediaTypeOf } from '@homeward/intake'

/** A photo that a table names. */
interface NamedPhoto {
  bytes: Uint8Array
  mediaType: string
}

/**
 * Finds the photos that a table names: by their path below one folder, or else by their file name in it. A path that leads out of
 * the folder, through `..` or a link, and one where there is no file give null: a table from somebody else must not be able to
 * pull other files into the vault.
 */
export function photosBelow(dir: string): (named: string) => Promise<NamedPhoto | null> {
  return async (named) => {
    const root = await realpath(dir)
    const relative = named.replaceAll('\\', '/')
    return (await readBelow(root, relative)) ?? (await readBelow(root, path.posix.basename(relative)))
  }
}

const notThere = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'])

async function readBelow(root: string, relative: string): Promise<NamedPhoto | null> {
  try {
    const file = await realpath(path.join(root, relative))
    if (!file.startsWith(root + path.sep)) return null
    const bytes = await readFile(file)
    return { bytes, mediaType: mediaTypeOf(bytes) }
  } catch (error) {
    if (notThere.has((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}
