/** The findings in words: what a good package proves, and what no package can. */
import type { Count, KeyReport, LogReport, VerifyReport } from './report.ts'

const counted = ({ good, all }: Count, one: string, many: string): string[] =>
  all === 0 ? [] : [`${good} of ${all} ${all === 1 ? one : many}`]

/** The lists `proven` and `notProven` of a report. */
export const findingsOf = ({
  counts,
  key,
  logs,
  sealed,
}: {
  counts: VerifyReport['counts']
  key: KeyReport | null
  logs: readonly LogReport[]
  sealed: boolean
}): Pick<VerifyReport, 'proven' | 'notProven'> => {
  const proven = [
    ...(sealed ? ['Every byte of the package is as it was when the device sealed it.'] : []),
    ...counted(
      counts.entries,
      'disclosed entry stands in its signed log where it says, and was opened.',
      'disclosed entries stand in their signed logs where they say, and were opened.',
    ),
    ...(sealed
      ? counted(
          { good: logs.length, all: logs.length },
          'log belongs to a member of this vault: signed entries lead from its founding to the device.',
          'logs belong to members of this vault: signed entries lead from its founding to each device.',
        )
      : []),
    ...counted(counts.sources, 'source was sealed by such an entry.', 'sources were sealed by such entries.'),
    ...counted(
      counts.items,
      'item is exactly the file that its source sealed.',
      'items are exactly the files that their sources sealed.',
    ),
    ...counted(
      counts.messages,
      'cited message stands in such an item with the bytes that are cited.',
      'cited messages stand in such items with the bytes that are cited.',
    ),
    ...(key?.compared === true ? ['The vault was founded under the key that you gave.'] : []),
  ]
  const notProven = [
    ...(key === null || key.compared
      ? []
      : [
          `That this is the organisation's vault: the key was not compared. Ask the organisation, another way than you got the package, for its fingerprint and compare it with ${key.fingerprint}; or give the key with --vkey.`,
        ]),
    ...(logs.length === 0
      ? []
      : [
          'Removals or changes of roles that the package does not hold. Whether somebody named here was removed, or lost a role, before or after, the organisation has to say.',
          'What came later: each log is shown as of the number of entries above.',
          'Who the members are: they are named by their ids alone.',
        ]),
    'Times: they are claims of the clock of the device.',
    'That what the files show is true, and what the records, the index page and the steps of custody say about them.',
    'That nothing was left out of the package.',
    ...(counts.attachments === 0
      ? []
      : [
          `Since when the organisation has had ${counts.attachments === 1 ? 'the attachment (one file)' : `the ${counts.attachments} attachments`}: sealed with this package, without an entry of a log.`,
        ]),
  ]
  return { proven, notProven }
}
