import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { mediaTypeOf } from '@homeward/intake'

/**
 * Finds the photos that a table names by a path below one folder. A path that leads out of the folder, through `..` or a link, and
 * one where there is no file give null: a table from somebody else must not be able to pull other files into the vault.
 */
export function photosBelow(dir: string): (named: string) => Promise<{ bytes: Uint8Array; mediaType: string } | null> {
  return async (named) => {
    const root = await realpath(dir)
    try {
      const file = await realpath(path.join(root, named.replaceAll('\\', '/')))
      if (!file.startsWith(root + path.sep)) return null
      const bytes = await readFile(file)
      return { bytes, mediaType: mediaTypeOf(bytes) }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== undefined && ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code))
        return null
      throw error
    }
  }
}
