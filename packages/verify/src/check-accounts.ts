/** The accounts beside the records: custody and consent (docs/spec/package.md, P10 and P11). */
import { canonicalJson, equalBytes, PACKAGE_FILE } from '@homeward/format'
import type { PackageConsent, PackageCustody, PackageRecords } from '@homeward/format'
import type { CheckedEntry } from './check-entries.ts'
import type { AddFault } from './report.ts'

/** Every disclosed entry stands in `custody.json` in its order, exactly as it opens, and nothing else does. */
export const checkCustody = (
  { entries: listed }: PackageCustody,
  entries: readonly CheckedEntry[],
  addFault: AddFault,
): void => {
  const { custody } = PACKAGE_FILE
  if (listed.map(({ entry }) => entry).join(' ') !== entries.map(({ ref }) => ref).join(' ')) {
    addFault(custody, 'It does not list exactly the entries that the package discloses, in their order.')
  }
  const bodyByRef = new Map(entries.map(({ ref, body }) => [ref, body]))
  for (const { entry, body } of listed) {
    const opened = bodyByRef.get(entry)
    // An entry that does not open has its own fault already.
    if (opened !== undefined && opened !== null && !equalBytes(canonicalJson(opened), canonicalJson(body))) {
      addFault(custody, `What it says of entry ${entry} is not what the entry says.`)
    }
  }
}

/** Consent was decided for this purpose and recipient, and for every person who is in the package. */
export const checkConsent = (consent: PackageConsent, records: PackageRecords, addFault: AddFault): void => {
  const { purpose, recipient } = records.package
  if (consent.purpose !== purpose || consent.recipient !== recipient) {
    addFault(PACKAGE_FILE.consent, 'It decides for another purpose or recipient than that of the package.')
  }
  const decided = new Set(consent.persons.map(({ person }) => person))
  for (const { id } of records.persons) {
    if (!decided.has(id)) {
      addFault(PACKAGE_FILE.consent, `It says nothing about the person ${id}, who is in the package.`)
    }
  }
}
