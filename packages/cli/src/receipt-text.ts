import type { Receipt } from '@homeward/records'
import { EXIT, type ExitCode } from './exit-code.ts'
import { count } from './numbers.ts'
import { foreign } from './terminal-text.ts'

/** A receipt as lines for a person, each refused file with its reason (H2). */
export function receiptText({ files, messages, photos, leads }: Receipt): string {
  return [
    `  files:    ${files.in} in = ${files.stored} stored + ${files.duplicate} duplicate + ${files.refused.length} refused`,
    ...files.refused.map(({ path, reason }) => `    refused ${foreign(path)}: ${foreign(reason)}`),
    `  messages: ${messages.parsed} parsed, ${messages.service} service, ${messages.unparsed} unparsed`,
    `  photos:   ${photos.hashed} hashed, ${photos.unreadable} unreadable`,
    `  leads:    ${count(leads, 'proposal')} for you to decide`,
  ].join('\n')
}

/** Done, or done with something refused, not parsed or not hashed (H2, rule X1). */
export function receiptExit({ files, messages, photos }: Receipt): ExitCode {
  return files.refused.length + messages.unparsed + photos.unreadable > 0 ? EXIT.refused : EXIT.done
}
