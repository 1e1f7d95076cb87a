import { ownScript } from '../own-script.ts'
import type { StretchAsked, StretchCost } from './stretch-here.ts'

// eslint-disable-next-line import/default -- Vite makes the default export: the address of the built worker
import workerAddress from './stretch-worker.ts?worker&url'

export type { StretchCost } from './stretch-here.ts'

/** What a new album asks of Argon2id; measured in docs/adr/0022-an-album-on-a-phone.md. An older album keeps its own cost. */
export const stretchCost: StretchCost = { memoryKib: 65_536, passes: 2 }

/** What was stretched, and how long this phone took. */
export interface Stretched {
  key: Uint8Array
  tookMs: number
}

/** Stretches a secret in a worker of its own, which ends with it. Rejects where the phone has not the memory. */
export const stretch = async (asked: StretchAsked): Promise<Stretched> => {
  const worker = new Worker(ownScript(workerAddress), { type: 'module' })
  const startedMs = performance.now()
  try {
    const key = await new Promise<Uint8Array>((resolve, reject) => {
      worker.addEventListener('message', (event: MessageEvent<Uint8Array>) => {
        resolve(event.data)
      })
      worker.addEventListener('error', () => {
        reject(new Error('This phone could not do the sum that opens the album.'))
      })
      worker.postMessage(asked, { transfer: [] })
    })
    return { key, tookMs: performance.now() - startedMs }
  } finally {
    worker.terminate()
  }
}
