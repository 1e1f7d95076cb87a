import { consentScopes } from './consent-words.ts'
import { consentsOf } from './consents.ts'
import { connectedWith } from './joined.ts'
import { requirePerson } from './people.ts'
import type { Records } from './records.ts'
import type { Consent, ConsentScope, Purpose } from './types.ts'

/** Who is to receive something, what for, and on which day (`YYYY-MM-DD`) it is asked. */
export interface DisclosureRequest {
  purpose: Purpose
  recipient: string
  today: string
}

/** What may be disclosed about one person, and why the rest may not. */
export interface Disclosure {
  person: string
  allowed: { scope: ConsentScope; consent: string }[]
  withheld: { scope: ConsentScope; reason: string }[]
}

/**
 * Decides from the consents on record which parts of a person's record may go to a recipient (H7, rules R6–R8).
 * A part is allowed only by a consent that covers the part, the purpose and the recipient, has not ended and was not
 * withdrawn; otherwise it is withheld with the nearest reason. Of records that may be the same person's the stricter holds (rule R54).
 * Nobody can override this by a parameter.
 */
export function discloseOf(records: Records, person: string, request: DisclosureRequest): Disclosure {
  requirePerson(records, person)
  const { registry } = records
  const consents = consentsOf(registry, person)
  const others = [...connectedWith(registry, person, 'possible')].filter((other) => other !== person)
  const theirs = others.map((other) => consentsOf(registry, other))
  const disclosure: Disclosure = { person, allowed: [], withheld: [] }
  for (const scope of consentScopes) {
    const covering = consents.filter((consent) => consent.scopes.includes(scope))
    const allowing = covering.find((consent) => refusal(consent, request) === null)
    const forbidden = theirs.map((given) => forbids(given, scope, request)).find((reason) => reason !== null) ?? null
    if (allowing !== undefined && forbidden !== null)
      disclosure.withheld.push({ scope, reason: `${forbidden}, in another record of the same person` })
    else if (allowing !== undefined) disclosure.allowed.push({ scope, consent: allowing.id })
    else disclosure.withheld.push({ scope, reason: nearestReason(covering, request) })
  }
  return disclosure
}

/** Why the consents of another record of the same person forbid a part: they are about this purpose, and none of them allows it. */
function forbids(consents: Consent[], scope: ConsentScope, request: DisclosureRequest): string | null {
  const about = consents.filter(({ scopes, purposes }) => scopes.includes(scope) && purposes.includes(request.purpose))
  if (about.length === 0 || about.some((consent) => refusal(consent, request) === null)) return null
  return nearestReason(about, request)
}

function nearestReason(covering: Consent[], request: DisclosureRequest): string {
  const last = covering.at(-1)
  if (last === undefined) return 'no consent covers this'
  return refusal(last, request) ?? 'no consent covers this'
}

function refusal(consent: Consent, { purpose, recipient, today }: DisclosureRequest): string | null {
  if (consent.withdrawn !== undefined) return 'the consent was withdrawn'
  if (consent.until !== undefined && consent.until < today) return `the consent ended on ${consent.until}`
  if (!consent.purposes.includes(purpose)) return 'the consent is for another purpose'
  if (consent.recipients.length > 0 && !consent.recipients.some((allowed) => sameRecipient(allowed, recipient)))
    return 'the consent names other recipients'
  return null
}

function sameRecipient(a: string, b: string): boolean {
  return a.normalize('NFC').trim().toLocaleLowerCase('en') === b.normalize('NFC').trim().toLocaleLowerCase('en')
}
