import { canonicalJson } from '@homeward/format'
import type { Change, JsonObject } from '@homeward/format'

import { commitEntries, sealChanges, seenSizes } from './append.ts'
import type { CompartmentName } from './compartment.ts'
import { openCompartment, requireOpen, requireWritable } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/**
 * Something that was read or taken along, or that concerns who gets in (rule CU7). The words and ids stay in the compartment
 * that they are about (rule CU2).
 */
export interface CustodyEvent {
  compartment: CompartmentName
  did: 'denied' | 'exported' | 'listed' | 'locked' | 'opened' | 'refused' | 'searched' | 'unlocked'
  /** What kind of thing: `item`, `chat`, `person`, `package` and so on. */
  of: string
  id?: string
  /** What was searched for. */
  text?: string
  /** When it was, if not now, such as while the vault was locked; and how often. */
  was?: { at: string; last: string; times: number }
}

/** Writes down who read and took what, in the own log, whatever the role (rules CU1 to CU5). */
export interface Custody {
  /** Notes an event; it is written with others within the window, and at once for an export. */
  note: (event: CustodyEvent) => void
  /** Writes what waits. */
  flush: () => void
}

/** Runs `task` once after so many milliseconds; what it returns calls that off. */
export type After = (ms: number, task: () => void) => () => void

/** How long something read may wait to be written: what a crash can take along (rule CU3). */
export const CUSTODY_WINDOW_MS = 5 * 60_000
/** How many different events wait at most. */
const MOST_WAITING = 200
/** Bytes of events in one entry: well below what an entry takes, also when it is padded. */
const MOST_BYTES = 32_000
/** Characters of a search that are kept. */
const MOST_TEXT = 500

interface Waiting {
  compartment: CompartmentName
  event: { did: string; of: string; id?: string; text?: string; at: string; last: string; times: number }
}

/** A timer that keeps no process alive. */
export const systemAfter: After = (ms, task) => {
  const timer = setTimeout(task, ms)
  timer.unref()
  return () => {
    clearTimeout(timer)
  }
}

/** Half a character, which JSON cannot keep, becomes U+FFFD. */
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text))

const bytesOf = (event: Waiting['event']): number => canonicalJson({ ...event }).length

/** Events in as many changes as they need. */
const changesOf = (events: readonly Waiting['event'][]): Change[] => {
  const changes: JsonObject[][] = [[]]
  let bytes = 0
  for (const event of events) {
    const size = bytesOf(event)
    if (bytes + size > MOST_BYTES) {
      changes.push([])
      bytes = 0
    }
    bytes += size
    changes.at(-1)?.push({ ...event })
  }
  return changes.filter((part) => part.length > 0).map((part) => ({ type: 'custody.noted', events: part }))
}

/**
 * The custody log of an open vault. Writing is no question of the role: it is the member's own log, and says only what the
 * member did. When it cannot be written in time, `note` throws, so that reading stops rather than goes on unseen (rule CU4).
 */
export const createCustody = (state: VaultState, after: After): Custody => {
  const waiting = new Map<string, Waiting>()
  let sinceMs: number | null = null
  let callOff: (() => void) | null = null

  const write = (): void => {
    requireWritable(state)
    const events = [...waiting.values()]
    const names = [...new Set(events.map(({ compartment }) => compartment))]
    const at = state.now().toISOString()
    const seen = seenSizes(state)
    const drafts = names.flatMap((name) =>
      changesOf(events.filter(({ compartment }) => compartment === name).map(({ event }) => event)).map((change) => ({
        compartment: openCompartment(state, name),
        changes: [change],
      })),
    )
    // Not by `appendEntries`, which refuses a reader.
    const { device, edge, random } = state
    commitEntries(
      state,
      drafts.map((draft, offset) => sealChanges({ ...draft, device, index: edge.size + offset, at, seen, random })),
    )
  }

  const flush = (): void => {
    callOff?.()
    callOff = null
    if (waiting.size === 0) {
      return
    }
    write()
    waiting.clear()
    sinceMs = null
  }

  const isDue = (nowMs: number): boolean =>
    waiting.size >= MOST_WAITING ||
    // A clock that was set back must not put it off.
    (sinceMs !== null && Math.abs(nowMs - sinceMs) >= CUSTODY_WINDOW_MS)

  const later = (): void => {
    callOff ??= after(CUSTODY_WINDOW_MS, () => {
      callOff = null
      try {
        flush()
      } catch {
        // It stays waiting, and the next event tells whoever reads.
      }
    })
  }

  return {
    note: ({ compartment, did, of, id, text, was }) => {
      requireOpen(state)
      openCompartment(state, compartment)
      const now = state.now()
      const { at, last, times } = was ?? { at: now.toISOString(), last: now.toISOString(), times: 1 }
      const shown = text === undefined ? undefined : wellFormed(text.slice(0, MOST_TEXT))
      const key = JSON.stringify([compartment, did, of, id, shown])
      const known = waiting.get(key)
      if (known === undefined) {
        waiting.set(key, {
          compartment,
          event: {
            did,
            of,
            ...(id === undefined ? {} : { id }),
            ...(shown === undefined ? {} : { text: shown }),
            at,
            last,
            times,
          },
        })
      } else {
        known.event.times += times
        known.event.last = last
      }
      sinceMs ??= now.getTime()
      if (did === 'exported' || did === 'unlocked' || isDue(now.getTime())) {
        flush()
      } else {
        later()
      }
    },
    flush,
  }
}
