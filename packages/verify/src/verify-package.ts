/** The verifier: what docs/spec/package.md asks, in its order. Pure; where the bytes come from is `bag-files.ts`. */
import { packageFolder, PACKAGE_FILE, parseCanonical, readMemberChain } from '@homeward/format'
import type { MemberChain, PackageConsent, PackageCustody, PackageHead, PackageRecords } from '@homeward/format'
import type { Bag } from './bag.ts'
import { checkConsent, checkCustody } from './check-accounts.ts'
import { chainEntries, checkEntries, openEntries } from './check-entries.ts'
import { checkBagTexts, checkSeal, digestFiles, readText, wordsOf } from './check-files.ts'
import { checkRecords } from './check-records.ts'
import { findingsOf } from './findings.ts'
import { entryReports, logReports } from './describe.ts'
import { consentShape, custodyShape, recordsShape } from './package-shapes.ts'
import type { AddFault, Fault, KeyReport, VerifyReport } from './report.ts'
import type { Shape } from './shape.ts'

/** What the person who verifies knows from elsewhere. */
export interface VerifyOptions {
  /** The verifier key of the log (`homeward/log/…+…+…`), got another way than with the package. */
  vkey?: string
}

/** One of the JSON files, in its shape; null, and faults, when it is not (P5, P7). */
const readJson = async <T>(bag: Bag, path: string, shape: Shape, addFault: AddFault): Promise<T | null> => {
  const bytes = await readText(bag, path, addFault)
  if (bytes === null) {
    return null
  }
  try {
    const value = parseCanonical(bytes)
    const problems = shape(value, path)
    for (const problem of problems) {
      addFault(path, `${problem}.`)
    }
    return problems.length === 0 ? (value as T) : null
  } catch (error) {
    addFault(path, wordsOf(error))
    return null
  }
}

const checkFolder = ({ folder }: Bag, head: PackageHead | null, addFault: AddFault): void => {
  if (folder === null || head === null) {
    return
  }
  try {
    if (packageFolder(head.id) !== folder) {
      addFault(folder, 'The folder in the zip does not have the name of the package.')
    }
  } catch (error) {
    addFault(PACKAGE_FILE.records, wordsOf(error))
  }
}

const checkKey = (
  { founding, logs }: MemberChain,
  { head, expected }: { head: PackageHead | null; expected: string | undefined },
  addFault: AddFault,
): KeyReport | null => {
  const log = founding === null ? undefined : logs.get(founding.log)
  if (founding === null || log === undefined) {
    return null
  }
  if (head !== null && founding.vault !== head.vault) {
    addFault(PACKAGE_FILE.records, 'The package is said to be of another vault than the one that was founded.')
  }
  if (expected !== undefined && expected !== log.vkeyText) {
    addFault('key', 'The vault was founded under another key than the one that you expect.')
  }
  const fingerprint = (log.log.slice(0, 32).match(/.{4}/gu) ?? []).join(' ')
  return { vkey: log.vkeyText, fingerprint, member: log.member, compared: expected === log.vkeyText }
}

/**
 * Verifies a package and reports everything that is wrong with it.
 * Never throws for what the package is. What the report cannot say, it lists under `notProven`.
 */
export const verifyPackage = async (bag: Bag, options: VerifyOptions = {}): Promise<VerifyReport> => {
  const faults: Fault[] = [...bag.faults]
  const addFault: AddFault = (where, what) => {
    faults.push({ where, what })
  }
  const files = await digestFiles(bag, addFault)
  const records = await readJson<PackageRecords>(bag, PACKAGE_FILE.records, recordsShape, addFault)
  const custody = await readJson<PackageCustody>(bag, PACKAGE_FILE.custody, custodyShape, addFault)
  const consent = await readJson<PackageConsent>(bag, PACKAGE_FILE.consent, consentShape, addFault)
  const head = records?.package ?? null

  checkFolder(bag, head, addFault)
  await checkBagTexts(bag, files, head, addFault)

  const entries = await openEntries(bag, addFault)
  const chain = readMemberChain(chainEntries(entries))
  const key = checkKey(chain, { head, expected: options.vkey }, addFault)
  const { proven, sizes } = checkEntries(entries, chain, addFault)
  const sealedBy = await checkSeal(bag, { files, head, logs: chain.logs }, addFault)

  const none = { good: 0, all: 0 }
  const held =
    records === null
      ? { counts: { sources: none, items: none, messages: none }, items: [] }
      : await checkRecords(records, { bag, files, entries, provenEntries: proven }, addFault)
  if (custody !== null) {
    checkCustody(custody, entries, addFault)
  }
  if (consent !== null && records !== null) {
    checkConsent(consent, records, addFault)
  }

  let bytes = 0
  for (const { size } of files.values()) {
    bytes += size
  }
  const counts = {
    files: files.size,
    bytes,
    entries: { good: proven.size, all: entries.length },
    ...held.counts,
    attachments: records?.attachments.length ?? 0,
  }
  const logs = logReports(chain, { sizes, sealedBy })
  return {
    ok: faults.length === 0,
    package: head,
    key,
    logs,
    items: held.items,
    entries: entryReports(entries, { chain, proven }),
    counts,
    ...findingsOf({ counts, key, logs, sealed: faults.length === 0 }),
    faults,
  }
}
