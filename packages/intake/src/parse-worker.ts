import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { ItemBytes } from '@homeward/records'
import { packBatch, transferOf } from './message-batch.ts'
import type { PackedBatch } from './message-batch.ts'
import { parseExport } from './parse-export.ts'
import type { ExportFile } from './parse-export.ts'
import type { ParseReport } from './parsed-chat.ts'

/** The thread of {@link parseInThread}: takes chunks of an export, gives back its messages. */

/** To the thread: the next chunk of a pass over the file, null at its end; or leave to send one more batch. */
export type ToThread = { pass: number; chunk: Uint8Array<ArrayBuffer> | null } | { more: true }
/** From the thread: begin a pass over the file, one of its chunks was taken, a batch, the end of all. */
export type FromThread = { pass: number } | { taken: number } | { batch: PackedBatch } | { report: ParseReport }

/** Batches that may be on their way: as many as chunks (see `parse-thread.ts`). */
const window = 12

async function work(port: MessagePort, file: ExportFile): Promise<void> {
  let chunks: (Uint8Array | null)[] = []
  let pass = 0
  const leave = { batches: window }
  port.on('message', (message: ToThread) => {
    if (!('chunk' in message)) leave.batches++
    // Of a pass that was left early, or whose end was asked for more than once.
    else if (message.pass === pass) chunks.push(message.chunk)
  })
  const send = (message: FromThread, transfer: ArrayBuffer[] = []): void => {
    port.postMessage(message, transfer)
  }
  const bytes: ItemBytes = {
    size: file.size,
    read: () => Promise.reject(new Error('exports are read as a stream')),
    async *stream() {
      chunks = []
      pass++
      send({ pass })
      for (;;) {
        const chunk = chunks.shift()
        if (chunk === null) return
        if (chunk === undefined) await once(port, 'message')
        else {
          send({ taken: pass })
          yield chunk
        }
      }
    },
  }
  const parser = parseExport(file, bytes)
  for (;;) {
    const next = await parser.next()
    if (next.done === true) {
      send({ report: next.value })
      return
    }
    while (leave.batches === 0) await once(port, 'message')
    leave.batches--
    const batch = packBatch(next.value)
    send({ batch }, transferOf(batch))
  }
}

if (parentPort) await work(parentPort, workerData as ExportFile)
