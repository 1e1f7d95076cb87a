import { joinedWith, type Fate, type Person, type Records } from '@homeward/records'
import { allows, type Chosen, type ChosenPerson } from './choose.ts'
import { pfifTime, type PfifNote, type PfifPerson } from './pfif-xml.ts'

const msPerDay = 86_400_000
/** Whoever gets records has to ask again after a year, also where no consent ends. */
const longestDays = 365

/** How record ids of this vault begin. The domain is one that leads nowhere (RFC 2606): nobody can ask there for more. */
export function pfifDomain(vaultId: string): string {
  return `${vaultId
    .replaceAll(/[^0-9a-z]/giu, '')
    .slice(0, 20)
    .toLowerCase()}.homeward.invalid`
}

/**
 * What consent lets out of the chosen people, as PFIF records. Somebody without a name that may leave is left out. Who said anything is
 * never told: the author of all is the vault. Where somebody is now (`whereabouts`) does not leave (rule R36). Rules R62 and R63.
 */
export function pfifPeople(records: Records, { persons }: Chosen, now: Date): PfifPerson[] {
  const named = persons.filter(({ disclosure }) => allows(disclosure, 'names'))
  const ids = new Map(named.map(({ person }) => [person.id, recordId(records, person)]))
  return named.map((chosen) => {
    const linked = joinedWith(records.registry, chosen.person.id).flatMap((other) =>
      other === chosen.person.id ? [] : (ids.get(other) ?? []),
    )
    return personOf(records, chosen, { now, linked })
  })
}

/** What is left of a record that may not be kept any longer: nothing but its id and times, so that whoever has it deletes it. */
export function placeholder(id: string, now: Date): PfifPerson {
  const time = pfifTime(now)
  return { person_record_id: id, entry_date: time, expiry_date: time, source_date: time, notes: [] }
}

/** The id under which a record of this vault's own leaves. */
export function ownRecordId(records: Records, person: string): string {
  return `${pfifDomain(records.vault.id)}/${person}`
}

/** A record that came in keeps the id of its home, unless that has ended it; one of ours has the id of the person. */
function recordId(records: Records, { id, references }: Person): string {
  const ended = new Set(references.flatMap(({ value }) => (value.ended === undefined ? [] : value.id)))
  const home = references.find(
    ({ value }) => value.registry === 'PFIF' && value.id.includes('/') && !ended.has(value.id),
  )
  return home?.value.id ?? ownRecordId(records, id)
}

/** The first day on which somebody may not keep it any longer. */
function expiryOf({ person, disclosure }: ChosenPerson, now: Date): string {
  const used = new Set(disclosure.allowed.map(({ consent }) => consent))
  const ends = [
    ...person.consents.filter(({ id }) => used.has(id)).map(({ until }) => until),
    // What its home has ended leaves under an id of ours, and until when is for us to say.
    ...person.references.map(({ value }) =>
      value.ended === undefined || value.kept === true ? value.until : undefined,
    ),
    new Date(now.getTime() + longestDays * msPerDay).toISOString().slice(0, 10),
  ]
  return `${ends.filter((day) => day !== undefined).toSorted()[0] ?? ''}T23:59:59Z`
}

function personOf(
  records: Records,
  chosen: ChosenPerson,
  { now, linked }: { now: Date; linked: readonly string[] },
): PfifPerson {
  const { person, disclosure } = chosen
  const author = pfifDomain(records.vault.id)
  const id = recordId(records, person)
  const [entry, source] = [pfifTime(now), pfifTime(new Date(Date.parse(person.registered.at) || now.getTime()))]
  const times = { entry_date: entry, expiry_date: expiryOf(chosen, now), source_date: source }
  // Whoever reads it deletes what they have.
  if (times.expiry_date < entry) return { person_record_id: id, ...times, notes: [] }
  const record: PfifPerson = {
    person_record_id: id,
    ...times,
    author_name: author,
    source_name: author,
    ...namesOf(person),
    notes: [],
  }
  const note = (number: string, more: PfifNote): PfifNote => ({
    note_record_id: `${author}/${person.id}.${number}`,
    person_record_id: id,
    entry_date: entry,
    author_name: author,
    source_date: source,
    ...more,
  })
  if (allows(disclosure, 'details')) {
    Object.assign(record, detailsOf(person, source))
    const state = stateOf(person)
    if (state !== null) record.notes.push(note('status', state))
  }
  if (allows(disclosure, 'statements'))
    for (const { id: statement, text, place, at } of person.statements)
      record.notes.push(
        note(statement, {
          source_date: pfifTime(new Date(Date.parse(at) || now.getTime())),
          text,
          ...(place === undefined ? {} : { last_known_location: place }),
        }),
      )
  for (const [at, other] of linked.entries())
    record.notes.push(
      note(`same.${at}`, { linked_person_record_id: other, text: 'Recorded as the same person in two records.' }),
    )
  return record
}

function namesOf({ names }: Person): Partial<PfifPerson> {
  const of = (...kinds: string[]): string[] =>
    names.filter(({ value }) => kinds.includes(value.kind)).map(({ value }) => value.text)
  const parts = [
    ...of('given').slice(0, 1),
    ...of('father').slice(0, 1),
    ...of('grandfather').slice(0, 1),
    ...of('family').slice(0, 1),
  ]
  const whole = [...of('full'), ...(parts.length === 0 ? [] : [parts.join(' ')]), ...of('nickname', 'imposed')]
  const [first = '', ...others] = whole.map((name) => name.replaceAll(/\s+/gu, ' ').trim())
  return {
    full_name: first,
    given_name: of('given')[0] ?? '',
    family_name: of('family')[0] ?? '',
    alternate_names: [...new Set(others)].filter((name) => name !== first).join('\n'),
  }
}

function detailsOf(person: Person, source: string): Partial<PfifPerson> {
  const sexes = [...new Set(person.sex.map(({ value }) => value))]
  const [sex] = sexes
  const event = person.event.map(({ value }) =>
    [value.what, value.place, value.date].filter((part) => part !== undefined).join(', '),
  )
  return {
    // What people disagree on is not said for them.
    sex: sexes.length === 1 && (sex === 'female' || sex === 'male') ? sex : '',
    ...birthOf(person, Number(source.slice(0, 4))),
    home_city: [...new Set(person.origin.map(({ value }) => value))].join('; '),
    description: [
      ...person.circumstances.map(({ value }) => value),
      ...event,
      ...person.marks.map(({ value }) => value.text),
    ].join('\n'),
  }
}

function birthOf({ birth }: Person, sourceYear: number): Partial<PfifPerson> {
  if (birth.length === 0) return {}
  const earliest = Math.min(...birth.map(({ value }) => value.earliest))
  const latest = Math.max(...birth.map(({ value }) => value.latest))
  if (earliest === latest) return { date_of_birth: String(earliest) }
  const [least, most] = [Math.max(0, sourceYear - latest - 1), sourceYear - earliest]
  return most < 0 ? {} : { age: `${least}-${most}` }
}

const statuses: Readonly<Record<Fate['state'], string>> = {
  unknown: 'information_sought',
  captive: 'believed_missing',
  alive: 'believed_alive',
  returned: 'believed_alive',
  'reported-dead': 'believed_dead',
  dead: 'believed_dead',
}

/** What became of somebody and where they were last seen, where all who answered it agree; null where there is no answer. */
function stateOf({ fate, lastSeen }: Person): PfifNote | null {
  const said = [...new Set(fate.map(({ value }) => statuses[value.state]))]
  const places = [...new Set(lastSeen.flatMap(({ value }) => value.place ?? []))]
  if (said.length !== 1 && places.length === 0) return null
  return {
    status: said.length === 1 ? (said[0] ?? '') : '',
    last_known_location: places.join('; '),
    text: said.length > 1 ? 'People disagree on what became of this person.' : 'As it is recorded.',
  }
}
