import { randomUUID } from 'node:crypto'
import type { Clock } from './clock.ts'
import { ServerError } from './errors.ts'
import type { NoteFault } from './fault.ts'
import { refusalOf, refusedView } from './refusal.ts'
import type { JobView } from './schemas/views.ts'

const mostFinished = 50
/** Progress goes out at most this often. */
const betweenEventsMs = 100

type JobKind = JobView['kind']
type ResultOf<K extends JobKind> = NonNullable<Extract<JobView, { kind: K }>['result']>

/** What a piece of work gets to report with and to stop by. */
export interface JobContext {
  signal: AbortSignal
  progress: (stage: JobView['progress']['stage'], done: number, total: number | null) => void
}

export interface Jobs {
  /**
   * Starts work in the background and returns the job's id. One job of all members runs at a time, since every kind of job
   * writes or reads the whole vault: throws `ServerError` JOB_RUNNING while another one does (rule S20).
   */
  start: <K extends JobKind>(kind: K, work: (context: JobContext) => Promise<ResultOf<K>>) => string
  /** The job as it is now. Reading a finished job counts as having received its result. Throws NOT_FOUND. */
  get: (id: string) => JobView
  /** The job now and after every change until it is finished or `signal` is aborted. Throws NOT_FOUND. */
  watch: (id: string, signal: AbortSignal) => AsyncIterable<JobView>
  /** Asks the work to stop; returns the job as it is now. A finished job stays as it is. Throws NOT_FOUND. */
  cancel: (id: string) => JobView
  /** What of this member runs now, or null. */
  running: () => Pick<JobView, 'id' | 'kind'> | null
  /** Resolves when the job has finished, whatever came of it. */
  settled: (id: string) => Promise<void>
  /** Cancels what runs, resolves when it has stopped, and forgets everything. */
  clear: () => Promise<void>
}

/** The place of the one job that runs, whoever started it (rule S20). */
export interface JobSlot {
  /** What kind of job runs, or null. */
  kind: () => JobKind | null
  /** Takes the place; the returned function gives it back. Throws `ServerError` JOB_RUNNING. */
  take: (kind: JobKind) => () => void
  /** Runs `task` once, when the job that runs now is done. */
  whenFree: (task: () => void) => void
}

/** A place that nobody has taken. */
export function createJobSlot(): JobSlot {
  let taken: JobKind | null = null
  let waiting: (() => void)[] = []
  return {
    kind: () => taken,
    take(kind) {
      if (taken !== null)
        throw new ServerError(
          'JOB_RUNNING',
          'Another job is still running, yours or another member’s. Please wait until it is done, or cancel it if it is yours.',
        )
      taken = kind
      return () => {
        taken = null
        const next = waiting
        waiting = []
        for (const task of next) task()
      }
    },
    whenFree(task) {
      waiting.push(task)
    },
  }
}

interface Held {
  view: JobView
  abort: AbortController
  settled: Promise<void>
  read: boolean
  changed: Set<() => void>
}

/** Holds the jobs of one member in memory, their results until they were read (rule S21). */
export function createJobs(clock: Clock, noteFault: NoteFault, slot: JobSlot): Jobs {
  const heldById = new Map<string, Held>()
  const find = (id: string): Held => {
    const held = heldById.get(id)
    if (held === undefined)
      throw new ServerError('NOT_FOUND', 'This job is not known. It may have ended before the last lock.')
    return held
  }
  const running = () => [...heldById.values()].find((held) => held.view.state === 'running')?.view ?? null
  const read = (held: Held): JobView => {
    if (held.view.state !== 'running') held.read = true
    return held.view
  }
  const update = (held: Held, change: Partial<JobView>) => {
    held.view = { ...held.view, ...change } as JobView
    for (const wake of held.changed) wake()
  }
  const makeRoom = () => {
    const finished = [...heldById.values()].filter((held) => held.read)
    for (const held of finished.slice(0, Math.max(0, finished.length - mostFinished))) heldById.delete(held.view.id)
  }
  const nextChange = async (held: Held, signal: AbortSignal, leastMs: number) => {
    await new Promise<void>((resolve) => {
      let due = false
      let changed = false
      const done = () => {
        callOff()
        held.changed.delete(onChange)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const onChange = () => {
        changed = true
        if (due || held.view.state !== 'running') done()
      }
      const callOff = clock.after(leastMs, () => {
        due = true
        if (changed) done()
      })
      held.changed.add(onChange)
      signal.addEventListener('abort', done)
    })
  }
  return {
    start(kind, work) {
      const giveBack = slot.take(kind)
      const abort = new AbortController()
      const id = randomUUID()
      const held: Held = {
        view: { id, kind, state: 'running', progress: { stage: 'starting', done: 0, total: null } },
        abort,
        settled: Promise.resolve(),
        read: false,
        changed: new Set(),
      }
      heldById.set(id, held)
      const run = async () => {
        try {
          const result = await work({
            signal: abort.signal,
            progress(stage, done, total) {
              if (held.view.state === 'running') update(held, { progress: { stage, done, total } })
            },
          })
          update(held, { state: 'done', result } as Partial<JobView>)
        } catch (error) {
          if (abort.signal.aborted) update(held, { state: 'cancelled' })
          else {
            noteFault(`job ${kind}`, error)
            update(held, { state: 'failed', error: refusedView(refusalOf(error)) })
          }
        }
        makeRoom()
        giveBack()
      }
      held.settled = run()
      return id
    },
    get: (id) => read(find(id)),
    watch(id, signal) {
      const held = find(id)
      return (async function* changes() {
        let sent: JobView | null = null
        while (!signal.aborted) {
          if (held.view === sent) await nextChange(held, signal, betweenEventsMs)
          else {
            sent = held.view
            yield read(held)
            if (sent.state !== 'running') return
          }
        }
      })()
    },
    cancel(id) {
      const held = find(id)
      if (held.view.state === 'running') held.abort.abort()
      return held.view
    },
    settled: (id) => find(id).settled,
    running,
    async clear() {
      for (const held of heldById.values()) held.abort.abort()
      await Promise.all(Array.from(heldById.values(), (held) => held.settled))
      heldById.clear()
    },
  }
}
