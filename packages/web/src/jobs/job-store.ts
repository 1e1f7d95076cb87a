import { ApiError } from '../api/api-error.ts'
import { apiUrl, call } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { onSessionChange } from '../api/session-store.ts'
import { createStore, useStore } from '../api/store.ts'
import type { Job, JobKind } from '../api/types.ts'
import { jobTexts } from '../texts/shell.ts'
import { toast } from '../ui/toasts.tsx'
import { inOwnWords } from './failed-job.ts'

/** A job that this page started, as far as it has heard of it. */
export interface TrackedJob {
  id: string
  /** What it does; null until it is known of a job that somebody else started. */
  kind: JobKind | null
  job: Job | null
  /** The stream of events broke and did not come back. */
  lost: boolean
}

const jobs = createStore<readonly TrackedJob[]>([])
const streams = new Map<string, EventSource>()

const change = (id: string, part: Partial<TrackedJob>): void => {
  jobs.set(jobs.get().map((tracked) => (tracked.id === id ? { ...tracked, ...part } : tracked)))
}

const stop = (id: string): void => {
  streams.get(id)?.close()
  streams.delete(id)
}

/** A job in words. */
export const jobTitle = (kind: JobKind | null): string => (kind === null ? jobTexts.unknown : jobTexts.kinds[kind])

const announce = (job: Job): void => {
  const title = jobTitle(job.kind)
  if (job.state === 'done') toast('good', jobTexts.finished(title))
  else if (job.state === 'failed') toast('fault', jobTexts.wentWrong(title, job.error?.message ?? ''))
  else if (job.state === 'cancelled') toast('info', jobTexts.wasCancelled(title))
}

const settle = (id: string, job: Job): void => {
  stop(id)
  announce(job)
  // Long work changes counts everywhere.
  void queryClient.invalidateQueries()
}

/** Follows a job until it ends, across pages; every page that shows counts is read again then. */
export const trackJob = (id: string, kind: JobKind | null): void => {
  if (streams.has(id)) return
  jobs.set([{ id, kind, job: null, lost: false }, ...jobs.get().filter((tracked) => tracked.id !== id)])
  const stream = new EventSource(apiUrl(`/jobs/${encodeURIComponent(id)}/events`))
  streams.set(id, stream)
  stream.addEventListener('job', (event) => {
    const job = inOwnWords(JSON.parse(event.data as string) as Job)
    change(id, { kind: job.kind, job, lost: false })
    if (job.state !== 'running') settle(id, job)
  })
  stream.addEventListener('error', () => {
    // The browser reconnects by itself unless the server refused.
    if (stream.readyState !== EventSource.CLOSED) return
    stop(id)
    change(id, { lost: true })
  })
}

const endOfStreams = (): void => {
  for (const id of streams.keys()) stop(id)
}

// A job outlives an idle lock: it is followed again after unlocking, if the vault still knows it.
onSessionChange((state) => {
  if (state.phase !== 'open') {
    endOfStreams()
    return
  }
  const unfinished = jobs.get().filter(({ job }) => job === null || job.state === 'running')
  jobs.set([])
  for (const { id, kind } of unfinished) trackJob(id, kind)
})

/** The jobs that this page knows of, in the order in which they began. */
export const useJobs = (): readonly TrackedJob[] => useStore(jobs)

/** One tracked job, or undefined if this page does not follow it. */
export const useJob = (id: string | null): TrackedJob | undefined => useJobs().find((tracked) => tracked.id === id)

/** Stops following a job and takes it off the tray; it goes on if it still ran. */
export const dismissJob = (id: string): void => {
  stop(id)
  jobs.set(jobs.get().filter((tracked) => tracked.id !== id))
}

/** Asks the server to stop a job. What was acknowledged before stays. */
export const cancelJob = async (id: string): Promise<void> => {
  try {
    await call('DELETE', `/jobs/${encodeURIComponent(id)}`)
  } catch (error) {
    toast('fault', error instanceof ApiError ? error.message : String(error))
  }
}
