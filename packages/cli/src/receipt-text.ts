import type { Receipt, UnreadFormat } from '@homeward/records'
import { EXIT, type ExitCode } from './exit-code.ts'
import { count } from './numbers.ts'
import { foreign } from './terminal-text.ts'

const formatWords: Record<UnreadFormat, string> = {
  'telegram-html': 'a Telegram export (HTML)',
  'signal-jsonl': 'a Signal export (JSONL)',
  'signal-text': 'a text export of Signal',
  'meta-json': 'a Messenger or Instagram export (JSON)',
  mbox: 'a mailbox (mbox)',
  eml: 'a mail (eml)',
}

/** A receipt as lines for a person, each refused file with its reason, and each chat export or mail that was not read (H2, rules I53, I54). */
export function receiptText({ files, messages, photos, leads, unread }: Receipt): string {
  return [
    `  files:    ${files.in} in = ${files.stored} stored + ${files.duplicate} duplicate + ${files.refused.length} refused`,
    ...files.refused.map(({ path, reason }) => `    refused ${foreign(path)}: ${foreign(reason)}`),
    `  messages: ${messages.parsed} parsed, ${messages.service} service, ${messages.unparsed} unparsed`,
    ...unread.map(
      ({ path, format }) =>
        `    not read ${foreign(path)}: it looks like ${formatWords[format]}, which Homeward cannot read yet. It is kept as a file; ${format === 'eml' ? 'its text and attachments' : 'its messages'} were not read.`,
    ),
    `  photos:   ${photos.hashed} hashed, ${photos.unreadable} unreadable`,
    `  leads:    ${count(leads, 'proposal')} for you to decide`,
  ].join('\n')
}

/** Done, or done with something refused, not read, not parsed or not hashed (H2, rule X1). */
export function receiptExit({ files, messages, photos, unread }: Receipt): ExitCode {
  return files.refused.length + messages.unparsed + photos.unreadable + unread.length > 0 ? EXIT.refused : EXIT.done
}
