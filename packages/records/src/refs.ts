import type { OpenedEntry } from '@homeward/vault'

/** `<log>:<index>`, the way an entry is referred to. */
export function refOf(entry: Pick<OpenedEntry, 'log' | 'index'>): string {
  return `${entry.log}:${entry.index}`
}

/** The log and the position that a reference names. */
export function refParts(ref: string): { log: string; index: number } {
  const [log = '', index = ''] = ref.split(':')
  return { log, index: Number(index) }
}

/** Whether the device that wrote `entry` had merged the entry at `position` of `log` (rule R2). */
export function hadSeen(entry: Pick<OpenedEntry, 'log' | 'index' | 'seen'>, log: string, position: number): boolean {
  return log === entry.log ? position <= entry.index : position < (entry.seen[log] ?? 0)
}
