import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import type { NewImport } from '../api/types.ts'
import { trackJob } from '../jobs/job-store.ts'
import type { ChosenFile } from './collect-files.ts'
import { beginImport, discardImport, finishImport, sendFiles, type FileState } from './send-files.ts'

type Phase =
  | { phase: 'choose' }
  | { phase: 'sending' }
  | { phase: 'some-failed' }
  | { phase: 'job'; job: string; id: string }
  | { phase: 'failed'; error: Error }

export interface ImportRun {
  phase: Phase
  states: readonly FileState[]
  start: (files: ChosenFile[], about: NewImport) => Promise<void>
  sendAgain: () => Promise<void>
  finish: () => Promise<void>
  /** Goes on after the job was stopped or failed; nothing is sent twice. */
  resume: () => Promise<void>
  cancel: () => void
  reset: () => void
}

/** One import from the chosen files to its job. Leaving the page while files are being sent cancels it. */
export const useImport = (): ImportRun => {
  const [phase, setPhase] = useState<Phase>({ phase: 'choose' })
  const [states, setStates] = useState<readonly FileState[]>([])
  const run = useRef<{ id: string; files: ChosenFile[]; abort: AbortController } | null>(null)
  const live = useRef<FileState[]>([])
  const frame = useRef(0)

  const onState = (index: number, state: FileState): void => {
    live.current[index] = state
    // Thousands of small files change faster than a screen can be drawn.
    if (frame.current === 0) {
      frame.current = requestAnimationFrame(() => {
        frame.current = 0
        setStates([...live.current])
      })
    }
  }

  const fail = (error: unknown): void => {
    run.current = null
    if (error instanceof ApiError && error.code === 'CANCELLED') setPhase({ phase: 'choose' })
    else setPhase({ phase: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
  }

  const read = async (id: string): Promise<void> => {
    try {
      const job = await finishImport(id)
      run.current = null
      trackJob(job, 'import')
      setPhase({ phase: 'job', job, id })
    } catch (error) {
      fail(error)
    }
  }

  const finish = async (): Promise<void> => {
    if (run.current !== null) await read(run.current.id)
  }

  const send = async (indexes: number[]): Promise<void> => {
    if (run.current === null) return
    const { id, files, abort } = run.current
    setPhase({ phase: 'sending' })
    try {
      await sendFiles(id, files, indexes, { onState, signal: abort.signal })
      setStates([...live.current])
      if (live.current.some(({ state }) => state === 'failed')) setPhase({ phase: 'some-failed' })
      else await finish()
    } catch (error) {
      fail(error)
    }
  }

  const start = async (files: ChosenFile[], about: NewImport): Promise<void> => {
    live.current = files.map(() => ({ state: 'waiting' }))
    setStates([...live.current])
    setPhase({ phase: 'sending' })
    try {
      run.current = { id: await beginImport(about), files, abort: new AbortController() }
    } catch (error) {
      fail(error)
      return
    }
    await send(files.map((_, index) => index))
  }

  const cancel = (): void => {
    if (run.current === null) return
    const { id, abort } = run.current
    abort.abort()
    run.current = null
    setPhase({ phase: 'choose' })
    // The server forgets the import at the next lock anyway.
    void discardImport(id).catch(() => undefined)
  }

  const leave = useRef(cancel)
  useEffect(() => {
    leave.current = cancel
  })
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (run.current !== null) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      cancelAnimationFrame(frame.current)
      leave.current()
    }
  }, [])

  return {
    phase,
    states,
    start,
    sendAgain: () => send(live.current.flatMap((state, index) => (state.state === 'failed' ? [index] : []))),
    finish,
    resume: async () => {
      if (phase.phase === 'job') await read(phase.id)
    },
    cancel,
    reset: () => {
      setPhase({ phase: 'choose' })
      setStates([])
    },
  }
}
