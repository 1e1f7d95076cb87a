import { Worker } from 'node:worker_threads'

import type { CompartmentKeys, CompartmentName } from './compartment.ts'
import type { EntryPage } from './open-entry.ts'
import type { SubjectTable } from './subject-finder.ts'
import { PACKED_SUBJECT_BYTES, SUBJECT_KEY_BYTES, packedSubjects } from './subject-keys.ts'
import { VaultError } from './vault-error.ts'
import type { Keyring, OpenCompartment, VaultState } from './vault-state.ts'

/** What an entry thread is started with. The keys lie in memory that both sides share, so that it can be zeroed. */
export interface EntryThreadData {
  name: CompartmentName
  keysByEpoch: Map<number, { entryKey: Uint8Array; subjectWrapKey: Uint8Array }[]>
  subjects: SubjectTable
}

/** A thread that opens entries of one compartment. */
export interface EntryThread {
  /** The bodies of the entries of a page as JSON; `null` when one of them does not open. VaultError VAULT_CLOSED */
  open: (page: EntryPage) => Promise<string | null>
  /** Zeroes the keys and ends the thread, which is gone when this resolves; what is under way is rejected. */
  end: () => Promise<void>
}

interface Waiting {
  opened: (bodiesJson: string | null) => void
  failed: (error: Error) => void
}

const sharedCopy = (bytes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length))
  copy.set(bytes)
  return copy
}

/** Starts a thread that opens entries until it is told to end or the vault is locked (rule V17). */
export const startEntryThread = (
  state: VaultState,
  {
    name,
    idBytes,
    keysByEpoch,
  }: Pick<OpenCompartment, 'idBytes'> & Keyring<Pick<CompartmentKeys, 'entryKey' | 'subjectWrapKey'>>,
): EntryThread => {
  const packed = packedSubjects(state.db, idBytes)
  const keyBytes = (packed.length / PACKED_SUBJECT_BYTES) * SUBJECT_KEY_BYTES
  const data: EntryThreadData = {
    name,
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
  // What is decrypted lives for one page: with room for some pages, most of it is gone before it is collected.
  const resourceLimits = { maxYoungGenerationSizeMb: 64 }
  const worker = new Worker(new URL('entry-worker.js', import.meta.url), { workerData: data, resourceLimits })
  // Answers come in the order of the pages.
  const queue: Waiting[] = []
  let ended: Error | undefined
  const failAll = (error: Error): void => {
    ended ??= error
    for (const { failed } of queue.splice(0)) {
      failed(error)
    }
  }
  const lock = (): void => {
    state.endings.delete(lock)
    for (const { entryKey, subjectWrapKey } of [...data.keysByEpoch.values()].flat()) {
      entryKey.fill(0)
      subjectWrapKey.fill(0)
    }
    data.subjects.opened.fill(0)
    failAll(new VaultError('VAULT_CLOSED', 'The vault was locked while its entries were read.'))
    void worker.terminate()
  }
  state.endings.add(lock)
  worker.on('error', failAll)
  worker.on('message', (bodiesJson: string | null) => {
    queue.shift()?.opened(bodiesJson)
    // An answer that comes while it is ended must not undo the `ref` of `end`.
    if (queue.length === 0 && ended === undefined) {
      worker.unref()
    }
  })
  return {
    open: (page) =>
      new Promise((opened, failed) => {
        if (ended !== undefined) {
          failed(ended)
          return
        }
        queue.push({ opened, failed })
        worker.ref()
        worker.postMessage(page, [])
      }),
    end: async () => {
      lock()
      // A process with nothing else to do would end before the thread has.
      worker.ref()
      await worker.terminate()
    },
  }
}
