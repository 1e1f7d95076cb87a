/** Opening a bag on disk: a zip file, or the folder that it was unpacked to. */
import { open, readdir, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { ByteSource } from '@homeward/format'
import { bagOfZip } from './bag.ts'
import type { Bag } from './bag.ts'

/** An opened bag; `close` when done. */
export interface OpenedBag {
  bag: Bag
  close: () => Promise<void>
}

const sourceOf = (size: number, readAt: (bytes: Uint8Array, offset: number) => Promise<number>): ByteSource => ({
  size,
  read: async (offset, length) => {
    const bytes = new Uint8Array(length)
    let done = 0
    while (done < length) {
      const count = await readAt(bytes.subarray(done), offset + done)
      if (count === 0) {
        throw new Error('The file became shorter while it was read.')
      }
      done += count
    }
    return bytes
  },
})

const readFrom = async (handle: FileHandle, bytes: Uint8Array, offset: number): Promise<number> => {
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset)
  return bytesRead
}

const openZip = async (path: string): Promise<OpenedBag> => {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const bag = await bagOfZip(sourceOf(size, (bytes, offset) => readFrom(handle, bytes, offset)))
    return { bag, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** A folder may hold more files than can be open at once, so each read opens its file anew. */
const readOnce = async (path: string, bytes: Uint8Array, offset: number): Promise<number> => {
  const handle = await open(path, 'r')
  try {
    return await readFrom(handle, bytes, offset)
  } finally {
    await handle.close()
  }
}

const addFolder = async (bag: Bag, folder: string, prefix: string): Promise<void> => {
  const members = await readdir(folder, { withFileTypes: true })
  for (const member of members) {
    const path = join(folder, member.name)
    const name = `${prefix}${member.name}`
    if (member.isDirectory()) {
      await addFolder(bag, path, `${name}/`)
    } else if (member.isFile()) {
      const { size } = await stat(path)
      bag.files.set(name, { source: sourceOf(size, (bytes, offset) => readOnce(path, bytes, offset)) })
    } else {
      bag.faults.push({ where: name, what: 'It is neither a file nor a folder.' })
    }
  }
}

const openFolder = async (path: string): Promise<OpenedBag> => {
  const members = await readdir(path, { withFileTypes: true })
  const [only] = members
  // Unpacking a zip often makes a folder around the folder.
  const inner = only !== undefined && members.length === 1 && only.isDirectory() ? join(path, only.name) : path
  const bag: Bag = { folder: null, files: new Map(), faults: [] }
  await addFolder(bag, inner, '')
  return { bag, close: () => Promise.resolve() }
}

/** Opens a zip or a folder. @throws what the file system throws when it cannot be read. */
export const openBag = async (path: string): Promise<OpenedBag> => {
  const found = await stat(path)
  return found.isDirectory() ? openFolder(path) : openZip(path)
}
