import { parentPort } from 'node:worker_threads'
import { CompareError } from './compare-error.ts'
import { hashPhoto } from './hash-photo.ts'
import type { HasherReply } from './photo-hasher.ts'

let working = Promise.resolve()

/** The thread of createPhotoHasher: takes one photo at a time, answers with its hash or a refusal; ends on `null`. */
parentPort?.on('message', (bytes: Uint8Array | null) => {
  working = workThrough(working, bytes)
})

async function workThrough(before: Promise<void>, bytes: Uint8Array | null): Promise<void> {
  await before
  if (bytes === null) parentPort?.close()
  else parentPort?.postMessage(await answer(bytes), [])
}

async function answer(bytes: Uint8Array): Promise<HasherReply> {
  try {
    return { hash: await hashPhoto(bytes) }
  } catch (error) {
    if (!(error instanceof CompareError)) throw error
    return { refused: { code: error.code, message: error.message } }
  }
}
