/** The body of a sealing thread and of the reader thread. It gets public keys only (rule B7). */
import { parentPort, workerData } from 'node:worker_threads'

import { createBlobWriter } from './blob-writer.ts'
import type { BlobWriter } from './blob-writer.ts'
import { runReader } from './read-ahead.ts'
import type { SealAnswer, SealRequest, SealThreadData } from './seal-job.ts'
import { sealPath } from './seal-source.ts'
import { systemCode } from './vault-error.ts'

// A message costs as much as a small file; more together would keep the committer waiting.
const ANSWERS_TOGETHER = 4

const { role, memory } = workerData as SealThreadData
const writersByJob = new Map<number, BlobWriter>()

const writerOf = (job: number): BlobWriter => {
  const writer = writersByJob.get(job)
  if (writer === undefined) {
    throw new Error(`There is no job ${job}.`)
  }
  return writer
}

const endJob = (job: number): void => {
  writersByJob.get(job)?.abort()
  writersByJob.delete(job)
}

/** Does what a request asks; `null` when no answer is due yet. */
const work = (request: SealRequest): SealAnswer | null => {
  const { job } = request
  let answer: SealAnswer | null = null
  switch (request.kind) {
    case 'file': {
      const outcome = sealPath(request.path, request.target, memory)
      answer =
        'refused' in outcome
          ? { kind: 'refused', job, reason: outcome.refused }
          : { kind: 'sealed', job, content: outcome }
      break
    }
    case 'start':
      writersByJob.set(job, createBlobWriter(request.target))
      break
    case 'piece':
      writerOf(job).update(request.bytes)
      answer = { kind: 'taken', job }
      break
    case 'end':
      answer = { kind: 'sealed', job, content: writerOf(job).finish() }
      writersByJob.delete(job)
      break
    case 'abort':
      endJob(job)
      break
  }
  return answer
}

/** `work`, with what it throws as an answer. */
const answerTo = (request: SealRequest): SealAnswer | null => {
  try {
    return work(request)
  } catch (error) {
    endJob(request.job)
    return { kind: 'failed', job: request.job, code: systemCode(error), message: String(error) }
  }
}

/** Sends what is in `answers` and empties it. */
const sendAnswers = (answers: SealAnswer[]): void => {
  if (answers.length > 0) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
    parentPort?.postMessage(answers.splice(0))
  }
}

if (role === 'reader') {
  runReader(memory)
} else {
  parentPort?.on('message', (requests: readonly SealRequest[]) => {
    const answers: SealAnswer[] = []
    for (const request of requests) {
      const answer = answerTo(request)
      answers.push(...(answer === null ? [] : [answer]))
      if (answers.length === ANSWERS_TOGETHER) {
        sendAnswers(answers)
      }
    }
    sendAnswers(answers)
  })
}
