/** The verifier: what docs/spec/package.md asks, in its order. Pure; where the bytes come from is `bag-files.ts`. */
import { packageFolder, PACKAGE_FILE, parseCanonical } from '@homeward/format'
import type { PackageConsent, PackageCustody, PackageHead, PackageRecords } from '@homeward/format'
import type { Bag } from './bag.ts'
import { checkConsent, checkCustody } from './check-accounts.ts'
import { checkEntries, findFounding, openEntries } from './check-entries.ts'
import type { Founding } from './check-entries.ts'
import { checkBagTexts, checkSeal, digestFiles, readText, wordsOf } from './check-files.ts'
import { checkRecords } from './check-records.ts'
import { findingsOf } from './findings.ts'
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
  founding: Founding | null,
  head: PackageHead | null,
  expected: string | undefined,
  addFault: AddFault,
): KeyReport | null => {
  if (founding === null) {
    return null
  }
  if (head !== null && founding.vault !== head.vault) {
    addFault(PACKAGE_FILE.records, 'The package is said to be of another vault than the one that was founded.')
  }
  if (expected !== undefined && expected !== founding.vkeyText) {
    addFault('key', 'The package is signed by another key than the one that you expect.')
  }
  const fingerprint = (founding.logHex.slice(0, 32).match(/.{4}/gu) ?? []).join(' ')
  return { vkey: founding.vkeyText, fingerprint, member: founding.member, compared: expected === founding.vkeyText }
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
  const founding = findFounding(entries, addFault)
  const key = checkKey(founding, head, options.vkey, addFault)
  const provenEntries = checkEntries(entries, founding, addFault)
  await checkSeal(bag, files, head, founding?.key ?? null, addFault)

  const none = { good: 0, all: 0 }
  const held =
    records === null
      ? { sources: none, items: none, messages: none }
      : await checkRecords(records, { bag, files, entries, provenEntries }, addFault)
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
    entries: { good: provenEntries.size, all: entries.length },
    ...held,
    attachments: records?.attachments.length ?? 0,
  }
  return {
    ok: faults.length === 0,
    package: head,
    key,
    counts,
    ...findingsOf(counts, key, faults.length === 0),
    faults,
  }
}
