import type { UnreadFormat } from '@homeward/records'
import { isMail } from './mail-header.ts'

/** An iPhone's WhatsApp writes seconds in brackets, so a time without them is not its own (chats.md §3.1, §4). */
const signalStamp = /^\[\d{4}-\d\d-\d\d,? \d\d:\d\d(?<seconds>:\d\d)?\] [^:]+: ?/u
/** iPhones write them before what the app generates, which every export begins with (chats.md W1). */
const appMark = /[\u200E\u200F]/u

/**
 * Which chat export or mail that is not read yet a text is by its beginning; null for anything else. Rules I20, I53 and I54 of docs/spec/intake.md.
 * A page, a document or a letter may look alike: the words that name it say that it looks like one.
 */
export function unreadChatOf(head: string): UnreadFormat | null {
  const text = head.replace(/^\uFEFF/u, '')
  if (/^\s*[{[]/u.test(text) && !signalStamp.test(text.trimStart())) return unreadJsonOf(text)
  // Before what may stand in the mail.
  if (isMail(text)) return 'eml'
  if (text.includes('class="page_body chat_page"') && text.includes('class="page_wrap"')) return 'telegram-html'
  if (isMbox(text)) return 'mbox'
  return isSignalText(text) ? 'signal-text' : null
}

function unreadJsonOf(text: string): UnreadFormat | null {
  const [first = ''] = text.trimStart().split('\n', 1)
  if (/^\{.*"backupTimeMs"\s*:/u.test(first)) return 'signal-jsonl'
  if (!/"messages"\s*:\s*\[/u.test(text)) return null
  const isPlain = /"sender_name"\s*:/u.test(text) && /"timestamp_ms"\s*:/u.test(text)
  // End-to-end encrypted chats come out of Messenger with other keys.
  const isEncrypted = /"threadName"\s*:/u.test(text) && /"senderName"\s*:/u.test(text)
  return isPlain || isEncrypted ? 'meta-json' : null
}

/** A mailbox begins with the line of its first letter (RFC 4155), and headers stand below it. */
function isMbox(text: string): boolean {
  return /^From \S+ +\w{3} \w{3} +\d{1,2} \d\d:\d\d(?::\d\d)? .*\d{4}\r?\n[A-Za-z][\w-]*: /u.test(text)
}

/**
 * Signal's text, as exporters write it: the first line that is not empty, or several of the first lines. With seconds it is also how a
 * WhatsApp of some languages writes (sv), which is told by the marks of the app.
 */
function isSignalText(text: string): boolean {
  const lines = text.split('\n', 200).filter((line) => line.trim() !== '')
  const found = lines.map((line) => signalStamp.exec(line)).filter((match) => match !== null)
  if (found.length === 0) return false
  const hasSeconds = found.some((match) => match.groups?.['seconds'] !== undefined)
  if (hasSeconds && appMark.test(text)) return false
  const begins = signalStamp.test(lines[0] ?? '')
  return begins || (found.length >= 3 && found.length * 5 >= lines.length)
}
