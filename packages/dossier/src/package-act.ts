import { canonicalJson, sha256, toHex, type JsonObject } from '@homeward/format'
import {
  actWords,
  getAct,
  listedAs,
  proposeAct,
  RecordsError,
  requestOf,
  requireApproved,
  subjectOf,
  type Act,
  type Deed,
  type Records,
} from '@homeward/records'
import { choose, isBulk, type Chosen, type PackageRequest } from './choose.ts'

/** The request without its day: ids in order and each once, so that the same request always has the same digest. */
function wholeOf({ request, persons, items, leads }: Chosen): Omit<PackageRequest, 'today'> {
  return {
    purpose: request.purpose,
    recipient: request.recipient,
    ...(request.form === undefined ? {} : { form: request.form }),
    persons: persons.map(({ person }) => person.id).toSorted(compare),
    items: items.map(({ id }) => id).toSorted(compare),
    leads: leads.map(({ id }) => id).toSorted(compare),
  }
}

function jsonOf({ items, leads, persons, ...whole }: Omit<PackageRequest, 'today'>): JsonObject {
  return { ...whole, items: [...items], leads: [...leads], persons: [...persons] }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** What a second person approves of a package: ids and no names, since the proposal stands with the sources (rule R17). */
function packageDeed(chosen: Chosen): Deed {
  const { request } = chosen
  const whole = wholeOf(chosen)
  return {
    kind: 'bulk-export',
    compartment: 'evidence',
    opens: ['registry', 'evidence'],
    subject: subjectOf([
      actWords.say(`${request.form === 'pfif' ? 'pfif' : 'package'}-${request.purpose}`, {
        recipient: request.recipient,
      }),
      listedAs('people', whole.persons),
      listedAs('items', whole.items),
      listedAs('leads', whole.leads),
      actWords.say('request-digest', { sha256: toHex(sha256(canonicalJson(jsonOf(whole)))) }),
    ]),
  }
}

/** Proposes a package that needs a second person and returns the id of the act. Throws as `choose` and `proposeAct`. */
export async function proposePackage(
  records: Records,
  request: PackageRequest,
  { reason, now }: { reason: string; now: Date },
): Promise<string> {
  const chosen = choose(records, request)
  if (!isBulk(chosen)) throw new RecordsError('INVALID', 'This package needs no second person. Make it.')
  const act = await proposeAct(records, { ...packageDeed(chosen), reason, request: jsonOf(wholeOf(chosen)) }, now)
  return act
}

/** What was proposed, to be made now. Throws `RecordsError` NOT_FOUND, ACT_DIFFERS for an act about something else. */
export async function proposedPackage(records: Records, id: string, now: Date, today: string): Promise<PackageRequest> {
  const act = getAct(records, id, now)
  if (act.kind !== 'bulk-export' || act.request === null)
    throw new RecordsError('ACT_DIFFERS', 'This act is about no package.')
  const { purpose, recipient, persons, items, leads, form } = (await requestOf(records, act)) as unknown as Omit<
    PackageRequest,
    'today'
  >
  return { purpose, recipient, persons, items, leads, ...(form === undefined ? {} : { form }), today }
}

/** The act that allows this package; null for one that needs none. Throws as `requireApproved`. */
export function actOfPackage(records: Records, chosen: Chosen, now: Date): Act | null {
  return isBulk(chosen) ? requireApproved(records, packageDeed(chosen), now) : null
}

/** Throws, before anything is collected, what `makePackage` would throw about what was chosen and about its act. */
export function requirePackageAllowed(records: Records, request: PackageRequest, now: Date): void {
  actOfPackage(records, choose(records, request), now)
}
