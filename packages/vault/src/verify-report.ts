import { setImmediate as nextTurn } from 'node:timers/promises'

import { checkPlaces, checkWords, saidByError } from './check-words.ts'
import type { CheckPlace, CheckSaid } from './check-words.ts'
import { VaultError } from './vault-error.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/** One thing that is wrong: what it concerns, and what is wrong with it, in words that `checkPlaces` and `checkWords` read. */
export interface Fault {
  where: string
  what: string
}

/** Everything that a check found. Sound when `faults` is empty. */
export interface VerifyReport {
  /** Entries hashed and opened, blobs looked at, bytes of sealed content read (deep only). */
  entries: number
  blobs: number
  bytes: number
  /** Blobs in compartments that are closed to this member: only their sizes were looked at. */
  closed: number
  /** Blobs in quarantine: only their sizes were looked at (rule QU3). */
  quarantined: number
  /** Entries that were erased: hashed and in their place, and nobody opens them any more. */
  erased: number
  faults: Fault[]
  /** What was found of each log: entries that were hashed, and how many of the faults concern it. */
  logs: { log: string; entries: number; faults: number }[]
}

/** How to check, follow and stop. */
export interface VerifyOptions {
  /** Also decrypt every blob and compare its content with its id. */
  deep?: boolean
  /** `total` is in the unit of `done`: entries, then blobs (or, when deep, their bytes). */
  onProgress?: (progress: { part: 'log' | 'blobs'; done: number; total: number }) => void
  signal?: AbortSignal
}

/** The report while it grows. */
export interface Verification {
  report: VerifyReport
  fault: (where: CheckPlace, what: CheckSaid) => void
  /** Tells how far it is, lets others run, and stops when asked to, or when the vault was locked meanwhile. */
  pause: (part: 'log' | 'blobs', done: number, total: number) => Promise<void>
}

// More would only fill the memory: a file of noise has a fault everywhere.
const MOST_FAULTS = 1000

/** Whether an error ends the check, instead of being one of its faults. */
export const isStop = (error: unknown): boolean =>
  error instanceof VaultError && (error.code === 'CANCELLED' || error.code === 'VAULT_CLOSED')

/** Starts an empty report. */
export const startVerification = (state: VaultState, { onProgress, signal }: VerifyOptions): Verification => {
  const report: VerifyReport = {
    entries: 0,
    blobs: 0,
    bytes: 0,
    closed: 0,
    quarantined: 0,
    erased: 0,
    faults: [],
    logs: [],
  }
  return {
    report,
    fault: (where, what) => {
      if (report.faults.length < MOST_FAULTS) {
        report.faults.push({ where: where.text, what: what.text })
      } else if (report.faults.length === MOST_FAULTS) {
        report.faults.push({ where: checkPlaces.say('check').text, what: checkWords.say('more-faults').text })
      }
    },
    pause: async (part, done, total) => {
      onProgress?.({ part, done, total })
      await nextTurn()
      requireOpen(state)
      if (signal?.aborted === true) {
        throw new VaultError('CANCELLED', 'The check was stopped before its end. It says nothing about the rest.')
      }
    },
  }
}

/** Runs one part of a check; an error that does not stop it becomes a fault, and the next part goes on. */
export const checkPart = async (
  { fault }: Verification,
  where: CheckPlace,
  part: () => Promise<void> | void,
): Promise<void> => {
  try {
    await part()
  } catch (error) {
    if (isStop(error)) {
      throw error
    }
    fault(where, saidByError(error))
  }
}
