import type { Vkey } from '@homeward/format'

import { checkpointsBetween } from './log-store.ts'
import type { StoredLog } from './log-store.ts'
import type { EntryPage } from './open-entry.ts'
import { startPageThread } from './page-thread.ts'
import type { PageThread } from './page-thread.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** What a thread is to try: the entries of a page, and checkpoints that their commits were signed with. */
export interface PageToTry {
  page: EntryPage
  notes: readonly string[]
  /** Of the device whose log it is. */
  vkey: Vkey
}

/** What a thread found: for each entry 1 when it opens, for each note its text when the device signed it. */
export interface FoundInPage {
  opened: Uint8Array
  texts: readonly (string | null)[]
}

/** A page, and what is known of it; the rest is for the caller to look at. */
export interface TriedPage {
  page: EntryPage
  /** For each entry, 1 when a thread has opened it. */
  opened: Uint8Array
  /** Texts of signed checkpoints, by their notes. */
  signed: ReadonlyMap<string, string>
}

/** Tries entries and checkpoints on a thread, as far as it keeps up: half of the work is left to the caller. */
export interface EntryChecker {
  /**
   * The pages of a log in order, each tried while the caller works on those before.
   * @throws VaultError VAULT_CLOSED; what `pages` throws, after the pages before that
   */
  tryAll: (log: StoredLog, pages: Iterable<EntryPage>) => AsyncGenerator<TriedPage>
  /** Ends the thread, if there is one; it is gone when this resolves. */
  end: () => Promise<void>
}

interface Waiting {
  page: EntryPage
  sent: Promise<TriedPage> | TriedPage
}

// A thread takes as long to start as this many entries take to open.
const ENTRIES_LEFT_AT_FIRST = 1000
// The thread never waits for the next page, and what it is behind is opened by the caller.
const PAGES_FOR_THREAD = 3
// So that the answer for the first of them is there when the caller has worked on those that were left to him.
const PAGES_AHEAD = 8
const MOST_BYTES_AHEAD = 16_777_216

/** How the pages came to their end. */
type Ending = { isEnd: true } | { error: unknown }

const readNext = (source: Iterator<EntryPage, unknown>): { page: EntryPage } | Ending => {
  try {
    const next = source.next()
    return next.done === true ? { isEnd: true } : { page: next.value }
  } catch (error) {
    return { error }
  }
}

const untried = (page: EntryPage): TriedPage => ({ page, opened: new Uint8Array(), signed: new Map() })

const pageToTry = ({ db }: Pick<VaultState, 'db'>, log: StoredLog, page: EntryPage): PageToTry => {
  const [first = 0] = page.positions
  const last = page.positions.at(-1) ?? first
  const notes = checkpointsBetween(db, log, first, last + 1).map(({ note }) => note)
  return { page, notes, vkey: log.device.vkey }
}

/** A checker for all compartments that are open. The caller promises to end it. */
export const createEntryChecker = (state: VaultState): EntryChecker => {
  let left = 0
  let thread: PageThread<PageToTry, FoundInPage> | undefined

  const tryOn = async (log: StoredLog, page: EntryPage): Promise<TriedPage> => {
    try {
      thread ??= startPageThread(state, new URL('check-worker.js', import.meta.url), [...state.compartments.values()])
      const asked = pageToTry(state, log, page)
      const { opened, texts } = await thread.open(asked)
      const signed = new Map<string, string>()
      for (const [place, note] of asked.notes.entries()) {
        const text = texts[place] ?? null
        if (text !== null) {
          signed.set(note, text)
        }
      }
      return { page, opened, signed }
    } catch {
      // A thread that fails, for want of memory perhaps, says nothing about the entries: then the caller opens them.
      return untried(page)
    }
  }
  const send = (log: StoredLog, page: EntryPage): Waiting => {
    if (left < ENTRIES_LEFT_AT_FIRST || (thread?.waiting() ?? 0) >= PAGES_FOR_THREAD) {
      left += page.positions.length
      return { page, sent: untried(page) }
    }
    return { page, sent: tryOn(log, page) }
  }
  return {
    tryAll: async function* tryAll(log, pages) {
      const source = pages[Symbol.iterator]()
      const ahead: Waiting[] = []
      let bytes = 0
      let ending: Ending | null = null
      while (ending === null || ahead.length > 0) {
        const first = ahead[0]
        const isFull = ahead.length >= PAGES_AHEAD || bytes >= MOST_BYTES_AHEAD
        if (first !== undefined && (isFull || ending !== null)) {
          const tried = await first.sent
          requireOpen(state)
          ahead.shift()
          bytes -= first.page.bytes.length
          yield tried
        } else {
          const read = readNext(source)
          if ('page' in read) {
            bytes += read.page.bytes.length
            ahead.push(send(log, read.page))
          } else {
            ending = read
          }
        }
      }
      if ('error' in ending) {
        throw ending.error
      }
    },
    end: async () => {
      await thread?.end()
    },
  }
}
