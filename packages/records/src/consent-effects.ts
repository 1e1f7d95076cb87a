import type { CompartmentName } from '@homeward/vault'
import { consentsOf } from './consent-rows.ts'
import { heldPurposes } from './consent-rules.ts'
import { personOfConsent } from './consents.ts'
import { fromColumn } from './column.ts'
import { planErasure } from './erase-plan.ts'
import { RecordsError } from './errors.ts'
import type { Records } from './records.ts'
import { personSubject } from './subjects.ts'
import type { Consent, ConsentEffects, ConsentScope, HandedOut } from './consent-types.ts'

/** One kind of thing that is given away under a consent: where it stands, and which of it went out under this one. */
interface HandOut {
  kind: HandedOut['kind']
  compartment: CompartmentName
  under: (records: Records, consent: string) => HandedOut[]
}

/** Everything that is given away under consents. What gives away in another way is added here (rule R44). */
const handOuts: readonly HandOut[] = [
  { kind: 'package', compartment: 'evidence', under: packagesUnder },
  { kind: 'album', compartment: 'registry', under: albumsUnder },
]

/**
 * What the withdrawal of a consent stops, or has stopped: which parts for which purposes, what other consents allow all the same,
 * and what was given away under it before, to be asked back (rule R44). Says what this member may not see, instead of leaving it out;
 * and what of it was erased, and whether anything is left to erase (rule R128).
 * Throws `RecordsError` NOT_FOUND.
 */
export function effectsOf(records: Records, id: string, today: string): ConsentEffects {
  const all = consentsOf(records.registry, personOfConsent(records, id))
  const consent = all.find((one) => one.id === id) as Consent
  // Looked at as if it still stood, so that what is said after the withdrawal is what was said before it.
  const { withdrawn: _withdrawn, ...standing } = consent
  const others = all.filter((one) => one.id !== id)
  const effects: ConsentEffects = {
    consent: id,
    stops: [],
    stays: [],
    handedOut: [],
    hidden: [],
    erased: erasedOf(records, consent),
    erasable: isErasable(records, id, today),
  }
  for (const purpose of heldPurposes(standing, today)) {
    const stops: ConsentScope[] = []
    for (const scope of consent.scopes) {
      const allowing = others.filter(
        (other) => other.scopes.includes(scope) && heldPurposes(other, today).includes(purpose),
      )
      if (allowing.length === 0) stops.push(scope)
      else effects.stays.push({ purpose, scope, recipients: recipientsOf(allowing) })
    }
    if (stops.length > 0) effects.stops.push({ purpose, scopes: stops })
  }
  for (const { kind, compartment, under } of handOuts)
    if (records.vault.compartments.includes(compartment)) effects.handedOut.push(...under(records, id))
    else effects.hidden.push(kind)
  return effects
}

function erasedOf({ vault }: Records, { person, scopes }: Consent): ConsentEffects['erased'] {
  const erasures = vault.erasures()
  return scopes.flatMap((scope) => {
    const subject = personSubject(person, scope)
    const at = erasures
      .filter(({ subjects }) => subjects.some((one) => one.compartment === 'registry' && one.subject === subject))
      .map((erasure) => erasure.at)
      .toSorted()
      .at(-1)
    return at === undefined ? [] : [{ scope, at }]
  })
}

function isErasable(records: Records, consent: string, today: string): boolean {
  try {
    planErasure(records, { consent }, today)
    return true
  } catch (error) {
    if (error instanceof RecordsError && error.code === 'INVALID') return false
    throw error
  }
}

/** Whom some consents name together; nobody when one of them allows anybody. */
function recipientsOf(consents: readonly Consent[]): string[] {
  if (consents.some(({ recipients }) => recipients.length === 0)) return []
  return [...new Set(consents.flatMap(({ recipients }) => recipients))]
}

function packagesUnder(records: Records, consent: string): HandedOut[] {
  return records.evidence
    .prepare('SELECT id, recipient, purpose, at, consents FROM package ORDER BY rowid')
    .all<{ id: string; recipient: string; purpose: HandedOut['purpose']; at: string; consents: string }>()
    .filter(({ consents }) => fromColumn<string[]>(consents).includes(consent))
    .map(({ id, recipient, purpose, at }) => ({ kind: 'package', id, recipient, purpose, at }))
}

/** Albums that show the person, if this consent allowed albums. */
function albumsUnder(records: Records, consent: string): HandedOut[] {
  return records.registry
    .prepare(
      `SELECT album.id AS id, coalesce(phone.name, '') AS recipient, album.at AS at FROM consent
       JOIN album_picture ON album_picture.person = consent.person JOIN album ON album.id = album_picture.album
       LEFT JOIN phone ON phone.id = album.phone
       WHERE consent.id = ?
         AND EXISTS (SELECT 1 FROM json_each(consent.purposes) WHERE value = 'album')
       GROUP BY album.id ORDER BY album.rowid`,
    )
    .all<{ id: string; recipient: string; at: string }>([consent])
    .map((one) => ({ kind: 'album', purpose: 'album', ...one }))
}
