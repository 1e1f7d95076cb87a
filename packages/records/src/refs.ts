import type { OpenedEntry } from '@homeward/vault'

/** `<log>:<index>`, the way an entry is referred to. */
export function refOf(entry: Pick<OpenedEntry, 'log' | 'index'>): string {
  return `${entry.log}:${entry.index}`
}
