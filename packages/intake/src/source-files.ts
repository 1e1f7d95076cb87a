/** Finding the files that messages name among the files of their source. Rule I11 of docs/spec/intake.md. */

/** The item that a message's path means; null if the source has no such file, `unsafe` if the path points outside. */
export type AttachmentResolver = (path: string) => { item: string } | null | 'unsafe'

/** The files of one source by normalised path. */
export interface SourceFiles {
  /** Resolves paths relative to the folder of the file at `path`. */
  resolverFrom: (path: string) => AttachmentResolver
  /** Names of the files that lie in the same folder as `path`, NFC. */
  namesBeside: (path: string) => ReadonlySet<string>
}

/** Takes the paths of a source's items with their ids. Of two files with one path the first is meant. */
export function createSourceFiles(items: Iterable<{ path: string; item: string }>): SourceFiles {
  const itemByPath = new Map<string, string>()
  const namesByFolder = new Map<string, Set<string>>()
  for (const { path, item } of items) {
    const key = normalise(path)
    if (key === null || itemByPath.has(key)) continue
    itemByPath.set(key, item)
    const folder = folderOf(key)
    const names = namesByFolder.get(folder) ?? new Set()
    names.add(key.slice(folder.length))
    namesByFolder.set(folder, names)
  }
  return {
    resolverFrom: (path) => {
      const folder = folderOf(normalise(path) ?? '')
      return (relative) => {
        const key = isSafe(relative) ? normalise(folder + relative) : null
        // Climbing out of the folder of the export is refused even where another file of the source would be hit.
        if (key === null || !key.startsWith(folder)) return 'unsafe'
        const item = itemByPath.get(key)
        return item === undefined ? null : { item }
      }
    },
    namesBeside: (path) => namesByFolder.get(folderOf(normalise(path) ?? '')) ?? new Set(),
  }
}

function isSafe(path: string): boolean {
  return !/^[/\\]|^[a-zA-Z]:|\0/u.test(path)
}

/** NFC, without empty and `.` parts, `..` followed; null if it climbs above the top. */
function normalise(path: string): string | null {
  const parts: string[] = []
  for (const part of path.normalize('NFC').split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null
    } else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1)
}
