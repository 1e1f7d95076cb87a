import type { OpenedEntry } from '@homeward/vault'
import type { Records } from './records.ts'

const leftOut = 'left out'

/**
 * Takes out of entries what nobody is shown by opening the vault alone: the key of an authority (rule R46) and the names of protected
 * informants, those too that stood in the open before (rule R48), and what was said in sealed sessions (rule R99). For whoever writes
 * entries out in the clear.
 */
export function withoutSecrets({
  evidence,
  registry,
}: Records): <T extends Pick<OpenedEntry, 'changes'>>(entry: T) => T {
  const sources = new Set(
    evidence
      .prepare('SELECT source FROM informant WHERE source IS NOT NULL')
      .all<{ source: string }>()
      .map(({ source }) => source),
  )
  const sealed = new Set(
    registry
      .prepare('SELECT session FROM session_sealed')
      .all<{ session: string }>()
      .map(({ session }) => session),
  )
  const cleared = (change: OpenedEntry['changes'][number]): OpenedEntry['changes'][number] => {
    if (change.type === 'authority.made') return { ...change, issuerKeyB64: leftOut }
    if (change.type === 'informant.named') return { ...change, name: leftOut }
    if (typeof change['session'] === 'string' && sealed.has(change['session'])) return withoutSaid(change)
    if (
      change.type === 'source.described' &&
      'from' in change &&
      typeof change['source'] === 'string' &&
      sources.has(change['source'])
    )
      return { ...change, from: leftOut }
    return change
  }
  return (entry) => {
    const changes = entry.changes.map(cleared)
    return changes.every((change, place) => change === entry.changes[place]) ? entry : { ...entry, changes }
  }
}

/** A change of a sealed session without what was said: an event is its signed bytes, so all of them go. */
function withoutSaid(change: OpenedEntry['changes'][number]): OpenedEntry['changes'][number] {
  if (change.type === 'session.event' || change.type === 'session.forked') return { ...change, bytes: leftOut }
  if (change.type !== 'statement.made') return change
  const { date: _date, place: _place, located: _located, ...rest } = change
  return { ...rest, type: change.type, sealed: leftOut }
}
