import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { recoverBlobs } from './blob-recovery.ts'
import { blobFiles, hasBlob, markSealing } from './blob-store.ts'
import { checkKdf, checkPermissions, countLeftovers } from './examine-files.ts'
import { soundCheck } from './examine-report.ts'
import type { Check } from './examine-report.ts'
import { lastBackup } from './last-backup.ts'
import type { LastBackup } from './last-backup.ts'
import { logPage } from './log-page.ts'
import { logSize } from './log-store.ts'
import { openState } from './open-vault.ts'
import type { OpenOptions } from './open-vault.ts'
import { needsNewDevice } from './restore-vault.ts'
import { VaultError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import type { VaultState } from './vault-state.ts'
import { vaultFromState } from './vault-from-state.ts'
import type { VerifyOptions, VerifyReport } from './verify-report.ts'

/** What to examine; with `mend` what is safe to mend is mended. */
export interface ExamineOptions extends OpenOptions, VerifyOptions {
  mend?: boolean
}

const DAY_MS = 86_400_000
const CLOCK_SLACK_MS = 300_000
const BACKUP_DAYS = 14
const LAST_ROWS = 50

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A text without the folder, whose name may tell something. */
const withoutFolder = (text: string, dir: string): string => text.replaceAll(dir, '…')

/** Runs one check; what it throws is its fault. */
const attempt = (check: string, dir: string, work: () => Check): Check => {
  try {
    return work()
  } catch (error) {
    return { check, state: 'fault', found: withoutFolder(words(error), dir) }
  }
}

const leftoverCheck = (before: number, after: number): Check => {
  if (before === 0) {
    return soundCheck('leftovers', 'Nothing was left half-written.')
  }
  return after === 0
    ? {
        check: 'leftovers',
        state: 'mended',
        found: `${before} half-written files of an interrupted run were put in order.`,
      }
    : {
        check: 'leftovers',
        state: 'warning',
        found: `${after} half-written files are left.`,
        todo: 'Open the vault once.',
      }
}

/** The time that the latest entries claim, against this clock. It warns and never refuses (H9). */
const clockCheck = (state: VaultState): Check => {
  const size = logSize(state.db, state.log)
  const rows = logPage(state, { after: Math.max(-1, size - 1 - LAST_ROWS), limit: LAST_ROWS })
  const latestMs = Math.max(...rows.flatMap(({ at }) => (at === null ? [] : [Date.parse(at)])))
  const nowMs = state.now().getTime()
  const days = Math.floor((nowMs - latestMs) / DAY_MS)
  if (latestMs > nowMs + CLOCK_SLACK_MS) {
    return {
      check: 'clock',
      state: 'warning',
      found: `The clock of this computer is ${-days} days behind the latest entries of the log.`,
      todo: 'Set the clock. What was written with a wrong clock stays as it is: times are claims.',
    }
  }
  return days > 365
    ? {
        check: 'clock',
        state: 'warning',
        found: `The latest entry of the log is ${days} days old by the clock of this computer.`,
        todo: 'If somebody worked in this vault since, the clock is wrong.',
      }
    : soundCheck('clock', 'The clock of this computer fits the latest entries of the log.')
}

const backupCheck = (state: VaultState, told: PromiseSettledResult<LastBackup | null>): Check => {
  if (told.status === 'rejected') {
    throw told.reason
  }
  const last = told.value
  const todo = 'Make a backup on another disk: homeward backup FOLDER'
  if (last === null) {
    return { check: 'backup', state: 'warning', found: 'There is no backup yet.', todo }
  }
  const days = Math.floor((state.now().getTime() - Date.parse(last.at)) / DAY_MS)
  const found = `The last backup was ${days} days ago${last.refused > 0 ? `, and ${last.refused} sealed files were refused` : ''}.`
  return days > BACKUP_DAYS || days < 0 || last.refused > 0
    ? { check: 'backup', state: 'warning', found, todo }
    : soundCheck('backup', found)
}

/** Sealed files without a row: those that a compartment of this vault opens are entered again (rule B8). */
const adoptBlobs = async (state: VaultState): Promise<number> => {
  const unlisted = (): number =>
    [...blobFiles(state.dir)].filter(({ idHex }) => idHex !== '' && !hasBlob(state.db, idHex)).length
  const before = unlisted()
  if (before > 0 && state.condition === 'open') {
    markSealing(state.dir)
    await recoverBlobs(state)
  }
  return before - unlisted()
}

const PARTS: readonly [check: string, where: RegExp][] = [
  ['database', /^vault\.db/u],
  ['sealed-files', /^(?:sealed file|file |the sealed files)/u],
  ['log', /(?:)/u],
]

/** The report of a check of the vault as one check a part, with every fault in words. */
const verifyChecks = ({ entries, blobs, bytes, faults }: VerifyReport, dir: string, deep: boolean): Check[] => {
  const partOf = (where: string): string => PARTS.find(([, pattern]) => pattern.test(where))?.[0] ?? 'log'
  const sound: Record<string, string> = {
    database: 'SQLite finds its file and tables sound.',
    'sealed-files': deep
      ? `${blobs} sealed files are as they were written; ${bytes} bytes were decrypted.`
      : `${blobs} sealed files are there with their sizes.`,
    log: `${entries} entries, their trees and signatures are as they were written.`,
  }
  return PARTS.flatMap(([check]): Check[] => {
    const own = faults.filter(({ where }) => partOf(where) === check)
    return own.length === 0
      ? [soundCheck(check, sound[check] ?? '')]
      : own.map(({ where, what }) => ({
          check,
          state: 'fault',
          // The name of a file that is not ours may tell something.
          found: withoutFolder(`${where.startsWith('file ') ? 'a file in the folder blobs' : where}: ${what}`, dir),
          todo: 'Copy the folder of the vault as it is, then restore the latest backup beside it.',
        }))
  })
}

const openChecks = async (state: VaultState, options: ExamineOptions): Promise<Check[]> => {
  const { dir } = state
  const adopted = options.mend === true ? await adoptBlobs(state) : 0
  const report = await vaultFromState(state).verify(options)
  const [told] = await Promise.allSettled([lastBackup(state)])
  return [
    ...(adopted > 0
      ? [{ check: 'unlisted', state: 'mended' as const, found: `${adopted} sealed files were entered again.` }]
      : []),
    ...verifyChecks(report, dir, options.deep === true),
    attempt('clock', dir, () => clockCheck(state)),
    attempt('backup', dir, () => backupCheck(state, told)),
  ]
}

/**
 * Looks at everything in the folder of a vault that can be wrong, and with `mend` mends what cannot do harm (rules D1–D4).
 * Indexes are the business of `records`. Every finding is told, none stops the others, and no text in them names anything.
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY, CANCELLED
 */
export const examineVault = async (options: ExamineOptions): Promise<Check[]> => {
  const dir = resolve(options.dir)
  const mend = options.mend === true
  if (!existsSync(dir)) {
    return [{ check: 'format', state: 'fault', found: 'There is no such folder.', todo: 'Check its name.' }]
  }
  const format = attempt('format', dir, () => {
    readVaultFile(dir)
    return soundCheck('format', 'This is a vault of format 1.')
  })
  if (format.state === 'fault') {
    return [format]
  }
  const checks = [
    format,
    attempt('permissions', dir, () => checkPermissions(dir, mend)),
    attempt('passphrase-costs', dir, () => checkKdf(dir, readVaultFile(dir))),
    attempt('device', dir, () =>
      needsNewDevice(dir)
        ? {
            check: 'device',
            state: 'warning',
            found: 'No device has a key here: the vault was restored or copied, and can be checked but not written.',
          }
        : soundCheck('device', 'This installation has its device key.'),
    ),
  ]
  let before = 0
  try {
    before = countLeftovers(dir)
    const state = await openState(options, { rescue: true })
    const vault = vaultFromState(state)
    try {
      checks.push(
        soundCheck('lock', 'No other program has the vault open.'),
        leftoverCheck(before, countLeftovers(dir)),
        ...(await openChecks(state, options)),
      )
    } finally {
      vault.close()
    }
  } catch (error) {
    if (error instanceof VaultError && ['CANCELLED', 'PASSPHRASE_EMPTY', 'PASSPHRASE_WRONG'].includes(error.code)) {
      throw error
    }
    const isInUse = error instanceof VaultError && error.code === 'VAULT_IN_USE'
    checks.push({ check: isInUse ? 'lock' : 'opening', state: 'fault', found: withoutFolder(words(error), dir) })
  }
  return checks
}
