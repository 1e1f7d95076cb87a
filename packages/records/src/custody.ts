import type { OpenedEntry } from '@homeward/vault'
import { readChange } from './changes.ts'
import { catchUp, indexed, type Records } from './records.ts'
import { refOf } from './refs.ts'
import type { CustodyRow } from './act-types.ts'

/** Which part of the custody log; the latest first. `member`: what this one did. */
export interface CustodyPage {
  limit?: number
  offset?: number
  member?: string
}

/** Changes of the roster compartment that say that everything was taken along, and what they are called here; who got in stands there too (rule CU7). */
const takenAlong: Readonly<Record<string, string>> = { 'exit-kit.made': 'exit-kit', 'backup.made': 'backup' }

/**
 * Who read, searched and took what, the latest first, with what this session still holds back written first. Coordinators and
 * founders see it of everybody, others of themselves (rule CU5); of a compartment that is closed nobody sees anything.
 */
export async function listCustody(
  records: Records,
  { limit = 100, offset = 0, member }: CustodyPage = {},
): Promise<{ total: number; rows: CustodyRow[] }> {
  const { vault } = records
  vault.flushCustody()
  await catchUp(records)
  const { id: own, role } = vault.member
  const whose = role === 'coordinator' || role === 'founder' ? member : own
  const rows = [...noted(records, whose), ...packagesTaken(records, whose), ...(await takenByRoster(records, whose))]
  const latest = rows.toSorted((left, right) =>
    left.last === right.last ? (left.entry < right.entry ? 1 : -1) : left.last < right.last ? 1 : -1,
  )
  return { total: latest.length, rows: latest.slice(offset, offset + limit) }
}

function noted(records: Records, whose: string | undefined): CustodyRow[] {
  return indexed.flatMap((compartment) =>
    records[compartment]
      .prepare(
        `SELECT did, kind AS "of", object AS id, text, at, last, times, entry, member FROM custody WHERE ? IS NULL OR member = ?`,
      )
      .all([whose ?? null, whose ?? null])
      .map((row) => row as unknown as CustodyRow),
  )
}

function packagesTaken({ evidence }: Records, whose: string | undefined): CustodyRow[] {
  return evidence
    .prepare('SELECT id, at, entry, member FROM package WHERE ? IS NULL OR member = ?')
    .all([whose ?? null, whose ?? null])
    .map((row) => {
      const { id, at, entry, member } = row as unknown as Pick<CustodyRow, 'at' | 'entry' | 'member'> & { id: string }
      return { did: 'exported', of: 'package', id, text: null, at, last: at, times: 1, entry, member }
    })
}

async function takenByRoster({ vault }: Records, whose: string | undefined): Promise<CustodyRow[]> {
  const rows: CustodyRow[] = []
  for await (const entry of vault.entries('roster')) {
    if (whose === undefined || entry.member === whose) rows.push(...takenIn(entry))
  }
  return rows
}

function takenIn(entry: OpenedEntry): CustodyRow[] {
  const { at, member } = entry
  const place = { entry: refOf(entry), member }
  return entry.changes.flatMap((change): CustodyRow[] => {
    const read = change.type === 'custody.noted' ? readChange(change) : null
    if (read?.type === 'custody.noted')
      return read.events.map(({ id = null, text = null, ...event }) => ({ ...event, id, text, ...place }))
    const of = Object.hasOwn(takenAlong, change.type) ? takenAlong[change.type] : undefined
    return of === undefined ? [] : [{ did: 'exported', of, id: null, text: null, at, last: at, times: 1, ...place }]
  })
}
