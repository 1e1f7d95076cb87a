/** The body of a thread that opens entries. It holds the entry keys of one compartment while it runs (rule V17). */
import { parentPort, workerData } from 'node:worker_threads'

import { openPage } from './open-entry.ts'
import type { EntryKeyring, EntryPage } from './open-entry.ts'
import type { ThreadRing } from './page-thread.ts'
import { loadSodium } from './sodium.ts'
import { tableFinder } from './subject-finder.ts'

const crypto = await loadSodium()
const keyrings = (workerData as ThreadRing[]).map((ring): EntryKeyring => ({
  ...ring,
  crypto,
  findSubject: tableFinder(ring.subjects, ring, crypto),
}))

/** The bodies of a page as JSON; `null` when one does not open. */
const openedJson = (page: EntryPage): string | null => {
  const [keyring] = keyrings
  try {
    return keyring === undefined ? null : `[${[...openPage(keyring, page)].join(',')}]`
  } catch {
    return null
  }
}

parentPort?.on('message', (page: EntryPage) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(openedJson(page))
})
