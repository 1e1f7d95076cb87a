import { setImmediate as nextTurn } from 'node:timers/promises'
import { CompareError, startPeopleFinder, type PeopleFinder } from '@homeward/compare'
import type { Database, Vault } from '@homeward/vault'
import { indexedPeople, peopleInSlices } from './indexed-people.ts'
import type { Records } from './records.ts'

/*
 * [Note: Who holds the names that are searched] One finder for each registry that is open, in a thread of its own, for all members who open
 * it (as they share its index, R30). It is made at the first search, follows the fold, and ends with the last of these members, with an
 * erasure and with an index that is made anew: then nothing of it is left (H6).
 */
interface Held {
  finder: PeopleFinder
  /** People of whom something was folded that the finder does not know yet. */
  touched: Set<string>
  /** Resolves when the finder knows all that was folded when it was last asked. */
  current: Promise<void>
  vaults: Set<Vault>
}

const heldByIndex = new WeakMap<Database, Held>()
/** So many changed people are read at once; then others have their turn. */
const touchedAtOnce = 250
/** An index that is made anew, or an erasure, ends a search that is under way; it is then tried again, this often at most. */
const mostTries = 5

/** The fold tells that something of a person changed. */
export function touchPerson(db: Database, person: string): void {
  heldByIndex.get(db)?.touched.add(person)
}

/** Ends what searches this index and lets go of every name in it. The next search begins anew. */
export function dropFinder(db: Database): void {
  const held = heldByIndex.get(db)
  if (held === undefined) return
  heldByIndex.delete(db)
  held.touched.clear()
  // Nobody hears of what is ended under way but who waits for it, and they try again.
  held.current.catch(() => undefined)
  void held.finder.end()
}

/**
 * Asks the finder of the registry, which knows by then all that was folded when it was asked. Throws `VaultError` VAULT_CLOSED for a member whose
 * vault was closed meanwhile: what was found for them is not handed out.
 */
export async function askFinder<Result>(
  records: Records,
  ask: (finder: PeopleFinder) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    const db = records.registry
    try {
      const held = holdFor(records, db)
      bringUpToDate(held, db)
      await held.current
      const result = await ask(held.finder)
      if (records.registry === db) return result
    } catch (error) {
      // Asked again, a vault that was closed says so.
      const isOver = records.registry !== db || (error instanceof CompareError && error.code === 'FINDER_ENDED')
      if (!isOver || tries >= mostTries) throw error
    }
  }
}

/** Begins to make the finder, for somebody who will search soon. What goes wrong is told to who searches. */
export function warmFinder(records: Records): void {
  if (heldByIndex.has(records.registry)) return
  askFinder(records, () => Promise.resolve()).catch(() => undefined)
}

function holdFor({ vault }: Records, db: Database): Held {
  const known = heldByIndex.get(db)
  const held = known ?? startHeld(db)
  if (!held.vaults.has(vault)) {
    held.vaults.add(vault)
    const leave = (): void => {
      held.vaults.delete(vault)
      if (held.vaults.size === 0 && heldByIndex.get(db) === held) dropFinder(db)
    }
    if (vault.ended.aborted) leave()
    else vault.ended.addEventListener('abort', leave, { once: true })
  }
  return held
}

function startHeld(db: Database): Held {
  const finder = startPeopleFinder()
  const held: Held = { finder, touched: new Set(), current: Promise.resolve(), vaults: new Set() }
  heldByIndex.set(db, held)
  held.current = inSlices(held, db, peopleInSlices(db), async (people) => {
    await finder.put(people)
  })
  held.current.catch(() => {
    if (heldByIndex.get(db) === held) dropFinder(db)
  })
  return held
}

/** Gives each slice away and lets others have their turn before the next one is read; stops when the index is not searched any more. */
async function inSlices<Slice>(
  held: Held,
  db: Database,
  slices: Iterable<Slice>,
  give: (slice: Slice) => Promise<void>,
): Promise<void> {
  for (const slice of slices) {
    await give(slice)
    await nextTurn()
    if (heldByIndex.get(db) !== held) throw new CompareError('FINDER_ENDED', 'The search for people was ended.')
  }
}

function bringUpToDate(held: Held, db: Database): void {
  if (held.touched.size === 0) return
  const touched = [...held.touched]
  held.touched.clear()
  const before = held.current
  held.current = (async () => {
    await before
    await inSlices(held, db, chunksOf(touched), async (ids) => {
      const people = indexedPeople(db, ids)
      const found = new Set(people.map(({ id }) => id))
      const gone = ids.filter((id) => !found.has(id))
      await Promise.all([held.finder.put(people), held.finder.remove(gone)])
    })
  })()
  held.current.catch(() => {
    if (heldByIndex.get(db) === held) dropFinder(db)
  })
}

function* chunksOf(ids: readonly string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += touchedAtOnce) yield ids.slice(at, at + touchedAtOnce)
}
