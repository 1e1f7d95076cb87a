/** A file that was chosen or dropped, with the path it has below what was chosen. */
export interface ChosenFile {
  path: string
  file: File
}

/** Files of an `<input type="file">`; a chosen folder gives paths below it. */
export const filesOfInput = (list: readonly File[]): ChosenFile[] =>
  list.map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))

const entriesOf = async (directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    // A reader gives at most 100 entries a call, and none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return all
    all.push(...some)
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

const walk = async (entry: FileSystemEntry, found: ChosenFile[]): Promise<void> => {
  const path = entry.fullPath.replace(/^\/+/u, '')
  if (entry.isFile) found.push({ path, file: await fileOf(entry as FileSystemFileEntry) })
  else for (const child of await entriesOf(entry as FileSystemDirectoryEntry)) await walk(child, found)
}

/** All files of a drop, folders walked to the bottom. Rejects if the system refuses to read one of them. */
export const filesOfDrop = async (data: DataTransfer): Promise<ChosenFile[]> => {
  // The list is emptied when the event ends: take everything out before the first wait.
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const found: ChosenFile[] = []
  for (const entry of entries) await walk(entry, found)
  return found
}
