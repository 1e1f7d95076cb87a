import type { EntryPage } from './open-entry.ts'
import { startPageThread } from './page-thread.ts'
import type { PageThread } from './page-thread.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** A page, and for each of its entries 1 when a thread has opened it; of the others nothing is known. */
export interface TriedPage {
  page: EntryPage
  opened: Uint8Array
}

/** Tries whether entries open, on a thread as far as it keeps up: half of the work is left to the caller. */
export interface EntryChecker {
  /**
   * The pages in order, each tried while the caller works on those before.
   * @throws VaultError VAULT_CLOSED; what `pages` throws, after the pages before that
   */
  tryAll: (pages: Iterable<EntryPage>) => AsyncGenerator<TriedPage>
  /** Ends the thread, if there is one; it is gone when this resolves. */
  end: () => Promise<void>
}

interface Waiting {
  page: EntryPage
  sent: Promise<Uint8Array> | null
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

/** A checker for entries of all compartments that are open. The caller promises to end it. */
export const createEntryChecker = (state: VaultState): EntryChecker => {
  let left = 0
  let thread: PageThread<Uint8Array> | undefined

  const send = (page: EntryPage): Waiting => {
    if (left < ENTRIES_LEFT_AT_FIRST || (thread?.waiting() ?? 0) >= PAGES_FOR_THREAD) {
      left += page.positions.length
      return { page, sent: null }
    }
    thread ??= startPageThread(state, new URL('check-worker.js', import.meta.url), [...state.compartments.values()])
    // A thread that fails, for want of memory perhaps, says nothing about the entries: then the caller opens them.
    const sent = thread.open(page).catch(() => new Uint8Array())
    return { page, sent }
  }
  return {
    tryAll: async function* tryAll(pages) {
      const source = pages[Symbol.iterator]()
      const ahead: Waiting[] = []
      let bytes = 0
      let ending: Ending | null = null
      while (ending === null || ahead.length > 0) {
        const first = ahead[0]
        const isFull = ahead.length >= PAGES_AHEAD || bytes >= MOST_BYTES_AHEAD
        if (first !== undefined && (isFull || ending !== null)) {
          const opened = await first.sent
          requireOpen(state)
          ahead.shift()
          bytes -= first.page.bytes.length
          yield { page: first.page, opened: opened ?? new Uint8Array() }
        } else {
          const read = readNext(source)
          if ('page' in read) {
            bytes += read.page.bytes.length
            ahead.push(send(read.page))
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
