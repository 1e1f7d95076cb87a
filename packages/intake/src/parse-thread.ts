import { Worker } from 'node:worker_threads'
import type { ItemBytes } from '@homeward/records'
import { IntakeError } from './error.ts'
import { createInbox } from './inbox.ts'
import { unpackBatch } from './message-batch.ts'
import type { ParseReport, RowBatch } from './parsed-chat.ts'
import type { ExportFile } from './parse-export.ts'
import type { FromThread, ToThread } from './parse-worker.ts'

/**
 * Chunks of the file that are on their way to the thread. While a transaction is written nobody hands out chunks, so
 * they must last the thread for as long: two transactions' worth, some 10 MB.
 */
const window = 12

/**
 * Reads an export as {@link parseExport} does, in another thread: this one decrypts the bytes, sends them over, and gets
 * the messages back. Ending the generator early ends the thread. Passes on what reading the bytes throws; throws
 * `IntakeError` READING_STOPPED if the thread fails.
 */
export async function* parseInThread(file: ExportFile, bytes: ItemBytes): AsyncGenerator<RowBatch, ParseReport> {
  const worker = new Worker(new URL('parse-worker.js', import.meta.url), {
    workerData: file,
    // Batches are short-lived; a small nursery keeps the peak low whatever the export's size.
    resourceLimits: { maxYoungGenerationSizeMb: 32 },
  })
  const inbox = createInbox<RowBatch | { report: ParseReport }>()
  let chunks: AsyncIterator<Uint8Array> | undefined
  let sending = Promise.resolve()

  const send = (message: ToThread, transfer: ArrayBuffer[] = []): void => {
    worker.postMessage(message, transfer)
  }

  async function sendNext(pass: number, from: AsyncIterator<Uint8Array>): Promise<void> {
    try {
      const next = await from.next()
      if (next.done === true) {
        send({ pass, chunk: null })
        return
      }
      const copy = new Uint8Array(next.value)
      send({ pass, chunk: copy }, [copy.buffer])
    } catch (error) {
      inbox.fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  // One after the other: a stream gives its chunks in the order in which they are asked for.
  function queue(pass: number): void {
    const from = chunks
    if (from) sending = sending.then(() => sendNext(pass, from))
  }

  worker.on('message', (message: FromThread) => {
    if ('pass' in message) {
      chunks = bytes.stream()[Symbol.asyncIterator]()
      for (let sent = 0; sent < window; sent++) queue(message.pass)
    } else if ('taken' in message) queue(message.taken)
    else inbox.put('batch' in message ? unpackBatch(message.batch) : message)
  })
  worker.on('error', (error) => {
    inbox.fail(stopped({ cause: error }))
  })
  worker.on('exit', () => {
    inbox.fail(stopped())
  })

  try {
    for (;;) {
      const reply = await inbox.take()
      if ('report' in reply) return reply.report
      yield reply
      send({ more: true })
    }
  } finally {
    worker.removeAllListeners()
    await worker.terminate()
    await sending
    await chunks?.return?.()
  }
}

function stopped(options: ErrorOptions = {}): IntakeError {
  return new IntakeError(
    'READING_STOPPED',
    'Reading the messages stopped unexpectedly. What was sealed is safe. Start the import again; if it stops again, close other programs to free memory.',
    options,
  )
}
