import { ApiError } from '../api/api-error.ts'
import { apiUrl, call } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { onSessionChange } from '../api/session-store.ts'
import { createStore, useStore } from '../api/store.ts'
import type { Job } from '../api/types.ts'
import { jobTexts } from '../texts/shell.ts'
import { toast } from '../ui/toasts.tsx'

/** A job that this page started, as far as it has heard of it. */
export interface TrackedJob {
  id: string
  title: string
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

const announce = (title: string, job: Job): void => {
  if (job.state === 'done') toast('good', jobTexts.finished(title))
  else if (job.state === 'failed') toast('fault', jobTexts.wentWrong(title, job.error?.message ?? ''))
  else if (job.state === 'cancelled') toast('info', jobTexts.wasCancelled(title))
}

const settle = (id: string, title: string, job: Job): void => {
  stop(id)
  announce(title, job)
  // Long work changes counts everywhere.
  void queryClient.invalidateQueries()
}

/** Follows a job until it ends, across pages; every page that shows counts is read again then. */
export const trackJob = (id: string, title: string): void => {
  if (streams.has(id)) return
  jobs.set([{ id, title, job: null, lost: false }, ...jobs.get().filter((tracked) => tracked.id !== id)])
  const stream = new EventSource(apiUrl(`/jobs/${encodeURIComponent(id)}/events`))
  streams.set(id, stream)
  stream.addEventListener('job', (event) => {
    const job = JSON.parse(event.data as string) as Job
    change(id, { job, lost: false })
    if (job.state !== 'running') settle(id, title, job)
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
  for (const { id, title } of unfinished) trackJob(id, title)
})

export const useJobs = (): readonly TrackedJob[] => useStore(jobs)

/** One tracked job, or undefined if this page does not follow it. */
export const useJob = (id: string | null): TrackedJob | undefined => useJobs().find((tracked) => tracked.id === id)

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
