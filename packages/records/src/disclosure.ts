import { consentsOf, refusalsOf } from './consent-rows.ts'
import { refusalOf, type DisclosureRequest } from './consent-rules.ts'
import { consentScopes } from './consent-words.ts'
import { requirePerson } from './people.ts'
import type { Records } from './records.ts'
import type { Consent, ConsentScope } from './types.ts'

/** What may be disclosed about one person, and why the rest may not. */
export interface Disclosure {
  person: string
  allowed: { scope: ConsentScope; consent: string }[]
  withheld: { scope: ConsentScope; reason: string }[]
}

/**
 * Decides from the consents on record which parts of a person's record may go to a recipient (H7, rules R6–R8, R42).
 * A part is allowed only by a consent that covers the part, the purpose and the recipient, has not ended, was not withdrawn,
 * and whose purpose nobody refused since; otherwise it is withheld with the nearest reason. Nobody can override this by a parameter.
 */
export function discloseOf(records: Records, person: string, request: DisclosureRequest): Disclosure {
  requirePerson(records, person)
  const consents = consentsOf(records.registry, person)
  const isRefused = refusalsOf(records.registry, person).some(({ purposes }) => purposes.includes(request.purpose))
  const disclosure: Disclosure = { person, allowed: [], withheld: [] }
  for (const scope of consentScopes) {
    const covering = consents.filter((consent) => consent.scopes.includes(scope))
    const allowing = covering.find((consent) => refusalOf(consent, request) === null)
    if (allowing !== undefined) disclosure.allowed.push({ scope, consent: allowing.id })
    else disclosure.withheld.push({ scope, reason: nearestReason(covering, request, isRefused) })
  }
  return disclosure
}

/** Of the consents for this purpose the last one says why; without one, the last of all. */
function nearestReason(covering: Consent[], request: DisclosureRequest, isRefused: boolean): string {
  const last = covering.findLast(({ purposes }) => purposes.includes(request.purpose)) ?? covering.at(-1)
  if (last === undefined) return isRefused ? 'this purpose was refused' : 'no consent covers this'
  return refusalOf(last, request) ?? 'no consent covers this'
}
