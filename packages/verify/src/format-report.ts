/** The report as a person reads it on a terminal. */
import type { EntryReport, LogReport, VerifyReport } from './report.ts'

// Whatever would move the cursor, reverse the line or hide in it is shown as its number instead.
// eslint-disable-next-line no-control-regex, no-misleading-character-class -- control characters are what it looks for
const ACTING = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

const printable = (text: string): string =>
  text.replaceAll(ACTING, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`)

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${printable(line)}`)]

/** Enough of an id to tell it from the others in the same report; the whole one stands in the JSON. */
const short = (id: string): string => (id.length > 12 ? `${id.slice(0, 8)}…` : id)

const shortRef = (ref: string): string => {
  const [log = '', index = ''] = ref.split(':')
  return `${short(log)}:${index}`
}

const logLine = ({ log, member, device, role, addedBy, admission, size, limit, sealed }: LogReport): string =>
  [
    `member ${short(member)}, ${addedBy === null ? 'who founded the vault' : `${role}, admitted by ${short(addedBy)} (entry ${shortRef(admission)})`}`,
    `device ${short(device)}, log ${short(log)}${size === null ? '' : `, shown as of ${size} entries`}`,
    ...(limit === null ? [] : [`removed; accepted up to ${limit.size} entries (entry ${shortRef(limit.by)})`]),
    ...(sealed ? ['sealed this package'] : []),
  ].join('; ')

const entryLine = ({ entry, member, at, what, proven }: EntryReport): string =>
  `${at ?? 'no time'}  member ${member === null ? 'unknown' : short(member)} ${what.join('; ') || 'wrote what does not open'} (entry ${shortRef(entry)})${proven ? '' : '  NOT PROVEN'}`

const byTime = (left: EntryReport, right: EntryReport): number =>
  (left.at ?? '') < (right.at ?? '') ? -1 : Number((left.at ?? '') > (right.at ?? ''))

/** The report as a person reads it on a terminal. */
export const formatReport = (name: string, report: VerifyReport): string => {
  const { package: head, key, logs, faults, counts } = report
  const lines = [
    `${report.ok ? 'GOOD' : 'FAULTY'}  ${printable(name)}`,
    `${counts.files} files, ${counts.bytes} bytes${faults.length === 0 ? '' : `, ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}`}`,
    ...(head === null
      ? []
      : [
          printable(`Package ${head.id} of vault ${head.vault}, made ${head.made} (by the maker's clock)`),
          printable(`For ${head.recipient}, purpose ${head.purpose}`),
        ]),
    ...(key === null
      ? []
      : [
          `The vault was founded under the key with the fingerprint ${key.fingerprint}${key.compared ? ', which is the one that you gave' : ' (not compared)'}`,
        ]),
    ...section(
      'Faults:',
      faults.map(({ where, what }) => `${where}: ${what}`),
    ),
    ...section('Who wrote it:', logs.map(logLine)),
    ...section(
      'What was written, and when by the clock of each device:',
      report.entries.toSorted(byTime).map(entryLine),
    ),
    ...section('Proven:', report.proven),
    ...section('Not proven:', report.notProven),
  ]
  return `${lines.join('\n')}\n`
}
