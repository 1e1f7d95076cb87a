import type { ItemBytes } from '@homeward/records'
import { toMessageRow } from '@homeward/records/message-row'
import type { Format } from './detect.ts'
import type { ParsedBatch, ParseReport, RowBatch } from './parsed-chat.ts'
import { createSourceFiles } from './source-files.ts'
import { parseTelegram } from './telegram-export.ts'
import { parseWhatsapp } from './whatsapp-export.ts'

/** An export file among the files that it can name. All of it can be sent to another thread. */
export interface ExportFile {
  format: Exclude<Format, 'zip'>
  path: string
  size: number
  /** The files that lie beside it or below it, with their items. */
  files: readonly { path: string; item: string }[]
}

/** Reads an export by its format into rows. Never throws for what the bytes are. */
export async function* parseExport(file: ExportFile, bytes: ItemBytes): AsyncGenerator<RowBatch, ParseReport> {
  const parser = parserOf(file, bytes)
  try {
    for (;;) {
      const next = await parser.next()
      if (next.done === true) return next.value
      const { chat, messages } = next.value
      yield { chat, count: messages.length, rows: messages.map((message) => toMessageRow(message)) }
    }
  } finally {
    await parser.return({ chats: [], anomalies: [] })
  }
}

function parserOf({ format, path, files }: ExportFile, bytes: ItemBytes): AsyncGenerator<ParsedBatch, ParseReport> {
  const source = createSourceFiles(files)
  const resolve = source.resolverFrom(path)
  if (format !== 'whatsapp-txt') return parseTelegram(bytes, resolve)
  return parseWhatsapp(bytes, { files: { names: source.namesBeside(path), resolve }, chatName: chatNameOf(path) })
}

/** WhatsApp names the chat only in the file's name, or for `_chat.txt` in that of the folder or archive (chats.md W16). */
function chatNameOf(path: string): string | null {
  const parts = path.split('/')
  const file = (parts.pop() ?? '').replace(/\.txt$/iu, '')
  if (!/^_?chat$/iu.test(file)) return file === '' ? null : file
  const folder = (parts.pop() ?? '').replace(/\.zip$/iu, '')
  return folder === '' ? null : folder
}
