import {
  discloseOf,
  getItem,
  getLead,
  getPerson,
  joinedWith,
  withheldWords,
  type ConsentScope,
  type Disclosure,
  type Item,
  type Lead,
  type Person,
  type PackagePurpose,
  type Records,
} from '@homeward/records'
import { DossierError } from './errors.ts'

/** What somebody wants to hand out, to whom and what for. A lead brings its picture and its person. */
export interface PackageRequest {
  items: readonly string[]
  persons: readonly string[]
  leads: readonly string[]
  purpose: PackagePurpose
  recipient: string
  /** People alone, as records of PFIF 1.4 instead of a package; left out for a package. */
  form?: 'pfif'
  /** The day on which consents are looked at, `YYYY-MM-DD`. */
  today: string
}

/** What stays in the vault and why: a part that no consent allows, or the notes on decisions, which never leave (rule R40). */
export interface Withheld {
  scope: ConsentScope | 'notes'
  reason: string
}

/** One person, what consent allows of them, and all that is withheld. */
export interface ChosenPerson {
  person: Person
  disclosure: Disclosure
  withheld: Withheld[]
}

/** The same after consent has decided: nothing that is not in here gets into the package. */
export interface Chosen {
  request: PackageRequest
  items: Item[]
  leads: Lead[]
  persons: ChosenPerson[]
}

/** What a package would hold and what it would withhold, for somebody to look at before it is made. */
export interface PackagePreview {
  items: { id: string; path: string; size: number }[]
  persons: { id: string; name: string; allowed: ConsentScope[]; withheld: Withheld[] }[]
  bytes: number
  /** Whether it is so much that a second person has to approve it. */
  needsSecond: boolean
}

/** More people or items than this in one package is an export in bulk, which needs a second person (rule R17). */
const mostPeople = 20
const mostItems = 500

/** Whether a package needs a second person. */
export function isBulk({ persons, items }: Pick<Chosen, 'persons' | 'items'>): boolean {
  return persons.length > mostPeople || items.length > mostItems
}

/** Gathers what was asked for and lets consent decide on every person (H7). Throws `DossierError` NOTHING_CHOSEN and `RecordsError` NOT_FOUND. */
export function choose(records: Records, request: PackageRequest): Chosen {
  if (request.form === 'pfif' && request.leads.length + request.items.length > 0)
    throw new DossierError(
      'NOTHING_CHOSEN',
      'A PFIF file holds people alone. Leave items and leads out, or make a package.',
    )
  const leads = unique(request.leads).map((lead) => getLead(records, lead))
  const items = unique([...request.items, ...leads.map((lead) => lead.item)]).map((item) => getItem(records, item))
  const held = items.filter(({ quarantined }) => quarantined)
  if (held.length > 0)
    throw new DossierError(
      'IN_QUARANTINE',
      `What is in quarantine leaves in no package. Leave these items out: ${held.map(({ id }) => id).join(', ')}.`,
    )
  // Records of which people decided that they are the same person's go together, each under its own consents (rule R54).
  const chosen = [...request.persons, ...leads.map((lead) => lead.person)].flatMap((person) =>
    joinedWith(records.registry, person),
  )
  const persons = unique(chosen).map((person) => {
    const disclosed = discloseOf(records, person, request)
    const disclosure = request.form === 'pfif' ? inPfif(disclosed) : disclosed
    const theirs = leads.filter((lead) => lead.person === person)
    const shown = getPerson(records, person)
    return {
      person: { ...shown, photos: shown.photos.filter(({ value }) => value.quarantined === undefined) },
      disclosure,
      withheld: [...disclosure.withheld, ...heldPhotos(shown), ...notesOn(theirs)],
    }
  })
  if (items.length === 0 && persons.length === 0)
    throw new DossierError(
      'NOTHING_CHOSEN',
      'Nothing was chosen for this package. Choose at least one lead, item or person.',
    )
  return { request, items, leads, persons }
}

/** What `choose` would let through, in the form that is shown before anything is made. */
export function previewPackage(records: Records, request: PackageRequest): PackagePreview {
  const { items, persons } = choose(records, request)
  const photoBytes = persons
    .filter(({ disclosure }) => allows(disclosure, 'photos'))
    .flatMap(({ person }) => person.photos.map((photo) => photo.value.size))
  return {
    items: items.map(({ id, path, size }) => ({ id, path, size })),
    persons: persons.map(({ person, disclosure, withheld }) => ({
      id: person.id,
      name: person.names[0]?.value.text ?? person.id,
      allowed: disclosure.allowed.map(({ scope }) => scope),
      withheld,
    })),
    bytes: [...items.map((item) => item.size), ...photoBytes].reduce((sum, size) => sum + size, 0),
    needsSecond: isBulk({ persons, items }),
  }
}

/** Whether consent allowed this part of a person's record. */
export function allows(disclosure: Disclosure, scope: ConsentScope): boolean {
  return disclosure.allowed.some((allowed) => allowed.scope === scope)
}

/** What is withheld of the notes that members wrote when they decided on these leads. */
function notesOn(leads: readonly Lead[]): Withheld[] {
  return leads.some(({ decisions }) => decisions.some(({ note }) => note !== null))
    ? [{ scope: 'notes', reason: withheldWords.say('remarks').text }]
    : []
}

/** What is withheld of somebody because their photos are in quarantine (H11). */
function heldPhotos({ photos }: Person): Withheld[] {
  const held = photos.filter(({ value }) => value.quarantined === true).length
  return held === 0 ? [] : [{ scope: 'photos', reason: withheldWords.say('in-quarantine', { count: held }).text }]
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}

/** What of a disclosure fits into a PFIF record, so that the preview says no more than the file holds. */
function inPfif({ person, allowed, withheld }: Disclosure): Disclosure {
  const hasName = allowed.some(({ scope }) => scope === 'names')
  const reason = withheldWords.say(hasName ? 'no-pictures-in-pfif' : 'no-name-for-pfif').text
  const stays = allowed.filter(({ scope }) => !hasName || scope === 'photos')
  return {
    person,
    allowed: allowed.filter((part) => !stays.includes(part)),
    withheld: [...withheld, ...stays.map(({ scope }) => ({ scope, reason }))],
  }
}
