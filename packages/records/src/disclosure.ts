import type { Database } from '@homeward/vault'
import { consentsOf, refusalsOf } from './consent-rows.ts'
import { refusalOf, type DisclosureRequest } from './consent-rules.ts'
import { consentScopes } from './consent-words.ts'
import { connectedWith } from './joined.ts'
import { requirePerson } from './people.ts'
import type { Records } from './records.ts'
import type { Consent, ConsentScope } from './consent-types.ts'
import { elsewhere, withheldWords, type ConsentRefusal } from './withheld-words.ts'

/** What may be disclosed about one person, and why the rest may not. */
export interface Disclosure {
  person: string
  allowed: { scope: ConsentScope; consent: string }[]
  withheld: { scope: ConsentScope; reason: string }[]
}

/** What was said in one record: all consents, and whether the purpose that is asked for was refused. */
interface Said {
  consents: Consent[]
  isRefused: boolean
}

/**
 * Decides from the consents on record which parts of a person's record may go to a recipient (H7, rules R6–R8, R42).
 * A part is allowed only by a consent that covers the part, the purpose and the recipient, has not ended, was not withdrawn,
 * and whose purpose nobody refused since; otherwise it is withheld with the nearest reason. Of records that may be the same
 * person's the stricter holds (rule R54). Nobody can override this by a parameter.
 */
export function discloseOf(records: Records, person: string, request: DisclosureRequest): Disclosure {
  requirePerson(records, person)
  const { registry } = records
  const own = saidOf(registry, person, request)
  const others = [...connectedWith(registry, person, 'possible')].filter((other) => other !== person)
  const theirs = others.map((other) => saidOf(registry, other, request))
  const disclosure: Disclosure = { person, allowed: [], withheld: [] }
  for (const scope of consentScopes) {
    const covering = own.consents.filter((consent) => consent.scopes.includes(scope))
    const allowing = covering.find((consent) => refusalOf(consent, request) === null)
    const forbidden = theirs.map((said) => forbids(said, scope, request)).find((reason) => reason !== null) ?? null
    if (allowing !== undefined && forbidden !== null) disclosure.withheld.push({ scope, reason: elsewhere(forbidden) })
    else if (allowing !== undefined) disclosure.allowed.push({ scope, consent: allowing.id })
    else disclosure.withheld.push({ scope, reason: nearestReason(covering, own.isRefused, request).text })
  }
  return disclosure
}

function saidOf(registry: Database, person: string, { purpose }: DisclosureRequest): Said {
  const isRefused = refusalsOf(registry, person).some(({ purposes }) => purposes.includes(purpose))
  return { consents: consentsOf(registry, person), isRefused }
}

/** Why another record of the same person forbids a part: it was asked about this purpose there, and nothing of it allows the part. */
function forbids(
  { consents, isRefused }: Said,
  scope: ConsentScope,
  request: DisclosureRequest,
): ConsentRefusal | null {
  const about = consents.filter(({ scopes, purposes }) => scopes.includes(scope) && purposes.includes(request.purpose))
  if (about.some((consent) => refusalOf(consent, request) === null)) return null
  if (about.length === 0 && !isRefused) return null
  return nearestReason(about, isRefused, request)
}

/** Of the consents for this purpose the last one says why; without one, the last of all. */
function nearestReason(covering: Consent[], isRefused: boolean, request: DisclosureRequest): ConsentRefusal {
  const last = covering.findLast(({ purposes }) => purposes.includes(request.purpose)) ?? covering.at(-1)
  if (last === undefined) return withheldWords.say(isRefused ? 'purpose-refused' : 'no-consent')
  return refusalOf(last, request) ?? withheldWords.say('no-consent')
}
