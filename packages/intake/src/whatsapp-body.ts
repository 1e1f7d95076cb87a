import type { Attachment } from '@homeward/records'
import type { AttachmentResolver } from './source-files.ts'
import {
  attachedWords,
  bareWords,
  deletedWords,
  directionMarks,
  omittedWords,
  ownDeletedWords,
} from './whatsapp-markers.ts'

/** What follows the header of a message: who wrote, and what WhatsApp put in place of files. */

/** The files that lie beside the export: their names in NFC, and how to find the item of one. */
export interface FilesBeside {
  names: ReadonlySet<string>
  resolve: AttachmentResolver
}

/** Sender and text of a header's rest. The sender is as it may be shown: without direction marks. */
export function splitSender(body: string): { sender: string; text: string } | null {
  const found = /^(.{1,120}?):(?:[\u200E\u200F\u202A-\u202E\u2066-\u2069]*(?: |$)|(?=\.$))/u.exec(body)
  if (!found) return null
  const sender = (found[1] ?? '')
    .replaceAll(directionMarks, '')
    .replaceAll(/[\s\u00A0]+/gu, ' ')
    .trim()
  return sender === '' ? null : { sender, text: body.slice(found[0].length) }
}

/** A phone number as digits with a plus sign, if the sender is one (chats.md W14). */
export function phoneOf(sender: string): string | null {
  return /^\+[\d ()\-\u2010\u2011]{7,24}$/u.test(sender) ? `+${sender.replaceAll(/\D/gu, '')}` : null
}

/** Whether the app seems to have written this text: it begins with a direction mark. A signal, not a proof: anybody can paste one. */
export function isMarked(text: string): boolean {
  return /^[\u200E\u200F]/u.test(text)
}

export interface Body {
  attachments: Attachment[]
  flags: string[]
}

/** File names and the app's own words are shorter than this; what users type after them is not searched. */
const markerLength = 2000

/** Reads what the first line of a message says about files and deletion. Rules I15–I17 of docs/spec/intake.md. */
export function readBody(line: string, files: FilesBeside): Body {
  const text = line.slice(0, markerLength).replaceAll(directionMarks, '').trim()
  const words = bareWords(text)
  const flags: string[] = []
  if (deletedWords.has(words)) flags.push('deleted')
  if (ownDeletedWords.has(words)) flags.push('deleted-by-exporter')
  // View-once media (Android) and messages that expired leave these behind (chats.md W6).
  if (text === 'null') flags.push('view-once')
  if (text === '' || text === '.') flags.push('empty')
  if (text.endsWith('<This message was edited>')) flags.push('edited')
  if (/https:\/\/maps\.google\.com\/\?q=/u.test(text)) flags.push('location')
  const unbracketed = words.replace(/^<\s*/u, '').replace(/\s*>$/u, '')
  if (omittedWords.has(unbracketed)) {
    return { attachments: [{ path: text, status: 'not-included', item: null, mediaType: null }], flags }
  }
  const name = markedFile(text, files.names)
  const found = name ?? fileByName(text, files.names)
  if (found === null) return { attachments: [], flags }
  if (name === null) flags.push('attachment-by-name')
  const resolved = files.resolve(found)
  if (resolved === 'unsafe') flags.push('unsafe-path')
  const item = resolved === null || resolved === 'unsafe' ? null : resolved.item
  return { attachments: [{ path: found, status: item === null ? 'missing' : 'present', item, mediaType: null }], flags }
}

/** The file that a marker names: the words are known, or the file exists. */
function markedFile(text: string, names: ReadonlySet<string>): string | null {
  const accept = (file: string, words: string): string | null => {
    const name = file.trim().normalize('NFC')
    return name !== '' && (names.has(name) || attachedWords.has(bareWords(words))) ? name : null
  }
  for (const [whole, inner = ''] of text.matchAll(/<([^<>]{1,400})>/gu)) {
    const before = /^\s*([^:：]{1,60}?)\s*[:：]\s*(.+)$/u.exec(inner)
    const after = /^(.+\.\w{1,8})\s+(\P{P}{1,60})$/u.exec(inner)
    const name =
      (before ? accept(before[2] ?? '', before[1] ?? '') : null) ??
      (after ? accept(after[1] ?? '', after[2] ?? '') : null) ??
      (attachedWords.has(bareWords(inner)) ? accept(text.slice(0, text.indexOf(whole)), inner) : null)
    if (name !== null) return name
  }
  const bracketed = /^(.+?) ?[（(]([^()（）]{1,60})[)）]$/u.exec(text)
  if (bracketed) return accept(bracketed[1] ?? '', bracketed[2] ?? '')
  // Persian writes the words first and Tamil last, without brackets.
  const loose = /^(?:(?<before>فایل پیوست شد) (?<last>.+\.\w{1,8})|(?<first>.+\.\w{1,8}) (?<after>இணைக்கப்பட்டது))$/u.exec(
    text,
  )?.groups
  return loose ? accept(loose['last'] ?? loose['first'] ?? '', loose['before'] ?? loose['after'] ?? '') : null
}

const appFileName = /^(?:(?:IMG|VID|PTT|AUD|STK|DOC|GIF)-\d{8}-WA\d{4,}|\d{8}-[A-Z]+-\d{4}(?:-\d\d){5})\.\w{2,5}/u

/** A file of the source whose name stands in the text whatever the words around it, or a name that only the app gives. */
function fileByName(text: string, names: ReadonlySet<string>): string | null {
  if (text.length > 400) return null
  const ends = [...text.matchAll(/\.\w{1,8}(?![\w.])/gu)].map(({ 0: ending, index }) => index + ending.length)
  const starts = [0, ...[...text.matchAll(/[\s:<•(]/gu)].slice(0, 40).map(({ index }) => index + 1)]
  for (const end of ends.slice(0, 10)) {
    for (const start of starts) {
      const name = text.slice(start, end).trim().normalize('NFC')
      if (start < end && names.has(name)) return name
    }
  }
  return appFileName.exec(text)?.[0] ?? null
}
