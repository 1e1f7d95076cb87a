import { useState } from 'react'
import { post } from '../api/client.ts'
import type { Job, JobKind } from '../api/types.ts'
import { toast } from '../ui/toasts.tsx'
import { trackJob, useJob } from './job-store.ts'

/** A job that a page starts and follows to its end. */
interface StartedJob {
  /** Its id; null before it is started. */
  id: string | null
  /** What is known of it. */
  state: Job | undefined
  /** Whether the request that starts it is under way. */
  isStarting: boolean
  isRunning: boolean
  /** Starts it by a request that answers with its id; a refusal is told as a notice. */
  start: (path: string, request: unknown) => Promise<void>
  /** Back to before the start. */
  forget: () => void
}

/** A job of one kind for a page that makes one thing: what it was started with, how far it is, what came of it. */
export const useStartedJob = (kind: JobKind): StartedJob => {
  const [id, setId] = useState<string | null>(null)
  const [isStarting, setStarting] = useState(false)
  const state = useJob(id)?.job ?? undefined
  const start = async (path: string, request: unknown): Promise<void> => {
    setStarting(true)
    try {
      const { job } = await post<{ job: string }>(path, request)
      trackJob(job, kind)
      setId(job)
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    setStarting(false)
  }
  return {
    id,
    state,
    isStarting,
    isRunning: id !== null && (state === undefined || state.state === 'running'),
    start,
    forget: () => {
      setId(null)
    },
  }
}
