import { createHash } from 'node:crypto'
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'

/** What was written: SHA-256 in hex, and size. */
export interface WrittenFile {
  sha256: string
  size: number
}

/** The files of a kit below one folder. Each is new, synced, and noted with its SHA-256. */
export interface KitFiles {
  write: (name: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<WrittenFile>
  writeText: (name: string, text: string) => Promise<void>
  /** Rows as a JSON array and as CSV beside it. Gives the number of rows. */
  writeTable: <Row extends object>(
    name: string,
    rows: Iterable<Row> | AsyncIterable<Row>,
    columns: Record<string, (row: Row) => unknown>,
  ) => Promise<number>
  /** Takes a file away again. */
  remove: (name: string) => Promise<void>
  /** Lines as `sha256sum -c` reads them. */
  sums: () => string
  count: () => number
}

/** Starts writing below `dir`; `check` may throw to stop. */
export function createKitFiles(dir: string, check: () => void): KitFiles {
  const sums = new Map<string, string>()
  const write: KitFiles['write'] = async (name, bytes) => {
    const file = path.join(dir, name)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const handle = await open(file, 'wx', 0o600)
    try {
      const written = await pour(handle, bytes, check)
      await handle.sync()
      sums.set(name, written.sha256)
      return written
    } finally {
      await handle.close()
    }
  }
  return {
    write,
    writeText: async (name, text) => {
      await write(name, [Buffer.from(text)])
    },
    writeTable: async (name, rows, columns) => {
      let count = 0
      // Two passes would read the index twice; what is kept is the CSV of one table.
      const csv: string[] = [csvLine(Object.keys(columns))]
      await write(
        `${name}.json`,
        (async function* lines() {
          for await (const row of rows) {
            yield Buffer.from(`${count === 0 ? '[\n' : ',\n'}${JSON.stringify(row)}`)
            csv.push(csvLine(Object.values(columns).map((value) => value(row))))
            count += 1
          }
          yield Buffer.from(count === 0 ? '[]\n' : '\n]\n')
        })(),
      )
      await write(
        `${name}.csv`,
        csv.map((line) => Buffer.from(line)),
      )
      return count
    },
    remove: async (name) => {
      sums.delete(name)
      await rm(path.join(dir, name), { force: true })
    },
    sums: () => [...sums].map(([name, sha256]) => `${sha256}  ${name}\n`).join(''),
    count: () => sums.size,
  }
}

async function pour(
  handle: FileHandle,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  check: () => void,
): Promise<WrittenFile> {
  const hash = createHash('sha256')
  let size = 0
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  const flush = async (): Promise<void> => {
    await handle.writeFile(Buffer.concat(waiting))
    waiting = []
    waitingBytes = 0
    check()
  }
  for await (const piece of bytes) {
    hash.update(piece)
    size += piece.length
    waiting.push(Uint8Array.from(piece))
    waitingBytes += piece.length
    if (waitingBytes > 1_048_576) await flush()
  }
  await flush()
  return { sha256: hash.digest('hex'), size }
}

/** One line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe; JSON has it exactly. */
function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
