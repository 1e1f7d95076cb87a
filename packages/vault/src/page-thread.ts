import { Worker } from 'node:worker_threads'

import type { CompartmentKeys, CompartmentName } from './compartment.ts'
import type { SubjectTable } from './subject-finder.ts'
import { PACKED_SUBJECT_BYTES, SUBJECT_KEY_BYTES, packedSubjects } from './subject-keys.ts'
import { VaultError } from './vault-error.ts'
import type { Keyring, OpenCompartment, VaultState } from './vault-state.ts'

/** What opens the entries of one compartment in a thread. The keys lie in memory that both sides share, so that it can be zeroed. */
export interface ThreadRing {
  name: CompartmentName
  idBytes: Uint8Array
  keysByEpoch: Map<number, { entryKey: Uint8Array; subjectWrapKey: Uint8Array }[]>
  subjects: SubjectTable
}

/** A thread that works on pages of entries, one after the other. */
export interface PageThread<Page, Answer> {
  /** What it makes of a page. @throws VaultError VAULT_CLOSED; Error when the thread failed */
  open: (page: Page) => Promise<Answer>
  /** How many pages it has not answered yet. */
  waiting: () => number
  /** Zeroes the keys and ends the thread, which is gone when this resolves; what is under way is rejected. */
  end: () => Promise<void>
}

interface Waiting<Answer> {
  answered: (answer: Answer) => void
  failed: (error: Error) => void
}

const sharedCopy = (bytes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length))
  copy.set(bytes)
  return copy
}

/** What a thread needs of a compartment. */
export type RingSource = Pick<OpenCompartment, 'idBytes'> &
  Keyring<Pick<CompartmentKeys, 'entryKey' | 'subjectWrapKey'>>

const threadRing = ({ db }: Pick<VaultState, 'db'>, { name, idBytes, keysByEpoch }: RingSource): ThreadRing => {
  const packed = packedSubjects(db, idBytes)
  const keyBytes = (packed.length / PACKED_SUBJECT_BYTES) * SUBJECT_KEY_BYTES
  return {
    name,
    idBytes,
    keysByEpoch: new Map(
      [...keysByEpoch].map(([epoch, twins]) => [
        epoch,
        twins.map(({ entryKey, subjectWrapKey }) => ({
          entryKey: sharedCopy(entryKey),
          subjectWrapKey: sharedCopy(subjectWrapKey),
        })),
      ]),
    ),
    subjects: { packed: sharedCopy(packed), opened: new Uint8Array(new SharedArrayBuffer(keyBytes)) },
  }
}

const wipeRing = ({ keysByEpoch, subjects }: ThreadRing): void => {
  for (const { entryKey, subjectWrapKey } of [...keysByEpoch.values()].flat()) {
    entryKey.fill(0)
    subjectWrapKey.fill(0)
  }
  subjects.opened.fill(0)
}

/**
 * Starts a thread with the keys of `compartments`, which works until it is told to end or the vault is locked (rule V17).
 * `body` is its program: it gets a `ThreadRing` each as `workerData`, and answers each page in turn.
 */
export const startPageThread = <Page, Answer>(
  state: VaultState,
  body: URL,
  compartments: readonly RingSource[],
): PageThread<Page, Answer> => {
  const rings = compartments.map((compartment) => threadRing(state, compartment))
  // What is decrypted lives for one page: with room for some pages, most of it is gone before it is collected.
  const resourceLimits = { maxYoungGenerationSizeMb: 64 }
  const worker = new Worker(body, { workerData: rings, resourceLimits })
  // Answers come in the order of the pages.
  const queue: Waiting<Answer>[] = []
  let ended: Error | undefined
  const failAll = (error: Error): void => {
    ended ??= error
    for (const { failed } of queue.splice(0)) {
      failed(error)
    }
  }
  const lock = (): void => {
    state.endings.delete(lock)
    rings.forEach(wipeRing)
    failAll(new VaultError('VAULT_CLOSED', 'The vault was locked while its entries were read.'))
    void worker.terminate()
  }
  state.endings.add(lock)
  worker.on('error', failAll)
  // Nobody waits for a thread that is gone, whatever ended it.
  worker.on('exit', () => {
    failAll(new Error('A thread that opened entries ended before its work was done.'))
  })
  worker.on('message', (answer: Answer) => {
    queue.shift()?.answered(answer)
    // An answer that comes while it is ended must not undo the `ref` of `end`.
    if (queue.length === 0 && ended === undefined) {
      worker.unref()
    }
  })
  return {
    open: (page) =>
      new Promise((answered, failed) => {
        if (ended !== undefined) {
          failed(ended)
          return
        }
        queue.push({ answered, failed })
        worker.ref()
        worker.postMessage(page, [])
      }),
    waiting: () => queue.length,
    end: async () => {
      lock()
      // A process with nothing else to do would end before the thread has.
      worker.ref()
      await worker.terminate()
    },
  }
}
