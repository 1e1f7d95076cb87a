import { randomUUID } from 'node:crypto'
import type { SealedBlob } from '@homeward/vault'
import { ServerError } from './errors.ts'
import type { NewImport } from './schemas/views.ts'

const mostOpen = 8
const mostFiles = 250_000

/** An import whose files are still arriving. */
export interface OpenImport {
  id: string
  about: NewImport
  sealedByPath: Map<string, SealedBlob>
  /** Why a file did not come through, until it does. */
  refusedByPath: Map<string, string>
  /** The source that a job wrote before it was stopped; finishing again goes on with it. */
  source: string | undefined
}

export interface Imports {
  /** Opens an import. Of those that wait, the one that was left alone longest makes room for it. */
  start: (about: NewImport) => OpenImport
  /** Throws `ServerError` NOT_FOUND. */
  get: (id: string) => OpenImport
  /**
   * Notes a sealed file. The same bytes under the same path count once, so that a browser may send a file again after a
   * broken connection. Throws `ServerError` PATH_TAKEN for other bytes and TOO_MANY.
   */
  add: (open: OpenImport, path: string, sealed: SealedBlob) => void
  remove: (id: string) => void
  clear: () => void
}

/** Holds imports in memory until they are finished; what was sealed for one that never is stays unused in the vault. */
export function createImports(): Imports {
  const openById = new Map<string, OpenImport>()
  return {
    start(about) {
      const [oldest] = openById.keys()
      if (openById.size >= mostOpen && oldest !== undefined) openById.delete(oldest)
      const open: OpenImport = {
        id: randomUUID(),
        about,
        sealedByPath: new Map(),
        refusedByPath: new Map(),
        source: undefined,
      }
      openById.set(open.id, open)
      return open
    },
    get(id) {
      const open = openById.get(id)
      if (open === undefined)
        throw new ServerError(
          'NOT_FOUND',
          'This import is not open. It may have been finished, or ended with the last lock.',
        )
      openById.delete(id)
      openById.set(id, open)
      return open
    },
    add(open, path, sealed) {
      const known = open.sealedByPath.get(path)
      if (known !== undefined && known.sha256 !== sealed.sha256)
        throw new ServerError(
          'PATH_TAKEN',
          'Another file with the same path is already part of this import. Please rename one of the two.',
        )
      if (open.sealedByPath.size >= mostFiles)
        throw new ServerError(
          'TOO_MANY',
          `One import takes at most ${mostFiles} files. Please send the rest as another import.`,
        )
      open.sealedByPath.set(path, sealed)
      open.refusedByPath.delete(path)
    },
    remove(id) {
      openById.delete(id)
    },
    clear() {
      openById.clear()
    },
  }
}
