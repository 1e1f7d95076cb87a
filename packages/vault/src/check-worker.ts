/** The body of a thread that tries whether entries open and checkpoints are signed. It holds the entry keys of all open compartments while it runs (rule V17). */
import { parentPort, workerData } from 'node:worker_threads'

import { ENTRY_KIND, equalBytes, parseEntryHeader, verifyNote } from '@homeward/format'
import type { Vkey } from '@homeward/format'

import type { FoundInPage, PageToTry } from './entry-checker.ts'
import { entriesOf, openStored } from './open-entry.ts'
import type { EntryKeyring } from './open-entry.ts'
import type { StoredEntry } from './log-store.ts'
import type { ThreadRing } from './page-thread.ts'
import { loadSodium } from './sodium.ts'
import { tableFinder } from './subject-finder.ts'

const crypto = await loadSodium()
const keyrings = (workerData as ThreadRing[]).map((ring): EntryKeyring & Pick<ThreadRing, 'idBytes'> => ({
  ...ring,
  crypto,
  findSubject: tableFinder(ring.subjects, ring, crypto),
}))

const doesOpen = (logId: Uint8Array, entry: StoredEntry): boolean => {
  try {
    const { header } = parseEntryHeader(entry.bytes)
    const keyring = keyrings.find(({ idBytes }) => equalBytes(idBytes, header.compartmentId))
    if (header.kind !== ENTRY_KIND.sealed || keyring === undefined) {
      return false
    }
    openStored(keyring, logId, entry)
    return true
  } catch {
    return false
  }
}

const signedText = (note: string, vkey: Vkey): string | null => {
  try {
    return verifyNote(note, [vkey]).text
  } catch {
    return null
  }
}

parentPort?.on('message', ({ page, notes, vkey }: PageToTry) => {
  const found: FoundInPage = {
    opened: Uint8Array.from(entriesOf(page), (entry) => Number(doesOpen(page.logId, entry))),
    texts: notes.map((note) => signedText(note, vkey)),
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(found)
})
