import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { pathFromBytes } from './path-bytes.ts'
import type { NamedPath } from './path-bytes.ts'
import { refusalWords, type RefusalSaid } from './refusal-words.ts'

/** One file as it comes in: its path as given, and how to read it once; or why it is not taken. */
export interface IncomingFile extends NamedPath {
  size?: number
  open: () => AsyncIterable<Uint8Array>
  /** Where it lies on this machine, if it does and its path is text: it can then be sealed by another thread. */
  file?: string
  /** Set if the bytes are sealed in the evidence compartment already; they are then not read again. */
  sealed?: { blob: string; sha256: string; size: number }
  refused?: string
}

const separator = Buffer.from('/')

/**
 * Lists the files at some paths of this machine, folders with all that is in them, in an order that depends on names
 * alone. Links are not followed and special files not opened: they, empty folders and what cannot be read come back as
 * refused, with the reason. Rules I25–I26 of docs/spec/intake.md. Never throws for what lies there.
 */
export async function filesFromPaths(paths: readonly string[]): Promise<IncomingFile[]> {
  const found: IncomingFile[] = []
  for (const path of paths) {
    const full = resolve(path)
    await walk({ full: Buffer.from(full), shown: Buffer.from(basename(full) || full) }, found)
  }
  return found
}

interface Place {
  full: Buffer
  /** Path from the given one on. */
  shown: Buffer
}

// Names are bytes on disk: a name that is not UTF-8 must still lead to its file. A list of work, since folders can be deep.
async function walk(start: Place, found: IncomingFile[]): Promise<void> {
  const work = [start]
  for (let place = work.pop(); place; place = work.pop()) {
    const { full, shown } = place
    try {
      const stats = await lstat(full)
      if (stats.isDirectory()) {
        const names = await readdir(full, { encoding: 'buffer' })
        if (names.length === 0) found.push(refuse(shown, refusalWords.say('empty-folder')))
        for (const name of names.toSorted((a, b) => Buffer.compare(b, a))) {
          work.push({ full: Buffer.concat([full, separator, name]), shown: Buffer.concat([shown, separator, name]) })
        }
      } else if (stats.isSymbolicLink()) {
        found.push(refuse(shown, refusalWords.say('link')))
      } else if (!stats.isFile()) {
        found.push(refuse(shown, refusalWords.say('not-ordinary')))
      } else {
        const named = pathFromBytes(shown)
        const text = full.toString()
        const isText = Buffer.from(text).equals(full)
        found.push({ ...named, size: stats.size, open: () => readOnce(full), ...(isText ? { file: text } : {}) })
      }
    } catch (error) {
      found.push(refuse(shown, reasonOf(error)))
    }
  }
}

function refuse(shown: Buffer, { text }: RefusalSaid): IncomingFile {
  return { ...pathFromBytes(shown), refused: text, open: () => emptyStream() }
}

// oxlint-disable-next-line require-await, require-yield -- a stream of nothing
async function* emptyStream(): AsyncGenerator<Uint8Array> {}

// A link that was put in the file's place since the walk must not be followed.
async function* readOnce(path: Buffer): AsyncGenerator<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    yield* handle.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>
  } finally {
    await handle.close()
  }
}

function reasonOf(error: unknown): RefusalSaid {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return refusalWords.say('nothing-there')
  if (code === 'EACCES' || code === 'EPERM') return refusalWords.say('account-forbidden')
  if (code === 'ENAMETOOLONG') return refusalWords.say('path-too-long')
  return refusalWords.say('unreadable', { code: code || 'unknown error' })
}
