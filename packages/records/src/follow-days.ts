import type { Database } from '@homeward/vault'
import { fromColumn, inTransaction } from './column.ts'
import { joinRegistered } from './fold-pairs.ts'
import { rejoin } from './joined.ts'
import { touchPerson } from './people-finders.ts'
import type { Reference } from './types.ts'

/*
 * [Note: Overdue records] A register may let its record of somebody be kept until a day, or end it. Then the row of `person` stands in `overdue`
 * instead, so that whatever asks for a person finds nobody (rules R109 and R115). It is derived from the log and the day alone.
 */

interface ReferenceRow {
  id: string
  value: string
}

/** Takes the records whose day is over out of every list, and puts back those that may be kept after all. */
export function followDays(db: Database, today: string): void {
  const isPast = (person: string): boolean => pastDayOf(db, person, today) !== null
  // Told to be distinct, SQLite would not use the index.
  const rows = db
    .prepare(
      `SELECT person FROM person_value WHERE field = 'reference' AND ${hasUntil} AND json_extract(value, '$.until') <= ?`,
    )
    .all<{ person: string }>([today])
  const due = [...new Set(rows.map(({ person }) => person))].filter(
    (person) => isRegistered(db, person) && isPast(person),
  )
  const kept = overdueIds(db).filter((person) => !isPast(person))
  if (due.length === 0 && kept.length === 0) return
  inTransaction(db, () => {
    for (const person of due) {
      move(db, person, { from: 'person', to: 'overdue' })
      rejoin(db, [person])
    }
    for (const person of kept) {
      move(db, person, { from: 'overdue', to: 'person' })
      joinRegistered(db, person)
    }
    for (const person of [...due, ...kept]) touchPerson(db, person)
  })
}

/** The condition of the index over values with a day. */
const hasUntil = "json_extract(value, '$.until') IS NOT NULL"

function move(db: Database, person: string, { from, to }: { from: string; to: string }): void {
  db.prepare(
    `INSERT OR REPLACE INTO ${to} (id, register, entry, at, member) SELECT id, register, entry, at, member FROM ${from} WHERE id = ?`,
  ).run([person])
  db.prepare(`DELETE FROM ${from} WHERE id = ?`).run([person])
}

function isRegistered(db: Database, person: string): boolean {
  return db.prepare('SELECT 1 FROM person WHERE id = ?').get([person]) !== undefined
}

/** Those whose records are overdue, in this index. */
export function overdueIds(db: Database): string[] {
  return db
    .prepare('SELECT id FROM overdue ORDER BY at, id')
    .all<{ id: string }>()
    .map(({ id }) => id)
}

/**
 * Why a record is overdue: since when the list that it came in has nothing of it any more, unless somebody decided that it is kept;
 * else the latest day until which that list lets it be kept, when that day is over. Null if it is not overdue.
 */
export function pastDayOf(db: Database, person: string, today: string): { day: string; isEnded: boolean } | null {
  const own = referencesOfOwnList(db, person).map(({ value }) => fromColumn<Reference>(value))
  const [end] = own.flatMap(({ ended, kept }) => (ended === undefined || kept === true ? [] : [ended])).toSorted()
  if (end !== undefined && end <= today) return { day: end, isEnded: true }
  const days = own
    .map(({ until }) => until)
    .filter((until) => until !== undefined)
    .toSorted()
  const last = days.at(-1)
  return last !== undefined && days.length === own.length && last < today ? { day: last, isEnded: false } : null
}

/** The identifiers that a record has in the very list that it came in: what another list added to it has no say. */
export function referencesOfOwnList(db: Database, person: string): ReferenceRow[] {
  const lists = db
    .prepare(
      `SELECT i.list AS list FROM (SELECT id, register FROM person UNION ALL SELECT id, register FROM overdue) r
       JOIN register_import i ON i.register = r.register WHERE r.id = ?`,
    )
    .all<{ list: string | null }>([person])
  return db
    .prepare("SELECT id, value FROM person_value WHERE person = ? AND field = 'reference'")
    .all([person])
    .map((row) => row as unknown as ReferenceRow)
    .filter(({ value }) => lists.some(({ list }) => list === fromColumn<Reference>(value).registry))
}
