import {
  createItemProver,
  payloadPath,
  sha256,
  toHex,
  type DisclosedEntry,
  type JsonObject,
  type PackageFile,
  type PackageMessage,
  type PackageRecords,
} from '@homeward/format'
import {
  getSource,
  itemRecordOf,
  itemLeavesOf,
  messagesWithItem,
  openItem,
  readPersonPhoto,
  wordsOfMatch,
  type Message,
  type Located,
  type Person,
  type Records,
  type Statement,
} from '@homeward/records'
import { allows, type Chosen } from './choose.ts'
import { disclosedEntries, withoutNote } from './disclosed-entries.ts'
import { DossierError } from './errors.ts'

/** The parts of a package that are collected from the vault. */
export interface Contents {
  records: Omit<PackageRecords, 'format' | 'package'>
  steps: JsonObject[]
  entries: DisclosedEntry[]
  data: PackageFile[]
}

/**
 * Collects exact bytes, records, proofs and the steps of custody for what was chosen. Files are opened again when the
 * package is written, so memory holds one chunk of one file. Throws `DossierError` ITEM_CHANGED if sealed bytes are not
 * those that were logged, CHAIN_INCOMPLETE when the log cannot show who wrote it, and CANCELLED.
 */
export async function collect(records: Records, chosen: Chosen, signal?: AbortSignal): Promise<Contents> {
  const data = new Map<string, PackageFile>()
  const entryRefs = new Set<string>()
  const steps: JsonObject[] = []
  const sources: PackageRecords['sources'] = []
  const items: PackageRecords['items'] = []
  for (const sourceId of new Set(chosen.items.map((item) => item.source))) {
    stopIfAsked(signal)
    const source = getSource(records, sourceId)
    entryRefs.add(source.entry)
    sources.push({ id: source.id, entry: source.entry, itemsCount: source.itemsCount, itemsRoot: source.itemsRoot })
    // Who brought it stays in the vault: informants are not named to outsiders.
    steps.push({ step: 'received', at: source.at, member: source.member, entry: source.entry, source: source.id })
    const prove = createItemProver(itemLeavesOf(records, sourceId))
    for (const item of chosen.items.filter((candidate) => candidate.source === sourceId)) {
      const record = itemRecordOf(records, item.id)
      const file = payloadPath(record.sha256, record.mediaType)
      const bytes = await openItem(records, item.id)
      data.set(file, { path: file, open: () => bytes.stream() })
      items.push({ id: item.id, source: sourceId, file, record: { ...record }, proof: prove(record.index) })
    }
  }
  const messages: PackageMessage[] = []
  for (const item of chosen.items)
    for (const message of messagesWithItem(records, item.id, 200))
      if (chosen.items.some((other) => other.id === message.item)) messages.push(await cite(records, message))
  const people = await collectPeople(records, chosen, data)
  const decisions = people.leads.flatMap((lead) => lead.decisions)
  const provable = withoutNote(
    records,
    decisions.map(({ entry }) => entry),
  )
  for (const ref of provable) entryRefs.add(ref)
  for (const lead of people.leads)
    for (const decision of lead.decisions)
      steps.push({
        step: `lead ${decision.decision}`,
        at: decision.at,
        member: decision.member,
        entry: decision.entry,
        lead: lead.id,
        ...(provable.has(decision.entry) ? {} : { unproven: 'its entry holds a note, which stays in the vault' }),
      })
  return {
    records: {
      sources,
      items,
      messages: [...new Map(messages.map((message) => [message.id, message])).values()],
      attachments: people.attachments,
      persons: people.persons,
      statements: people.statements,
      leads: people.leads.map((lead) => ({
        id: lead.id,
        person: lead.person,
        item: lead.item,
        distance: lead.distance,
        variant: lead.variant,
        state: lead.state,
      })),
    },
    steps,
    entries: disclosedEntries(records, [...entryRefs]),
    data: [...data.values()],
  }
}

async function cite(records: Records, message: Message): Promise<PackageMessage> {
  const { item, start, end } = message.bytes
  const bytes = await (await openItem(records, item)).read(start, end - start)
  return {
    id: message.id,
    item,
    start,
    end,
    sha256: toHex(sha256(bytes)),
    shown: {
      sender: message.sender,
      text: message.text,
      time: {
        local: message.time.local,
        earliestMs: message.time.earliestMs,
        latestMs: message.time.latestMs,
        basis: message.time.basis,
      },
      attachments: message.attachments.map((attachment) => ({
        path: attachment.path,
        status: attachment.status,
        item: attachment.item,
      })),
    },
  }
}

interface CollectedPeople {
  persons: PackageRecords['persons']
  statements: JsonObject[]
  attachments: PackageRecords['attachments']
  /** Leads of persons whose statements may go out. */
  leads: Chosen['leads']
}

async function collectPeople(
  records: Records,
  chosen: Chosen,
  data: Map<string, PackageFile>,
): Promise<CollectedPeople> {
  const people: CollectedPeople = { persons: [], statements: [], attachments: [], leads: [] }
  for (const { person, disclosure } of chosen.persons) {
    const shown: PackageRecords['persons'][number] = {
      id: person.id,
      ...(person.joined.length === 0 ? {} : { sameAs: person.joined }),
    }
    if (allows(disclosure, 'names')) shown['names'] = person.names.map((name) => ({ ...name.value }))
    if (allows(disclosure, 'details')) Object.assign(shown, details(person))
    if (allows(disclosure, 'photos')) {
      const files: string[] = []
      for (const photo of person.photos) {
        const { bytes, mediaType } = await readPersonPhoto(records, person.id, photo.id)
        const file = payloadPath(photo.value.sha256, mediaType)
        if (!data.has(file)) {
          data.set(file, { path: file, open: () => [bytes] })
          people.attachments.push({
            file,
            sha256: photo.value.sha256,
            size: bytes.length,
            mediaType,
            what: `photo ${photo.id} of ${person.id}, from the register`,
          })
        }
        files.push(file)
      }
      shown['photos'] = files
    }
    people.persons.push(shown)
    if (!allows(disclosure, 'statements')) continue
    const leads = chosen.leads.filter((lead) => lead.person === person.id)
    people.leads.push(...leads)
    for (const statement of person.statements)
      if (
        statement.lead === undefined ||
        leads.some((lead) => lead.id === statement.lead && lead.state === 'confirmed')
      )
        people.statements.push({
          ...statement,
          text: textOf(statement, leads, chosen.items),
          by: saidBy(records, statement),
        })
  }
  return people
}

/** What was said; of a decision on a lead its fixed words alone, since once the note stood behind them (rule R40). */
function textOf({ kind, lead, text }: Statement, leads: Chosen['leads'], items: Chosen['items']): string {
  if (kind !== 'photo-found' || lead === undefined) return text
  const shown = leads.find(({ id }) => id === lead)?.item
  return wordsOfMatch(items.find(({ id }) => id === shown)?.path ?? '')
}

/** Who says it, as an outsider may know: members are named by their ids alone (rule P22). */
function saidBy({ vault }: Records, { by, lead, member }: Statement): string {
  const named = vault.members().members.find(({ name }) => name !== '' && name === by.trim())
  // What came of a decision on a lead was said by whoever decided, under the name that they had then.
  if (named === undefined && lead === undefined) return by
  return `member ${named?.id ?? member}`
}

/**
 * Without who said it, because that may be an informant, and without whereabouts: where somebody is now was not what a consent to
 * details was asked for (rule R36).
 */
function details(person: Person): JsonObject {
  return {
    sex: person.sex.map(({ value }) => value),
    birth: person.birth.map(({ value }) => ({ ...value })),
    origin: person.origin.map(({ value }) => value),
    circumstances: person.circumstances.map(({ value }) => value),
    lastSeen: person.lastSeen.map(({ value }) => ({ ...value })),
    event: person.event.map(({ value }) => ({ ...value })),
    fate: person.fate.map(({ value }) => ({ ...value })),
    marks: person.marks.map(({ value }) => ({ ...value })),
    kin: person.kin.map(({ value }) => ({ ...value })),
    places: (['origin', 'event', 'lastSeen'] as const).flatMap((field) =>
      person[field].flatMap(({ located }) => (located === undefined ? [] : [placeOf(field, located)])),
    ),
  }
}

/** The place that the words of a field are taken to mean (rule R67). */
function placeOf(field: string, { label, id, precision, point }: Located): JsonObject {
  return { text: label, of: field, precision, place: id, ...(point === undefined ? {} : { point: { ...point } }) }
}

/** Stops long work when its user asked for it. */
export function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new DossierError('CANCELLED', 'Making the package was stopped. Nothing was handed out.')
}
