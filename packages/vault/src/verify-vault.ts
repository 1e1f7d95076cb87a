import { createEntryChecker } from './entry-checker.ts'
import { isRecoveryWhole, readKeyFiles } from './key-file.ts'
import { storedLogs } from './log-store.ts'
import { readAbout } from './passkey.ts'
import { checkLogHead } from './unlock.ts'
import { schemaOf } from './db-schema.ts'
import { expectedSchema } from './vault-db.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'
import { readVaultFile } from './vault-file.ts'
import { verifyBlobs } from './verify-blobs.ts'
import { verifySubjects } from './verify-subjects.ts'
import { verifyLog } from './verify-log.ts'
import { checkPart, startVerification } from './verify-report.ts'
import type { Verification, VerifyOptions, VerifyReport } from './verify-report.ts'

const DATABASE = 'vault.db'

/** Asks SQLite whether its file is sound, and whether the tables are those of the format. */
const verifyDatabase = (state: VaultState, { fault }: Verification): void => {
  for (const row of state.db.pragma('integrity_check(100)')) {
    const [line] = Object.values(row)
    if (line !== 'ok') {
      fault(DATABASE, `The database file is damaged: ${String(line)}`)
    }
  }
  const expected = expectedSchema()
  const found = schemaOf(state.db)
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    if (expected.get(name) !== found.get(name)) {
      fault(DATABASE, `The table or index ${name} is not the one of the format.`)
    }
  }
}

/** Checks the part of the own key file that unlocking does not read. */
const verifyKeyFile = (state: VaultState, { fault }: Verification): void => {
  const file = readKeyFiles(state.dir, readVaultFile(state.dir)).find(({ memberHex }) => memberHex === state.member)
  if (file?.passkeys.some((passkey) => readAbout(file, passkey, state.identity.seed) === null) === true) {
    fault(
      `the key file ${file.memberHex}.json`,
      'A passkey in it was changed by somebody else. Remove it and add it again.',
    )
  }
  if (file !== undefined && !isRecoveryWhole(state.identity.seed, file)) {
    fault(
      `the key file ${file.memberHex}.json`,
      'Its part for the recovery shares is damaged: they would not open the vault. Put back a copy of the folder keys.',
    )
  }
}

/** Checks every log, and counts the faults of each. */
const verifyLogs = async (state: VaultState, verification: Verification): Promise<void> => {
  const { report } = verification
  const checker = createEntryChecker(state)
  try {
    for (const log of storedLogs(state.db)) {
      const before = report.entries
      let faults = 0
      const ofLog: Verification = {
        ...verification,
        fault: (where, what) => {
          faults += 1
          verification.fault(where, what)
        },
      }
      if (!state.devices.has(log.idHex)) {
        ofLog.fault(`log ${log.idHex}`, 'It belongs to no device of this vault.')
      }
      await checkPart(ofLog, `log ${log.idHex}`, () => verifyLog(state, log, ofLog, checker))
      report.logs.push({ log: log.idHex, entries: report.entries - before, faults })
    }
  } finally {
    await checker.end()
  }
}

/**
 * Checks a vault (rule V14). Quick: the database file, every entry, hash, signature and tree, that every entry opens, and
 * that the sealed files are there with their sizes. Deep: also every byte of every sealed file.
 * Lists all faults instead of stopping at the first.
 * @throws VaultError CANCELLED, VAULT_CLOSED
 */
export const verifyState = async (state: VaultState, options: VerifyOptions): Promise<VerifyReport> => {
  requireOpen(state)
  const verification = startVerification(state, options)
  await checkPart(verification, DATABASE, () => {
    verifyDatabase(state, verification)
  })
  await checkPart(verification, 'the key file', () => {
    verifyKeyFile(state, verification)
  })
  await checkPart(verification, 'the end of the log', () => {
    checkLogHead(state.db, state.log)
  })
  await checkPart(verification, 'the log', () => verifyLogs(state, verification))
  await checkPart(verification, 'the keys of subjects', () => {
    verifySubjects(state, verification)
  })
  await checkPart(verification, 'the sealed files', () => verifyBlobs(state, options.deep === true, verification))
  return verification.report
}
