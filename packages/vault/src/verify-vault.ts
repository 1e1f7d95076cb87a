import { checkPlaces, checkWords } from './check-words.ts'
import { createEntryChecker } from './entry-checker.ts'
import { isDuressWhole } from './duress-slot.ts'
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

const DATABASE = checkPlaces.say('database')

/** Asks SQLite whether its file is sound, and whether the tables are those of the format. */
const verifyDatabase = (state: VaultState, { fault }: Verification): void => {
  for (const row of state.db.pragma('integrity_check(100)')) {
    const [line] = Object.values(row)
    if (line !== 'ok') {
      fault(DATABASE, checkWords.say('database-damaged', { line: String(line) }))
    }
  }
  const expected = expectedSchema()
  const found = schemaOf(state.db)
  for (const name of new Set([...expected.keys(), ...found.keys()])) {
    if (expected.get(name) !== found.get(name)) {
      fault(DATABASE, checkWords.say('not-of-format', { name }))
    }
  }
}

/** Checks the part of the own key file that unlocking does not read. */
const verifyKeyFile = (state: VaultState, { fault }: Verification): void => {
  const file = readKeyFiles(state.dir, readVaultFile(state.dir)).find(({ memberHex }) => memberHex === state.member)
  if (file?.passkeys.some((passkey) => readAbout(file, passkey, state.identity.seed) === null) === true) {
    fault(checkPlaces.say('key-file-of', { member: file.memberHex }), checkWords.say('passkey-changed'))
  }
  if (file !== undefined && !isDuressWhole(state.identity.seed, file)) {
    fault(checkPlaces.say('key-file-of', { member: file.memberHex }), checkWords.say('duress-slot-damaged'))
  }
  if (file !== undefined && !isRecoveryWhole(state.identity.seed, file)) {
    fault(checkPlaces.say('key-file-of', { member: file.memberHex }), checkWords.say('recovery-damaged'))
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
      const place = checkPlaces.say('log', { log: log.idHex })
      if (!state.devices.has(log.idHex)) {
        ofLog.fault(place, checkWords.say('log-of-nobody'))
      }
      await checkPart(ofLog, place, () => verifyLog(state, log, ofLog, checker))
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
  await checkPart(verification, checkPlaces.say('key-file'), () => {
    verifyKeyFile(state, verification)
  })
  await checkPart(verification, checkPlaces.say('log-end'), () => {
    checkLogHead(state.db, state.log)
  })
  await checkPart(verification, checkPlaces.say('all-logs'), () => verifyLogs(state, verification))
  await checkPart(verification, checkPlaces.say('all-subjects'), () => {
    verifySubjects(state, verification)
  })
  await checkPart(verification, checkPlaces.say('all-files'), () =>
    verifyBlobs(state, options.deep === true, verification),
  )
  return verification.report
}
