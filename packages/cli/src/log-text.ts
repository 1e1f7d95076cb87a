import type { LogRow, LogView } from '@homeward/vault'
import { count } from './numbers.ts'
import { clip, foreign, table } from './terminal-text.ts'

/** What is special about a log, in words. */
function stateOf({ owner, isOwn, isFounding, limit, isForked }: LogView): string {
  const states = [
    ...(isForked ? ['FORK: it went on in two places'] : []),
    ...(owner === null ? ['belongs to no device of this vault'] : []),
    ...(limit === null ? [] : [`removed; ${count(limit.size, 'entry counts', 'entries count')}`]),
    ...(isFounding ? ['vault founded here'] : []),
    ...(isOwn ? ['this device'] : []),
  ]
  return states.length === 0 ? 'in order' : states.join('; ')
}

/** All logs of a vault, for a person. */
export function logsText(logs: readonly LogView[]): string {
  return [
    table(
      ['member', 'device', 'entries', 'state', 'log'],
      logs.map((view) => [
        clip(view.owner?.name ?? '–', 28),
        view.owner?.device.slice(0, 8) ?? '–',
        view.size,
        stateOf(view),
        view.log.slice(0, 16),
      ]),
    ),
    '',
    'Read one with “homeward log LOG”; the beginning of its id is enough.',
  ].join('\n')
}

function words({ kind, compartment, types, opens, counts }: LogRow): string {
  const what =
    compartment === null && opens
      ? 'sealed; closed to you'
      : kind === 'keys'
        ? 'keys'
        : foreign(types.join(', ')) || 'entry'
  return `${what}${opens ? '' : '  DOES NOT OPEN'}${counts ? '' : '  not used: written after the removal'}`
}

/** The entries of one log, for a person. */
export function entriesText(view: LogView, rows: readonly LogRow[]): string {
  return [
    `Log ${view.log}`,
    `${count(view.size, 'entry', 'entries')} of ${clip(view.owner?.name ?? 'nobody', 40)}; ${stateOf(view)}`,
    ...(view.size > rows.length ? [`The last ${rows.length} of them:`] : []),
    '',
    table(
      ['no.', 'time (device’s clock)', 'compartment', 'what'],
      rows.map((row) => [row.index, foreign(row.at ?? '–'), row.compartment ?? 'closed', words(row)]),
    ),
    ...(view.checkpoint === null ? [] : ['', 'Signed state:', '', ...view.checkpoint.trimEnd().split('\n')]),
  ].join('\n')
}
