/** The report as a person reads it on a terminal. */
import type { EntryReport, Fault, ItemReport, LogReport, VerifyReport } from './report.ts'

// Whatever would move the cursor, reverse the line or hide in it is shown as its number instead.
// eslint-disable-next-line no-control-regex, no-misleading-character-class -- control characters are what it looks for
const ACTING = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

const printable = (text: string): string =>
  text.replaceAll(ACTING, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`)

const COLUMNS = 100
// Of more files a person reads the JSON.
const MOST_ITEMS = 50

/** Lines of at most `COLUMNS` columns; the first begins with `mark`, the others are indented as far. Long words stay whole. */
const wrapped = (mark: string, text: string): string[] => {
  const lines: string[] = []
  let line = mark
  let isEmpty = true
  for (const word of printable(text).split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line)
      line = ' '.repeat(mark.length) + word
    } else {
      line += isEmpty ? word : ` ${word}`
    }
    isEmpty = false
  }
  return [...lines, line]
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.flatMap((line) => wrapped('  - ', line))]

/** Enough of an id to tell it from the others in the same report; the whole one stands in the JSON. */
const short = (id: string): string => (id.length > 12 ? `${id.slice(0, 8)}…` : id)

const shortRef = (ref: string): string => {
  const [log = '', index = ''] = ref.split(':')
  return `${short(log)}:${index}`
}

const numberText = (value: number): string => value.toLocaleString('en')

/** An instant as a claim is written: to the second, in UTC, and as it stands where it is none. */
const timeText = (at: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/u.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 19)} UTC` : at

const PURPOSES: Readonly<Record<string, string>> = {
  'legal-case': 'a legal case',
  tracing: 'tracing a missing person',
  'platform-notice': 'a notice to a platform',
  media: 'the media',
}

const purposeText = (purpose: string): string =>
  (Object.hasOwn(PURPOSES, purpose) ? PURPOSES[purpose] : undefined) ?? purpose

const logLine = ({ log, member, device, role, addedBy, admission, size, limit, sealed }: LogReport): string =>
  [
    `member ${short(member)}, ${addedBy === null ? 'who founded the vault' : `${role}, admitted by ${short(addedBy)} (entry ${shortRef(admission)})`}`,
    `device ${short(device)}, log ${short(log)}${size === null ? '' : `, shown as of ${size} ${size === 1 ? 'entry' : 'entries'}`}`,
    ...(limit === null ? [] : [`removed, and accepted up to ${limit.size} entries (entry ${shortRef(limit.by)})`]),
    ...(sealed ? ['sealed this package'] : []),
  ].join('; ')

const entryLine = ({ entry, member, at, what, proven }: EntryReport): string =>
  `${at === null ? 'no time' : timeText(at)}: member ${member === null ? 'unknown' : short(member)} ${what.join('; ') || 'wrote what does not open'} (entry ${shortRef(entry)})${proven ? '' : ' NOT PROVEN'}`

const byTime = (left: EntryReport, right: EntryReport): number =>
  (left.at ?? '') < (right.at ?? '') ? -1 : Number((left.at ?? '') > (right.at ?? ''))

const itemLines = (items: readonly ItemReport[]): string[] => {
  const good = items.filter(({ proven }) => proven).length
  const shown = items.slice(0, MOST_ITEMS)
  return items.length === 0
    ? []
    : [
        '',
        `Files of sources (${good} of ${items.length} proven):`,
        ...shown.flatMap(({ path, sha256, size, mediaType, proven }) => [
          ...wrapped('  - ', `${proven ? '' : 'NOT PROVEN  '}${path}`),
          `    ${printable(mediaType)}, ${numberText(size)} bytes, in data/ under its SHA-256`,
          `    ${sha256}`,
        ]),
        ...(items.length > shown.length ? [`  and ${items.length - shown.length} more; --json lists all`] : []),
      ]
}

/** Faults by what they concern, in the order in which they were found. */
const faultLines = (faults: readonly Fault[]): string[] => {
  const byPlace = new Map<string, string[]>()
  for (const { where, what } of faults) {
    byPlace.set(where, [...(byPlace.get(where) ?? []), what])
  }
  return faults.length === 0
    ? []
    : [
        '',
        `Faults (${faults.length}):`,
        ...[...byPlace].flatMap(([where, all]) => [
          ...wrapped('  ', `${where}:`),
          ...all.flatMap((what) => wrapped('    - ', what)),
        ]),
      ]
}

const headLines = ({ package: head, key, logs }: VerifyReport): string[] => {
  const sealing = logs.find(({ sealed }) => sealed)
  const rows: [string, string][] = [
    ...(head === null
      ? []
      : ([
          ['Package', head.id],
          ['For', `${head.recipient}; ${purposeText(head.purpose)}`],
          ['Made', `${timeText(head.made)}, by the clock of the device that made it`],
          ['Vault', head.vault],
        ] satisfies [string, string][])),
    ...(key === null ? [] : ([['Fingerprint', key.fingerprint]] satisfies [string, string][])),
    ...(key === null
      ? []
      : ([
          ['', key.compared ? 'of the key that you gave' : 'NOT COMPARED with one that you got another way'],
        ] satisfies [string, string][])),
    ...(sealing === undefined
      ? []
      : ([['Sealed by', `member ${short(sealing.member)} on the device ${short(sealing.device)}`]] satisfies [
          string,
          string,
        ][])),
  ]
  return rows.length === 0 ? [] : ['', ...rows.flatMap(([name, value]) => wrapped(name.padEnd(13), value))]
}

/** The report as a person reads it on a terminal. */
export const formatReport = (name: string, report: VerifyReport): string => {
  const { ok, faults, counts } = report
  const whole = `${numberText(counts.files)} files, ${numberText(counts.bytes)} bytes`
  const lines = [
    `${ok ? 'GOOD' : 'FAULTY'}  ${printable(name)}`,
    ok
      ? `No fault was found (${whole}). Read below what that proves and what it does not.`
      : `${faults.length === 1 ? '1 fault was' : `${numberText(faults.length)} faults were`} found (${whole}). Do not rely on this package; ask for it again.`,
    ...headLines(report),
    ...faultLines(faults),
    ...itemLines(report.items),
    ...section('Who wrote it:', report.logs.map(logLine)),
    ...section(
      'What was written, and when by the clock of each device:',
      report.entries.toSorted(byTime).map(entryLine),
    ),
    ...section('Proven:', report.proven),
    ...section('Not proven:', report.notProven),
  ]
  return `${lines.join('\n')}\n`
}
