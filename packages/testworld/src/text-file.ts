import { open } from 'node:fs/promises'

/** A text file that is written piece by piece; memory stays at about one block however long it gets. */
export type TextFile = {
  /** Adds text; resolves at once unless a block became full and goes to disk. */
  write: (text: string) => Promise<void> | undefined
  /** Writes what is left, closes the file and tells its size in bytes. */
  close: () => Promise<number>
}

const blockCharacters = 1 << 19

/** Creates a text file in UTF-8. Throws the error of the file system if the file cannot be made or written. */
export const createTextFile = async (path: string): Promise<TextFile> => {
  const handle = await open(path, 'w')
  let waiting = ''
  let size = 0
  const flush = async (): Promise<void> => {
    const block = Buffer.from(waiting)
    waiting = ''
    size += block.length
    await handle.writeFile(block)
  }
  return {
    write: (text) => {
      waiting += text
      return waiting.length < blockCharacters ? undefined : flush()
    },
    close: async () => {
      try {
        await flush()
      } finally {
        await handle.close()
      }
      return size
    },
  }
}
