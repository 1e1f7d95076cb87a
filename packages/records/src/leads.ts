import { buildPhotoIndex } from '@homeward/compare'
import { inTransaction } from './column.ts'
import { RecordsError } from './errors.ts'
import { overdueIds } from './follow-days.ts'
import { derivedId, newId } from './ids.ts'
import { getPerson } from './people.ts'
import { commit, opensBoth, type Records, type Write } from './records.ts'
import type { Lead, LeadDecision, LeadState } from './evidence-types.ts'

/** Pairs within this Hamming distance are proposed (photos-notices.md §1.3: the reference's starting point). */
const leadDistance = 31
/** Below this PDQ quality a picture has too little structure for a distance to mean anything (ibid.). */
const leadQuality = 50

/** How the source's picture was turned to match, in the order of `hashPhoto`'s variants. */
const variants = [
  'same',
  'rotated 270°',
  'rotated 180°',
  'rotated 90°',
  'mirrored top to bottom',
  'mirrored left to right',
  'mirrored along the diagonal',
  'mirrored along the other diagonal',
] as const

interface PersonPhotoRow {
  person: string
  photo: string
  sha256: string
  quality: number
  pdqs: Uint8Array
}
interface PhotoRow {
  sha256: string
  quality: number
  pdq: Uint8Array
}

/**
 * Whether a member who opens one of the two compartments derived what somebody who opens both has still to compare. False
 * for a member who cannot do it.
 */
export function uncompared(records: Records): boolean {
  return (
    opensBoth(records) &&
    [records.registry, records.evidence].some(
      (db) => db.prepare("SELECT 1 AS found FROM meta WHERE key = 'uncompared'").get() !== undefined,
    )
  )
}

/** Leaves word for whoever opens both compartments. */
function leaveUncompared({ vault, registry, evidence }: Records): void {
  for (const [name, db] of [
    ['registry', registry],
    ['evidence', evidence],
  ] as const)
    if (vault.compartments.includes(name)) db.exec("INSERT OR IGNORE INTO meta (key, value) VALUES ('uncompared', '1')")
}

/** Compares what members left who open one compartment alone. Returns how many leads are new. */
export function proposeUncompared(records: Records): number {
  if (!uncompared(records)) return 0
  const pictures = records.evidence.prepare("SELECT sha256 FROM photo WHERE state = 'hashed' ORDER BY sha256").all()
  const proposed = proposeForItems(
    records,
    pictures.map(({ sha256 }) => String(sha256)),
  )
  for (const db of [records.registry, records.evidence]) db.exec("DELETE FROM meta WHERE key = 'uncompared'")
  return proposed
}

/**
 * Proposes leads between newly hashed pictures of sources (by SHA-256) and all photos of persons. Pairs that are
 * proposed already, decided or not, stay as they are (H4). Returns how many are new.
 */
export function proposeForItems(records: Records, sha256s: readonly string[]): number {
  if (sha256s.length > 0 && !opensBoth(records)) leaveUncompared(records)
  const photos = records.registry
    .prepare(
      "SELECT person, photo, sha256, quality, pdqs FROM person_photo_hash WHERE state = 'hashed' AND quality >= ? ORDER BY person, photo",
    )
    .all([leadQuality]) as unknown as PersonPhotoRow[]
  if (photos.length === 0) return 0
  const hashes = new Uint8Array(photos.length * variants.length * 32)
  for (const [at, photo] of photos.entries()) hashes.set(photo.pdqs, at * variants.length * 32)
  const index = buildPhotoIndex(hashes)
  const bySha256 = records.evidence.prepare(
    "SELECT sha256, quality, pdq FROM photo WHERE sha256 = ? AND state = 'hashed' AND quality >= ?",
  )
  return inTransaction(records.evidence, () => {
    let proposed = 0
    for (const sha256 of sha256s) {
      const item = bySha256.get([sha256, leadQuality]) as unknown as PhotoRow | undefined
      if (item === undefined) continue
      const best = new Map<number, { distance: number; variant: number }>()
      for (const { index: hit, distance } of index.search(item.pdq, leadDistance)) {
        const at = Math.floor(hit / variants.length)
        const known = best.get(at)
        if (known === undefined || distance < known.distance) best.set(at, { distance, variant: hit % variants.length })
      }
      for (const [at, match] of best) proposed += propose(records, photos[at], item, match)
    }
    return proposed
  })
}

/** The same the other way: new photos of persons against all pictures of sources. Returns how many leads are new. */
export function proposeForPersonPhotos(records: Records, photoIds: readonly string[]): number {
  if (photoIds.length > 0 && !opensBoth(records)) leaveUncompared(records)
  const items = records.evidence
    .prepare("SELECT sha256, quality, pdq FROM photo WHERE state = 'hashed' AND quality >= ? ORDER BY sha256")
    .all([leadQuality]) as unknown as PhotoRow[]
  if (items.length === 0) return 0
  const hashes = new Uint8Array(items.length * 32)
  for (const [at, item] of items.entries()) hashes.set(item.pdq, at * 32)
  const index = buildPhotoIndex(hashes)
  const byId = records.registry.prepare(
    "SELECT person, photo, sha256, quality, pdqs FROM person_photo_hash WHERE photo = ? AND state = 'hashed' AND quality >= ?",
  )
  return inTransaction(records.evidence, () => {
    let proposed = 0
    for (const photoId of photoIds)
      for (const photo of byId.all([photoId, leadQuality]) as unknown as PersonPhotoRow[]) {
        for (const match of index.search(photo.pdqs, leadDistance))
          proposed += propose(records, photo, items[match.index], match)
      }
    return proposed
  })
}

function propose(
  records: Records,
  photo: PersonPhotoRow | undefined,
  item: PhotoRow | undefined,
  match: { distance: number; variant: number },
): number {
  if (photo === undefined || item === undefined) return 0
  const first = records.evidence
    .prepare('SELECT id FROM item WHERE sha256 = ? AND same_as IS NULL ORDER BY rowid LIMIT 1')
    .get([item.sha256]) as { id: string } | undefined
  if (first === undefined) return 0
  const id = derivedId('lead', photo.person, photo.photo, item.sha256)
  return records.evidence
    .prepare(
      `INSERT OR IGNORE INTO lead (id, person, person_photo, photo_sha256, item, item_sha256, distance, variant, person_quality, item_quality)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run([
      id,
      photo.person,
      photo.photo,
      photo.sha256,
      first.id,
      item.sha256,
      match.distance,
      variants[match.variant] ?? 'same',
      photo.quality,
      item.quality,
    ]).changes
}

const state = `coalesce((SELECT CASE WHEN count(DISTINCT decision) > 1 THEN 'disputed' ELSE min(decision) END FROM decision WHERE decision.lead = lead.id AND current = 1), 'open')`

interface LeadRow {
  id: string
  person: string
  person_photo: string
  item: string
  item_sha256: string
  photo_sha256: string
  source: string
  distance: number
  variant: string
  person_quality: number
  item_quality: number
  state: LeadState
}

function toLead(records: Records, row: LeadRow): Lead {
  const decisions = records.evidence
    .prepare(
      `SELECT decision, note, log || ':' || position AS entry, at, member FROM decision WHERE lead = ? ORDER BY at, log, position`,
    )
    .all([row.id]) as unknown as Lead['decisions']
  return {
    id: row.id,
    kind: 'photo',
    person: row.person,
    personPhoto: row.person_photo,
    item: row.item,
    source: row.source,
    distance: row.distance,
    variant: row.variant,
    quality: { person: row.person_quality, item: row.item_quality },
    state: row.state,
    decisions,
  }
}

const selectLead = `SELECT lead.*, item.source AS source, ${state} AS state FROM lead JOIN item ON item.id = lead.item`

/** A condition on the table `lead`: not of a person whose record is overdue (rule R109). */
const ofShown = 'lead.person NOT IN (SELECT value FROM json_each($overdue))'
const overdueOf = ({ registry }: Records): string => JSON.stringify(overdueIds(registry))

/** Leads, nearest first. */
export function listLeads(
  records: Records,
  {
    state: wanted,
    person,
    limit = 100,
    offset = 0,
  }: { state?: LeadState | undefined; person?: string | undefined; limit?: number; offset?: number } = {},
): { total: number; leads: Lead[] } {
  const where = `WHERE ($state IS NULL OR ${state} = $state) AND ($person IS NULL OR lead.person = $person) AND ${ofShown}`
  const parameters = { state: wanted ?? null, person: person ?? null, overdue: overdueOf(records) }
  const { total } = records.evidence.prepare(`SELECT count(*) AS total FROM lead ${where}`).get(parameters) as {
    total: number
  }
  const rows = records.evidence
    .prepare(`${selectLead} ${where} ORDER BY lead.distance, lead.id LIMIT $limit OFFSET $offset`)
    .all({ ...parameters, limit, offset }) as unknown as LeadRow[]
  return { total, leads: rows.map((row) => toLead(records, row)) }
}

/** One lead. Throws `RecordsError` NOT_FOUND. */
export function getLead(records: Records, lead: string): Lead {
  return toLead(records, requireLead(records, lead))
}

function requireLead(records: Records, lead: string): LeadRow {
  const row = records.evidence
    .prepare(`${selectLead} WHERE lead.id = $lead AND ${ofShown}`)
    .get({ lead, overdue: overdueOf(records) }) as unknown as LeadRow | undefined
  if (row === undefined)
    throw new RecordsError('NOT_FOUND', `There is no lead with the id ${lead}. The list of leads shows the ids.`)
  return row
}

/** How many leads there are in each state. */
export function leadCounts(records: Records): Record<LeadState, number> {
  const counts: Record<LeadState, number> = { open: 0, confirmed: 0, refused: 0, unsure: 0, disputed: 0 }
  // How many pictures look like photos of persons is told to those who may see the persons.
  if (!opensBoth(records)) return counts
  const rows = records.evidence
    .prepare(`SELECT ${state} AS state, count(*) AS n FROM lead WHERE ${ofShown} GROUP BY 1`)
    .all<{ state: LeadState; n: number }>({ overdue: overdueOf(records) })
  for (const row of rows) counts[row.state] = row.n
  return counts
}

/** What a confirmed lead says of the picture at this path, in the words of its statement. */
export function wordsOfMatch(path: string): string {
  return `The picture ${path} shows the same photo as one of this person's photos.`.slice(0, 20_000)
}

/**
 * Writes down what a person decided about a lead. The first confirmation also makes a statement on the person, in the
 * same commit. Deciding again is allowed; the earlier decision stays in the history. Throws `RecordsError` NOT_FOUND.
 */
export async function decideLead(records: Records, lead: string, decision: LeadDecision, note?: string): Promise<Lead> {
  const row = requireLead(records, lead)
  const writes: Write[] = [
    {
      compartment: 'evidence',
      // It concerns a person and an item, so its subject is neither: it is erased with either of them (rule R23).
      subject: lead,
      changes: [
        {
          type: 'lead.decided',
          lead,
          person: row.person,
          personPhoto: row.person_photo,
          photoSha256: row.photo_sha256,
          itemSha256: row.item_sha256,
          item: row.item,
          decision,
        },
      ],
    },
  ]
  // An entry of its own: a package opens the decision to show it, and a remark is for those who work on it (rule R40).
  if (note !== undefined && note !== '')
    writes.push({ compartment: 'evidence', subject: lead, changes: [{ type: 'lead.noted', lead, note }] })
  if (
    decision === 'confirmed' &&
    !getPerson(records, row.person).statements.some((statement) => statement.lead === lead)
  ) {
    const item = records.evidence.prepare('SELECT path FROM item WHERE id = ?').get([row.item]) as { path: string }
    writes.push({
      compartment: 'registry',
      subject: lead,
      changes: [
        {
          type: 'statement.made',
          statement: newId('statement'),
          person: row.person,
          kind: 'photo-found',
          text: wordsOfMatch(item.path),
          by: records.vault.member.name,
          lead,
          item: row.item,
        },
      ],
    })
  }
  await commit(records, writes)
  return getLead(records, lead)
}
