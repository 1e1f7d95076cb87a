import { parseEntryHeader, toHex } from '@homeward/format'
import type { EntryBody } from '@homeward/format'
import { startEntryThread } from './entry-thread.ts'
import type { EntryThread } from './entry-thread.ts'
import { entryDamaged, openPage, openStored } from './open-entry.ts'
import type { EntryPage } from './open-entry.ts'
import { isKeyErased, withSubjects } from './subject-finder.ts'
import { requireOpen } from './vault-state.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

/** The entries of a page, opened: bodies in the order of the positions. */
export interface OpenedPage {
  positions: readonly number[]
  /** `null` for one that was erased. */
  bodies: Iterable<EntryBody | null>
}

/** Opens entries of one compartment: a few of them here, many on a thread. */
export interface EntryOpener {
  /**
   * The pages in order, opened while the caller works on those before.
   * @throws VaultError, also while `bodies` are read: VAULT_DAMAGED naming the entry; COMPARTMENT_CLOSED, VAULT_CLOSED
   */
  openAll: (pages: Iterable<EntryPage>) => AsyncGenerator<OpenedPage>
  /** Ends the thread, if there is one; it is gone when this resolves. */
  end: () => Promise<void>
}

/** A page on its way; `sent` is the answer of the thread, once the page is with it. */
interface Waiting {
  page: EntryPage
  sent?: Promise<string | null>
}

// A thread takes as long to start as this many entries take to open.
const ENTRIES_OPENED_HERE = 1000
// Bytes of pages on their way to the caller: enough for the thread while he writes what he got (records).
const MOST_AHEAD = 16_777_216

function* parsed(bodiesJson: Iterable<string>): Generator<EntryBody | null> {
  for (const bodyJson of bodiesJson) {
    yield JSON.parse(bodyJson) as EntryBody | null
  }
}

/** An entry whose subject key was not found: made after the thread began, or erased, else it is lost. */
const openMissing = (
  state: VaultState,
  compartment: OpenCompartment,
  page: EntryPage,
  place: number,
): EntryBody | null => {
  const start = page.lengths.slice(0, place).reduce((sum, length) => sum + length, 0)
  const bytes = page.bytes.subarray(start, start + (page.lengths[place] ?? 0))
  const position = page.positions[place] ?? 0
  const { subjectKeyId } = parseEntryHeader(bytes).header
  if (isKeyErased(state, toHex(subjectKeyId))) {
    return null
  }
  try {
    return openStored(withSubjects(state, compartment), page.logId, { position, bytes })
  } catch (error) {
    throw entryDamaged(position, error)
  }
}

function* settled(
  bodies: Iterable<EntryBody | null>,
  open: (place: number) => EntryBody | null,
): Generator<EntryBody | null> {
  let place = 0
  for (const body of bodies) {
    yield body ?? open(place)
    place += 1
  }
}

/** An opener for the entries of `compartment`. The caller promises to end it. */
export const createEntryOpener = (state: VaultState, compartment: OpenCompartment): EntryOpener => {
  let asked = 0
  let thread: EntryThread | undefined

  const send = (waiting: Waiting): void => {
    if (waiting.sent !== undefined) {
      return
    }
    thread ??= startEntryThread(state, compartment)
    waiting.sent = thread.open(waiting.page)
    // A page that nobody comes to ask for fails unheard.
    waiting.sent.catch(() => undefined)
  }
  const receive = async ({ page, sent }: Waiting): Promise<OpenedPage> => {
    const bodiesJson = await sent
    requireOpen(state)
    // What the thread could not open is opened here, for the error that names the entry.
    const bodies =
      bodiesJson === undefined || bodiesJson === null
        ? parsed(openPage(withSubjects(state, compartment), page))
        : (JSON.parse(bodiesJson) as (EntryBody | null)[])
    return {
      positions: page.positions,
      bodies: settled(bodies, (place) => openMissing(state, compartment, page, place)),
    }
  }
  return {
    openAll: async function* openAll(pages) {
      const ahead: Waiting[] = []
      let length = 0
      for (const page of pages) {
        asked += page.positions.length
        length += page.bytes.length
        ahead.push({ page })
        // A few are opened here, at the end; of many the first ones too are for the thread.
        if (asked > ENTRIES_OPENED_HERE) {
          ahead.forEach(send)
        }
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
