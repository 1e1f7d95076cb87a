import type { OpenedEntry } from '@homeward/vault'
import type { Records } from './records.ts'

const leftOut = 'left out'

/**
 * Takes out of entries what nobody is shown by opening the vault alone: the key of an authority (rule R46) and the names of protected
 * informants, those too that stood in the open before (rule R48). For whoever writes entries out in the clear.
 */
export function withoutSecrets({ evidence }: Records): <T extends Pick<OpenedEntry, 'changes'>>(entry: T) => T {
  const sources = new Set(
    evidence
      .prepare('SELECT source FROM informant WHERE source IS NOT NULL')
      .all<{ source: string }>()
      .map(({ source }) => source),
  )
  const cleared = (change: OpenedEntry['changes'][number]): OpenedEntry['changes'][number] => {
    if (change.type === 'authority.made') return { ...change, issuerKeyB64: leftOut }
    if (change.type === 'informant.named') return { ...change, name: leftOut }
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
