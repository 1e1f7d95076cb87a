import type { EntryBody } from '@homeward/format'
import { startEntryThread } from './entry-thread.ts'
import type { EntryThread } from './entry-thread.ts'
import { openPage } from './open-entry.ts'
import type { EntryPage } from './open-entry.ts'
import { requireOpen } from './vault-state.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

/** The entries of a page, opened: bodies in the order of the positions. */
export interface OpenedPage {
  positions: readonly number[]
  bodies: Iterable<EntryBody>
}

/** Opens entries of one compartment: the first ones here, what follows them on a thread. */
export interface EntryOpener {
  /**
   * The pages in order, opened while the caller works on those before.
   * @throws VaultError, also while `bodies` are read: VAULT_DAMAGED naming the entry; COMPARTMENT_CLOSED, VAULT_CLOSED
   */
  openAll: (pages: Iterable<EntryPage>) => AsyncGenerator<OpenedPage>
  /** Ends the thread, if there is one; it is gone when this resolves. */
  end: () => Promise<void>
}

/** A page on its way; `sent` is the answer of the thread, if the page is for it. */
interface Waiting {
  page: EntryPage
  sent: Promise<string | null> | null
}

// A thread takes as long to start as this many entries take to open.
const ENTRIES_OPENED_HERE = 1000
// Bytes of pages on their way to the caller: enough for the thread while he writes what he got (records).
const MOST_AHEAD = 16_777_216

function* parsed(bodiesJson: Iterable<string>): Generator<EntryBody> {
  for (const bodyJson of bodiesJson) {
    yield JSON.parse(bodyJson) as EntryBody
  }
}

/** An opener for the entries of `compartment`. The caller promises to end it. */
export const createEntryOpener = (state: VaultState, compartment: OpenCompartment): EntryOpener => {
  let openedHere = 0
  let thread: EntryThread | undefined

  const send = (page: EntryPage): Promise<string | null> | null => {
    if (openedHere < ENTRIES_OPENED_HERE) {
      openedHere += page.positions.length
      return null
    }
    thread ??= startEntryThread(state, compartment)
    return thread.open(page)
  }
  const receive = async ({ page, sent }: Waiting): Promise<OpenedPage> => {
    const bodiesJson = await sent
    requireOpen(state)
    // What the thread could not open is opened here, for the error that names the entry.
    const bodies = bodiesJson === null ? parsed(openPage(compartment, page)) : (JSON.parse(bodiesJson) as EntryBody[])
    return { positions: page.positions, bodies }
  }
  return {
    openAll: async function* openAll(pages) {
      const ahead: Waiting[] = []
      let length = 0
      for (const page of pages) {
        const sent = send(page)
        // A page that nobody comes to ask for fails unheard.
        sent?.catch(() => undefined)
        length += page.bytes.length
        ahead.push({ page, sent })
        for (let first = ahead[0]; first !== undefined && length > MOST_AHEAD; first = ahead[0]) {
          yield await receive(first)
          requireOpen(state)
          length -= first.page.bytes.length
          ahead.shift()
        }
      }
      for (const waiting of ahead) {
        yield await receive(waiting)
        requireOpen(state)
      }
    },
    end: async () => {
      await thread?.end()
    },
  }
}
