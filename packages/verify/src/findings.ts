/** The findings in words: what a good package proves, and what no package can. */
import type { Count, KeyReport, LogReport, VerifyReport } from './report.ts'

const counted = ({ good, all }: Count, what: string): string[] => (all === 0 ? [] : [`${good} of ${all} ${what}`])

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
    ...counted(counts.entries, 'disclosed entries stand in the signed log where they say, and were opened.'),
    ...(sealed
      ? [
          `${logs.length} of ${logs.length} logs belong to members of this vault: signed entries lead from its founding to their devices.`,
        ]
      : []),
    ...counted(counts.sources, 'sources were sealed by such an entry.'),
    ...counted(counts.items, 'items are exactly the files that their source sealed.'),
    ...counted(counts.messages, 'cited messages stand in such an item with the bytes that are cited.'),
    ...(key?.compared === true ? ['The key is the one that you gave.'] : []),
  ]
  const notProven = [
    ...(key === null || key.compared
      ? []
      : [
          `Whose key it is: it was not compared with one that you got another way. Ask the organisation for its fingerprint and compare it with ${key.fingerprint}, or give the key with --vkey.`,
        ]),
    ...(logs.length === 0
      ? []
      : [
          'What came after the states of the logs that are shown here, and removals or changes of roles that the package does not hold: whether a member or a device was removed, or lost a role, somebody who removed them has to say.',
          'Who the members are: they are named by ids alone.',
        ]),
    'Times: they are claims of the clock of the device.',
    'That what the files show is true, and what the records, the index page and the steps of custody say about them.',
    'That nothing was left out of the package.',
    ...(counts.attachments === 0
      ? []
      : [
          `${counts.attachments} attachments: they are as sealed with this package, but no entry of the log is shown for them.`,
        ]),
  ]
  return { proven, notProven }
}
