import type { Vault } from '@homeward/vault'
import type { Clock } from './clock.ts'

/** How many different refusals wait to be written; more of them count together. */
const mostKinds = 20

/** Something that was refused: unlocking from a network address, or a request without a session. */
interface Refused {
  of: 'request' | 'unlocking'
  id?: string
  text?: string
}

/** Counts what was refused while nobody had the vault open, until somebody writes it down (rule CU8). */
export interface Refusals {
  note: (refused: Refused) => void
  /** Notes what waits in the custody log of this vault; what it could not note waits on. */
  tell: (vault: Pick<Vault, 'noteCustody'>) => void
}

/**
 * [Note: A locked vault writes nothing] What is refused while the vault is locked is kept in the memory of this process alone. A
 * count on the disk would have to lie there in the clear, and would tell whoever takes it that somebody tried, and when.
 */
export function createRefusals(clock: Pick<Clock, 'nowMs'>): Refusals {
  const waiting = new Map<string, { refused: Refused; at: string; last: string; times: number }>()
  return {
    note(refused) {
      const full = JSON.stringify([refused.of, refused.id, refused.text])
      const isRoom = waiting.has(full) || waiting.size < mostKinds
      const kept = isRoom ? refused : { of: refused.of, text: 'others' }
      const key = isRoom ? full : JSON.stringify([kept.of, 'others'])
      const at = new Date(clock.nowMs()).toISOString()
      const known = waiting.get(key)
      if (known === undefined) waiting.set(key, { refused: kept, at, last: at, times: 1 })
      else {
        known.last = at
        known.times++
      }
    },
    tell(vault) {
      for (const [key, { refused, ...was }] of waiting) {
        waiting.delete(key)
        try {
          vault.noteCustody({ compartment: 'roster', did: 'refused', ...refused, was })
        } catch (error) {
          waiting.set(key, { refused, ...was })
          throw error
        }
      }
    },
  }
}
