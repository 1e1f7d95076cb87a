/** Who wrote what: the logs and the disclosed entries of a package, in words for the report. Names nobody. */
import type { Change, JsonValue, MemberChain } from '@homeward/format'
import type { CheckedEntry } from './check-entries.ts'
import type { EntryReport, LogReport } from './report.ts'

/** The logs that the package shows, that of the founding first. */
export const logReports = (
  { logs, members, founding }: MemberChain,
  { sizes, sealedBy }: { sizes: ReadonlyMap<string, number>; sealedBy: string | null },
): LogReport[] =>
  [...logs.values()]
    .toSorted((left, right) => Number(right.log === founding?.log) - Number(left.log === founding?.log))
    .map(({ log, member, device, limit }) => ({
      log,
      member,
      device,
      role: members.get(member)?.role ?? '',
      addedBy: members.get(member)?.addedBy ?? null,
      admission: members.get(member)?.entry ?? '',
      size: sizes.get(log) ?? null,
      limit: limit === null ? null : { size: limit.size, by: limit.by },
      sealed: log === sealedBy,
    }))

const shown = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : 'unknown'

const idIn = (change: Change, name: string): string => {
  const value = change[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? shown(value['id']) : 'unknown'
}

const sizesOf = (limits: JsonValue | undefined): string =>
  Array.isArray(limits)
    ? limits
        .map((limit) =>
          typeof limit === 'object' && limit !== null && !Array.isArray(limit) ? shown(limit['size']) : 'unknown',
        )
        .join(', ')
    : 'unknown'

const words: Readonly<Record<string, (change: Change) => string>> = {
  'vault.founded': (change) => `founded the vault ${shown(change['vault'])}`,
  'member.added': (change) => `admitted the member ${idIn(change, 'member')} as ${shown(change['role'])}`,
  'member.changed': (change) =>
    change['role'] === undefined
      ? `changed the member ${shown(change['member'])}`
      : `made the member ${shown(change['member'])} ${shown(change['role'])}`,
  'member.removed': (change) =>
    `removed the member ${shown(change['member'])}; entries accepted of their logs: ${sizesOf(change['logs'])}`,
  'device.added': (change) =>
    `began this log on the device ${idIn(change, 'device')} of the member ${shown(change['member'])}`,
  'device.removed': (change) => `removed a device; entries accepted of its log: ${sizesOf([change['limit'] ?? null])}`,
  'source.received': (change) => `received the source ${shown(change['source'])}: ${shown(change['itemsCount'])} items`,
  'lead.decided': (change) => `decided the lead ${shown(change['lead'])}: ${shown(change['decision'])}`,
  'lead.noted': (change) => `noted on the lead ${shown(change['lead'])}`,
}

const wordsFor = (change: Change): string =>
  (Object.hasOwn(words, change.type) ? words[change.type]?.(change) : undefined) ?? change.type

/** What each disclosed entry says, in the order of log and index. */
export const entryReports = (
  entries: readonly CheckedEntry[],
  { chain, proven }: { chain: MemberChain; proven: ReadonlySet<string> },
): EntryReport[] =>
  entries.map(({ ref, logHex, body }) => ({
    entry: ref,
    member: chain.logs.get(logHex)?.member ?? null,
    at: body?.at ?? null,
    what: (body?.changes ?? []).map(wordsFor),
    proven: proven.has(ref),
  }))
