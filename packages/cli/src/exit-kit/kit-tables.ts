import {
  everyRecord,
  getPerson,
  historyOf,
  listChats,
  listLeads,
  listPackages,
  listSources,
  messagesOfChat,
  withoutSecrets,
  pairsOf,
  type Lead,
  type Message,
  type Pair,
  type Person,
  type Records,
} from '@homeward/records'
import type { OpenedEntry } from '@homeward/vault'
import type { KitFiles } from './kit-files.ts'

const rowsAtOnce = 10_000

/** How many rows each table of a kit has. */
export interface TableCounts {
  people: number
  history: number
  challenges: number
  pairs: number
  statements: number
  consents: number
  refusals: number
  sources: number
  messages: number
  leads: number
  decisions: number
  packages: number
  entries: number
}

/** Writes everything that is not a file, as JSON and CSV: what was recorded, what was derived, and the log behind it. */
export async function writeTables(records: Records, files: KitFiles): Promise<TableCounts> {
  const people = await files.writeTable('tables/people', allPeople(records), {
    id: ({ id }) => id,
    names: ({ names }) => names.map(({ value }) => value.text).join(' | '),
    sex: ({ sex }) => sex.map(({ value }) => value).join(' | '),
    birth: ({ birth }) => birth.map(({ value }) => `${value.earliest}–${value.latest} (${value.basis})`).join(' | '),
    origin: ({ origin }) => origin.map(({ value }) => value).join(' | '),
    lastSeen: ({ lastSeen }) =>
      lastSeen.map(({ value }) => [value.place ?? '', value.date ?? ''].join(' ').trim()).join(' | '),
    photos: ({ photos }) => photos.length,
    registered: ({ registered }) => registered.at,
  })
  const history = await files.writeTable(
    'tables/history',
    flatten(allPeople(records), ({ id }) => historyOf(records, id).map((step) => ({ person: id, ...step }))),
    {
      person: ({ person }) => person,
      field: ({ field }) => field,
      id: ({ id }) => id,
      did: ({ did }) => did,
      value: ({ value }) => (typeof value === 'string' || value === null ? value : JSON.stringify(value)),
      stands: ({ isCurrent }) => (isCurrent ? 'yes' : 'no'),
      saidBy: ({ said }) => said?.by,
      saidDate: ({ said }) => said?.date,
      why: ({ why }) => why,
      at: ({ at }) => at,
      member: ({ member }) => member,
      entry: ({ entry }) => entry,
    },
  )
  const challenges = await files.writeTable(
    'tables/challenges',
    flatten(allPeople(records), (person) => person.challenges),
    {
      id: ({ id }) => id,
      person: ({ person }) => person,
      field: ({ field }) => field,
      by: ({ by }) => by,
      capacity: ({ capacity }) => capacity,
      text: ({ text }) => text,
      date: ({ date }) => date,
      state: ({ state }) => state,
      answers: ({ answers }) => answers.map(({ outcome, why }) => `${outcome}: ${why}`).join(' | '),
      at: ({ at }) => at,
      entry: ({ entry }) => entry,
    },
  )
  const pairs = await files.writeTable(
    'tables/pairs',
    flatten(allPairs(records), ({ people: both, decisions: made }) => made.map((decision) => ({ both, ...decision }))),
    {
      a: ({ both }) => both[0],
      b: ({ both }) => both[1],
      verdict: ({ verdict }) => verdict,
      stands: ({ isCurrent }) => (isCurrent ? 'yes' : 'no'),
      note: ({ note }) => note,
      at: ({ at }) => at,
      member: ({ member }) => member,
      entry: ({ entry }) => entry,
    },
  )
  const statements = await files.writeTable(
    'tables/statements',
    flatten(allPeople(records), (person) => person.statements),
    {
      id: ({ id }) => id,
      person: ({ person }) => person,
      kind: ({ kind }) => kind,
      text: ({ text }) => text,
      by: ({ by }) => by,
      date: ({ date }) => date,
      place: ({ place }) => place,
      lead: ({ lead }) => lead,
      item: ({ item }) => item,
      at: ({ at }) => at,
      entry: ({ entry }) => entry,
    },
  )
  const consents = await files.writeTable(
    'tables/consents',
    flatten(allPeople(records), (person) => person.consents),
    {
      id: ({ id }) => id,
      person: ({ person }) => person,
      givenBy: ({ givenBy }) => givenBy,
      capacity: ({ capacity }) => capacity,
      text: ({ text }) => text?.version,
      language: ({ text }) => text?.language,
      words: ({ text }) => text?.words,
      scopes: ({ scopes }) => scopes.join(' | '),
      purposes: ({ purposes }) => purposes.join(' | '),
      recipients: (consent) => consent.recipients.join(' | '),
      until: ({ until }) => until,
      note: ({ note }) => note,
      withdrawn: ({ withdrawn }) => withdrawn?.at,
      withdrawnBy: ({ withdrawn }) => withdrawn?.by,
      refusedSince: ({ refused }) => refused.join(' | '),
      at: ({ at }) => at,
      entry: ({ entry }) => entry,
    },
  )
  const refusals = await files.writeTable(
    'tables/refusals',
    flatten(allPeople(records), (person) => person.refusals),
    {
      id: ({ id }) => id,
      person: ({ person }) => person,
      givenBy: ({ givenBy }) => givenBy,
      capacity: ({ capacity }) => capacity,
      text: ({ text }) => text?.version,
      language: ({ text }) => text?.language,
      words: ({ text }) => text?.words,
      purposes: (refusal) => refusal.purposes.join(' | '),
      note: ({ note }) => note,
      at: ({ at }) => at,
      entry: ({ entry }) => entry,
    },
  )
  const sources = await files.writeTable('tables/sources', listSources(records).toReversed(), {
    id: ({ id }) => id,
    name: ({ name }) => name,
    from: ({ from }) => from,
    legalBasis: ({ legalBasis }) => legalBasis,
    note: ({ note }) => note,
    items: ({ itemsCount }) => itemsCount,
    refused: ({ receipt }) => receipt.files.refused.length,
    at: ({ at }) => at,
    entry: ({ entry }) => entry,
  })
  const messages = await files.writeTable('tables/messages', allMessages(records), {
    id: ({ id }) => id,
    source: ({ source }) => source,
    chat: ({ chat }) => chat,
    sender: ({ sender }) => sender,
    time: ({ time }) => time.raw ?? time.local,
    earliest: ({ time }) => isoOf(time.earliestMs),
    latest: ({ time }) => isoOf(time.latestMs),
    text: ({ text }) => text,
    attachments: ({ attachments }) => attachments.map(({ path }) => path).join(' | '),
    item: ({ item }) => item,
    start: ({ bytes }) => bytes.start,
    end: ({ bytes }) => bytes.end,
  })
  const leads = await files.writeTable('tables/leads', allLeads(records), {
    id: ({ id }) => id,
    state: ({ state }) => state,
    person: ({ person }) => person,
    personPhoto: ({ personPhoto }) => personPhoto,
    item: ({ item }) => item,
    source: ({ source }) => source,
    decisions: ({ decisions: made }) => made.length,
  })
  const decisions = await files.writeTable(
    'tables/decisions',
    flatten(allLeads(records), ({ id, decisions: made }) => made.map((decision) => ({ lead: id, ...decision }))),
    {
      lead: ({ lead }) => lead,
      decision: ({ decision }) => decision,
      note: ({ note }) => note,
      at: ({ at }) => at,
      member: ({ member }) => member,
      entry: ({ entry }) => entry,
    },
  )
  const packages = await files.writeTable('tables/packages', listPackages(records).toReversed(), {
    id: ({ id }) => id,
    recipient: ({ recipient }) => recipient,
    purpose: ({ purpose }) => purpose,
    sha256: ({ sha256 }) => sha256,
    size: ({ size }) => size,
    withheld: ({ withheld }) => withheld,
    at: ({ at }) => at,
    entry: ({ entry }) => entry,
  })
  const entries = await files.writeTable('log/entries', allEntries(records), {
    log: ({ log }) => log,
    position: ({ index }) => index,
    at: ({ at }) => at,
    compartment: ({ compartment }) => compartment,
    member: ({ member }) => member,
    device: ({ device }) => device,
    changes: ({ changes }) => changes.map(({ type }) => type).join(' | '),
  })
  return {
    people,
    history,
    challenges,
    pairs,
    statements,
    consents,
    refusals,
    sources,
    messages,
    leads,
    decisions,
    packages,
    entries,
  }
}

function isoOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

function* flatten<Outer, Inner>(outer: Iterable<Outer>, inner: (item: Outer) => Iterable<Inner>): Generator<Inner> {
  for (const item of outer) yield* inner(item)
}

/** What was decided about two records, each pair once. */
function* allPairs(records: Records): Generator<Pair> {
  for (const id of everyRecord(records))
    for (const pair of pairsOf(records.registry, [id])) if (pair.people[0] === id) yield pair
}

/** All people, whole. */
export function* allPeople(records: Records): Generator<Person> {
  for (const id of everyRecord(records)) yield getPerson(records, id)
}

function* allMessages(records: Records): Generator<Message> {
  for (const { id } of listChats(records))
    for (let offset = 0; ; offset += rowsAtOnce) {
      const { messages } = messagesOfChat(records, id, { limit: rowsAtOnce, offset })
      yield* messages
      if (messages.length < rowsAtOnce) break
    }
}

function* allLeads(records: Records): Generator<Lead> {
  for (let offset = 0; ; offset += rowsAtOnce) {
    const { leads } = listLeads(records, { limit: rowsAtOnce, offset })
    yield* leads
    if (leads.length < rowsAtOnce) return
  }
}

async function* allEntries(records: Records): AsyncGenerator<OpenedEntry> {
  const cleared = withoutSecrets(records)
  for (const compartment of records.vault.compartments)
    for await (const entry of records.vault.entries(compartment)) yield cleared(entry)
}
