import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { createPairing, type DuplicateOptions, type DuplicateProposal } from './duplicates.ts'
import { countWords, createFieldCounts } from './field-counts.ts'
import { entryOf, type IndexedPerson } from './person-entry.ts'
import { createSiblings, type SiblingProposal } from './siblings.ts'

/** What one thread does: people whose place divided by `of` leaves `part` are compared with all behind them. */
export type PartOfWork = {
  people: readonly IndexedPerson[]
  refused: readonly string[]
  part: number
  of: number
}

export type DuplicateSearchOptions = DuplicateOptions & {
  /** At most so many threads at once; one a processor if not given. With 0 the work is done in the thread that asks. */
  workers?: number
  onProgress?: (progress: { done: number; total: number }) => void
  signal?: AbortSignal
}

/** Below this many people a thread costs more than it saves. */
const worthAThread = 500
/** People between two reports. */
const reportedEach = 250

/** What came of comparing a whole registry, and who was not compared with everybody, by id. */
export type DuplicateFindings = {
  /** Likeliest first. */
  proposals: DuplicateProposal[]
  siblings: SiblingProposal[]
  leftOut: {
    /** Nothing is known by which they could be compared. */
    nothing: string[]
    /** So many share what is known of them that they were compared with some of these alone (rule M20). */
    crowded: string[]
  }
}

/**
 * Proposes who of a whole registry may be one person twice, or brothers and sisters (H4: people decide). Every pair is asked once; refused pairs and
 * those that hardly anything speaks for are left out.
 * @throws Error if a thread fails; the signal's reason if it is aborted
 */
export async function proposeDuplicates(
  people: readonly IndexedPerson[],
  { workers = availableParallelism(), refused = new Set(), onProgress, signal }: DuplicateSearchOptions = {},
): Promise<DuplicateFindings> {
  signal?.throwIfAborted()
  const total = people.length
  const of = total < worthAThread ? 0 : workers
  const refusedList = [...refused]
  if (of === 0)
    return together([
      proposeInPart({ people, refused: refusedList, part: 0, of: 1 }, (done) => onProgress?.({ done, total })),
    ])
  const doneByPart = Array.from({ length: of }, () => 0)
  const parts = await Promise.all(
    doneByPart.map((_, part) =>
      inThread({ people, refused: refusedList, part, of }, signal, (done) => {
        doneByPart[part] = done
        onProgress?.({ done: doneByPart.reduce((sum, each) => sum + each, 0), total })
      }),
    ),
  )
  return together(parts)
}

const inOrder = (a: { a: string; b: string }, b: { a: string; b: string }): number => (a.a + a.b < b.a + b.b ? -1 : 1)
const sorted = (ids: string[]): string[] => ids.toSorted((a, b) => (a < b ? -1 : 1))

function together(parts: readonly DuplicateFindings[]): DuplicateFindings {
  return {
    proposals: parts.flatMap(({ proposals }) => proposals).toSorted((a, b) => b.odds - a.odds || inOrder(a, b)),
    siblings: parts.flatMap(({ siblings }) => siblings).toSorted(inOrder),
    leftOut: {
      nothing: sorted(parts.flatMap(({ leftOut }) => leftOut.nothing)),
      crowded: sorted(parts.flatMap(({ leftOut }) => leftOut.crowded)),
    },
  }
}

/** Compares one part of the people with those behind them. */
export function proposeInPart(
  { people, refused, part, of }: PartOfWork,
  onProgress: (done: number) => void,
): DuplicateFindings {
  const counts = createFieldCounts()
  const pairing = createPairing(counts)
  const kin = createSiblings()
  for (const [number, person] of people.entries()) {
    const entry = entryOf(person)
    countWords(counts, entry, 1)
    pairing.add(number, entry)
    kin.add(number, entry)
  }
  const refusedPairs = new Set(refused)
  const found: DuplicateFindings = { proposals: [], siblings: [], leftOut: { nothing: [], crowded: [] } }
  let done = 0
  for (let number = part; number < people.length; number += of) {
    const { id } = people[number] as IndexedPerson
    found.proposals.push(...pairing.proposalsFor(number, { refused: refusedPairs, above: number }))
    const siblings = kin.proposalsFor(number, refusedPairs)
    found.siblings.push(...siblings.proposals)
    const why = pairing.leftOut(number, number) ?? (siblings.isCut ? 'crowded' : null)
    if (why !== null) found.leftOut[why].push(id)
    done += 1
    if (done % reportedEach === 0) onProgress(done)
  }
  onProgress(done)
  return found
}

type Report = { done: number } | { found: DuplicateFindings }

function inThread(
  work: PartOfWork,
  signal: AbortSignal | undefined,
  onProgress: (done: number) => void,
): Promise<DuplicateFindings> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('duplicate-worker.js', import.meta.url), { workerData: work })
    const stop = (): void => {
      void worker.terminate()
    }
    signal?.addEventListener('abort', stop, { once: true })
    let found: DuplicateFindings | undefined
    worker.on('message', (report: Report) => {
      if ('done' in report) onProgress(report.done)
      else ({ found } = report)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop)
      if (signal?.aborted === true) reject(signal.reason as Error)
      else if (found === undefined) reject(new Error('A thread that compares people ended early.'))
      else resolve(found)
    })
  })
}
