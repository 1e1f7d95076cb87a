/** The body of a thread that opens entries. It holds the entry keys of one compartment while it runs (rule V17). */
import { parentPort, workerData } from 'node:worker_threads'

import { openPage } from './open-entry.ts'
import type { EntryKeyring, EntryPage } from './open-entry.ts'
import type { EntryThreadData } from './entry-thread.ts'
import { tableFinder } from './subject-finder.ts'

const { name, keysByEpoch, subjects } = workerData as EntryThreadData
const keyring: EntryKeyring = { name, keysByEpoch, findSubject: tableFinder(subjects, { name, keysByEpoch }) }

/** The bodies of a page as JSON; `null` when one does not open. */
const openedJson = (page: EntryPage): string | null => {
  try {
    return `[${[...openPage(keyring, page)].join(',')}]`
  } catch {
    return null
  }
}

parentPort?.on('message', (page: EntryPage) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(openedJson(page))
})
