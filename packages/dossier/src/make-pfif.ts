import { utf8 } from '@homeward/format'
import { newId, recordPackage, type Records } from '@homeward/records'
import { choose, type PackageRequest } from './choose.ts'
import { DossierError } from './errors.ts'
import { actOfPackage } from './package-act.ts'
import { pfifPeople, placeholder } from './pfif-people.ts'
import { recalledIds } from './pfif-recalled.ts'
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
  const recalled = (await recalledIds(records, request))
    .filter((id) => !people.some(({ person_record_id: sent }) => sent === id))
    .map((id) => placeholder(id, now))
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
