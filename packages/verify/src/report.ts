/** What a verification found. */
import type { PackageHead } from '@homeward/format'

/** One thing that is not as it must be: where, and what, in words. */
export interface Fault {
  where: string
  what: string
}

/** Takes a fault; checks never throw for what they find. */
export type AddFault = (where: string, what: string) => void

/** How many of how many held. */
export interface Count {
  good: number
  all: number
}

/** The key that everything was signed with. */
export interface KeyReport {
  vkey: string
  /** 32 hexadecimal digits in groups of four, to be read to somebody on the telephone. */
  fingerprint: string
  /** The member whose key vouches for the device. */
  member: string
  /** Whether the key was compared with one that came another way. */
  compared: boolean
}

/** The findings on one package. `ok` is true exactly when `faults` is empty. */
export interface VerifyReport {
  ok: boolean
  package: PackageHead | null
  key: KeyReport | null
  counts: {
    files: number
    bytes: number
    entries: Count
    sources: Count
    items: Count
    messages: Count
    attachments: number
  }
  proven: string[]
  notProven: string[]
  faults: Fault[]
}

// Whatever would move the cursor, reverse the line or hide in it is shown as its number instead.
// eslint-disable-next-line no-control-regex, no-misleading-character-class -- control characters are what it looks for
const ACTING = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

const printable = (text: string): string =>
  text.replaceAll(ACTING, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`)

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${printable(line)}`)]

/** The report as a person reads it on a terminal. */
export const formatReport = (name: string, report: VerifyReport): string => {
  const head = report.package
  const lines = [
    `${report.ok ? 'GOOD' : 'FAULTY'}  ${printable(name)}`,
    `${report.counts.files} files, ${report.counts.bytes} bytes`,
    ...(head === null
      ? []
      : [
          printable(`Package ${head.id} of vault ${head.vault}, made ${head.made} (by the maker's clock)`),
          printable(`For ${head.recipient}, purpose ${head.purpose}`),
        ]),
    ...(report.key === null ? [] : [`Signed by the key with the fingerprint ${report.key.fingerprint}`]),
    ...section(
      `${report.faults.length} faults:`,
      report.faults.map(({ where, what }) => `${where}: ${what}`),
    ),
    ...section('Proven:', report.proven),
    ...section('Not proven:', report.notProven),
  ]
  return `${lines.join('\n')}\n`
}
