import { Worker } from 'node:worker_threads'
import { CompareError } from './compare-error.ts'
import type { DuplicateOptions, DuplicateProposal } from './duplicates.ts'
import type { PersonHit } from './people-index.ts'
import type { IndexedPerson } from './person-entry.ts'

/** What the thread is asked to do. */
export type FinderTask =
  | { do: 'put'; people: readonly IndexedPerson[] }
  | { do: 'remove'; ids: readonly string[] }
  | { do: 'search'; query: string; limit: number; among: readonly string[] | undefined }
  | { do: 'explain'; query: string; ids: readonly string[] }
  | { do: 'duplicates'; id: string; refused: readonly string[] }

/**
 * A people index (`createPeopleIndex`) in a thread of its own, so that neither building it nor a search holds up whoever asks. The names are
 * in the memory of that thread alone and go with it. Tasks are done in the order in which they are given.
 */
export interface PeopleFinder {
  /** Adds people, or replaces what was known of them. Resolves when they are found. */
  readonly put: (people: readonly IndexedPerson[]) => Promise<void>
  readonly remove: (ids: readonly string[]) => Promise<void>
  /** Who fits a query, best first, by ids alone: to carry over how each of some hundred people fits takes longer than the search. With `among` nobody else is looked at. */
  readonly search: (
    query: string,
    options: { limit: number; among?: readonly string[] },
  ) => Promise<{ total: number; ids: string[] }>
  /** How those of these people fit who do, best first. */
  readonly explain: (query: string, ids: readonly string[]) => Promise<PersonHit[]>
  readonly duplicatesOf: (id: string, options?: DuplicateOptions) => Promise<DuplicateProposal[]>
  /** Ends the thread and with it all that it knows; what is asked for is rejected with `CompareError` FINDER_ENDED. Resolves when it is gone. */
  readonly end: () => Promise<void>
}

interface Waiting {
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

const finderEnded = (): CompareError => new CompareError('FINDER_ENDED', 'The search for people was ended.')

let running = 0

/** How many finders hold names just now. */
export function runningFinders(): number {
  return running
}

/** Starts an empty finder. It does not keep the process alive when nobody waits for it. */
export function startPeopleFinder(): PeopleFinder {
  const worker = new Worker(new URL('people-finder-worker.js', import.meta.url))
  // Answers come in the order of the tasks.
  const queue: Waiting[] = []
  let ended: Error | undefined
  running += 1
  worker.unref()
  const fail = (error: Error): void => {
    if (ended === undefined) running -= 1
    ended ??= error
    for (const { reject } of queue.splice(0)) reject(error)
  }
  worker.on('message', (result: unknown) => {
    queue.shift()?.resolve(result)
    if (queue.length === 0) worker.unref()
  })
  worker.on('error', fail)
  worker.on('exit', () => {
    fail(finderEnded())
  })
  const ask = <Result>(task: FinderTask): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(ended)
        return
      }
      queue.push({ resolve: resolve as (result: unknown) => void, reject })
      worker.ref()
      worker.postMessage(task, [])
    })
  return {
    put: (people) => ask({ do: 'put', people }),
    remove: (ids) => ask({ do: 'remove', ids }),
    search: (query, { limit, among }) => ask({ do: 'search', query, limit, among }),
    explain: (query, ids) => ask({ do: 'explain', query, ids }),
    duplicatesOf: (id, { refused = new Set<string>() } = {}) => ask({ do: 'duplicates', id, refused: [...refused] }),
    async end() {
      fail(finderEnded())
      await worker.terminate()
    },
  }
}
