import { utf8 } from '@homeward/format'
import { discloseOf, listPackages, newId, recordPackage, RecordsError, type Records } from '@homeward/records'
import { choose, type PackageRequest } from './choose.ts'
import { DossierError } from './errors.ts'
import { actOfPackage } from './package-act.ts'
import { pfifPeople, placeholder } from './pfif-people.ts'
import { pfifXml } from './pfif-xml.ts'

/** A package that was made: sealed in the vault, written down in the log, ready to be read with `openPackage`. */
export interface MadePackage {
  id: string
  sha256: string
  size: number
}

/**
 * Makes a PFIF 1.4 file of people, seals it and writes it down like a package: the same consent, the same second person where it is
 * many, the same list of what was handed out. Whoever got a record by an earlier file and may not keep it any longer is sent its
 * placeholder. Throws `DossierError` NOTHING_ALLOWED where no name may leave, and as `makePackage`.
 */
export async function makePfif(records: Records, request: PackageRequest, now: Date): Promise<MadePackage> {
  const chosen = choose(records, request)
  const act = actOfPackage(records, chosen, now)
  const people = pfifPeople(records, chosen, now)
  const recalled = recalledFrom(records, request).map((person) => placeholder(records, person, now))
  if (people.length + recalled.length === 0)
    throw new DossierError(
      'NOTHING_ALLOWED',
      'No consent allows a name of these people to leave for this purpose and recipient, so there is nothing to write. Ask for consent, or choose others.',
    )
  const sealed = await records.vault.sealBytes('evidence', utf8(pfifXml([...people, ...recalled])))
  const named = chosen.persons.filter(({ disclosure }) => disclosure.allowed.some(({ scope }) => scope === 'names'))
  const id = newId('package')
  await recordPackage(
    records,
    {
      package: id,
      form: 'pfif',
      recipient: request.recipient,
      purpose: request.purpose,
      blob: sealed.blob,
      sha256: sealed.sha256,
      size: sealed.size,
      items: [],
      persons: named.map(({ person }) => person.id),
      consents: [...new Set(named.flatMap(({ disclosure }) => disclosure.allowed.map(({ consent }) => consent)))],
      withheld: chosen.persons.reduce((sum, { withheld }) => sum + withheld.length, 0),
    },
    act === null ? null : { act, now },
  )
  return { id, sha256: sealed.sha256, size: sealed.size }
}

/** People whose records this recipient got as PFIF, and whose names may not go there any more, or who were erased. */
function recalledFrom(records: Records, request: PackageRequest): string[] {
  const given = new Set(
    listPackages(records)
      .filter(({ form, recipient }) => form === 'pfif' && sameName(recipient, request.recipient))
      .flatMap(({ persons }) => persons),
  )
  return [...given].filter((person) => {
    try {
      return !discloseOf(records, person, request).allowed.some(({ scope }) => scope === 'names')
    } catch (error) {
      if (error instanceof RecordsError && error.code === 'NOT_FOUND') return true
      throw error
    }
  })
}

function sameName(a: string, b: string): boolean {
  return a.normalize('NFC').trim().toLocaleLowerCase('en') === b.normalize('NFC').trim().toLocaleLowerCase('en')
}
