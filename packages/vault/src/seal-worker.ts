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

const endJob = async (job: number): Promise<void> => {
  const writer = writersByJob.get(job)
  writersByJob.delete(job)
  await writer?.abort()
}

/** Sends what is in `answers` and empties it. */
const sendAnswers = (answers: SealAnswer[]): void => {
  if (answers.length > 0) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
    parentPort?.postMessage(answers.splice(0))
  }
}

/** Does what a request asks; `null` when no answer is due yet. */
const work = async (request: SealRequest): Promise<SealAnswer | null> => {
  const { job } = request
  let answer: SealAnswer | null = null
  switch (request.kind) {
    case 'file': {
      const outcome = await sealPath(request.path, request.target, memory)
      answer =
        'refused' in outcome
          ? { kind: 'refused', job, reason: outcome.refused }
          : { kind: 'sealed', job, content: outcome }
      break
    }
    case 'start':
      writersByJob.set(job, createBlobWriter({ ...request.target, isLarge: true }))
      break
    case 'piece':
      await writerOf(job).update(request.bytes)
      answer = { kind: 'taken', job }
      break
    case 'end':
      answer = { kind: 'sealed', job, content: await writerOf(job).finish() }
      writersByJob.delete(job)
      break
    case 'abort':
      await endJob(job)
      break
  }
  return answer
}

/** `work`, with what it throws as an answer. */
const answerTo = async (request: SealRequest): Promise<SealAnswer | null> => {
  try {
    return await work(request)
  } catch (error) {
    await endJob(request.job)
    return { kind: 'failed', job: request.job, code: systemCode(error), message: String(error) }
  }
}

const inbox: SealRequest[] = []
let isBusy = false

/** Works off the inbox, one request after the other. */
const workOff = async (): Promise<void> => {
  const answers: SealAnswer[] = []
  isBusy = true
  for (let request = inbox.shift(); request !== undefined; request = inbox.shift()) {
    const answer = await answerTo(request)
    answers.push(...(answer === null ? [] : [answer]))
    if (answers.length === ANSWERS_TOGETHER) {
      sendAnswers(answers)
    }
  }
  isBusy = false
  sendAnswers(answers)
}

if (role === 'reader') {
  runReader(memory)
} else {
  parentPort?.on('message', (requests: readonly SealRequest[]) => {
    inbox.push(...requests)
    if (!isBusy) {
      void workOff()
    }
  })
}
