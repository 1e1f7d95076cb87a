import { setImmediate as nextTurn } from 'node:timers/promises'
import { forgetNames, pairKey, proposeDuplicates, type IndexedPerson } from '@homeward/compare'
import type { Database } from '@homeward/vault'
import { fromColumn, inTransaction, toColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { peopleInSlices } from './indexed-people.ts'
import { headOf } from './joined.ts'
import { askFinder } from './people-finders.ts'
import { requirePerson } from './people.ts'
import { looked, writeProposals, type ProposalBand } from './proposals.ts'
import type { Records } from './records.ts'

/** What came of comparing everybody who is registered (H2). */
export interface DuplicatesReceipt {
  /** When it was done, as this device's clock says. */
  at: string
  /** Everybody who is registered, each person once. */
  people: number
  proposed: Record<ProposalBand, number>
  /** Pairs that are not proposed, because somebody decided that they are two people, or they are named as relatives. */
  refused: number
  /** Who was not compared with everybody: of whom too little is known, and whose names and facts too many share (M20). */
  leftOut: { nothing: string[]; crowded: string[] }
}

/** So many proposals are written at once; then others have their turn. */
const writtenAtOnce = 500

/**
 * Compares everybody who is registered on threads and keeps what is proposed in the index: derived, and never logged (ADR 5, rule R56). What was
 * proposed before goes; what people decided stays. Throws the signal's reason, and `RecordsError` INVALID when somebody was erased meanwhile.
 */
export async function lookForDuplicates(
  records: Records,
  {
    now,
    workers,
    signal,
    onProgress,
  }: {
    now: Date
    workers?: number
    signal?: AbortSignal
    onProgress?: (progress: { done: number; total: number }) => void
  },
): Promise<DuplicatesReceipt> {
  const db = records.registry
  const before = erasuresIn(db)
  const sizes = sizesOf(db)
  const requireSame = (): void => {
    signal?.throwIfAborted()
    if (records.registry !== db || erasuresIn(db) !== before)
      throw new RecordsError('INVALID', invalidWords.say('found-anew').text)
  }
  const people: IndexedPerson[] = []
  for (const slice of peopleInSlices(db)) {
    people.push(...slice)
    await nextTurn()
    requireSame()
  }
  const refused = refusedPairs(db)
  const options = {
    refused,
    ...(workers === undefined ? {} : { workers }),
    ...(signal === undefined ? {} : { signal }),
  }
  const { proposals, siblings, leftOut } = await proposeDuplicates(people, {
    ...options,
    ...(onProgress === undefined ? {} : { onProgress }),
  })
  // Of few people the names were compared in this thread.
  forgetNames()
  requireSame()
  const receipt: DuplicatesReceipt = {
    at: now.toISOString(),
    people: people.length,
    proposed: { same: 0, perhaps: 0, faint: 0, siblings: siblings.length },
    refused: refused.size,
    leftOut,
  }
  // Of a pair that may be brothers and sisters it is not said besides that it is hardly one person.
  const kin = new Set(siblings.map(({ a, b }) => pairKey(a, b)))
  const others = proposals.filter(({ band, a, b }) => band !== 'faint' || !kin.has(pairKey(a, b)))
  for (const { band } of others) receipt.proposed[band] += 1
  inTransaction(db, () => {
    db.exec('DELETE FROM proposal')
    db.exec(`DELETE FROM meta WHERE key = '${looked}'`)
  })
  const all = [...siblings, ...others]
  for (let at = 0; at < all.length; at += writtenAtOnce) {
    inTransaction(db, () => {
      writeProposals(db, all.slice(at, at + writtenAtOnce))
    })
    await nextTurn()
    requireSame()
  }
  db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run([looked, toColumn({ ...receipt, sizes })])
  return receipt
}

/** When everybody was compared last and what came of it; null for never. `changed`: people of whom something was written since. */
export function lastLook({ registry: db }: Records): (DuplicatesReceipt & { changed: number }) | null {
  const row = db.prepare('SELECT value FROM meta WHERE key = ?').get<{ value: string }>([looked])
  if (row === undefined) return null
  const { sizes, ...receipt } = fromColumn<DuplicatesReceipt & { sizes: Record<string, number> }>(row.value)
  const { n } = db
    .prepare(
      `SELECT count(DISTINCT v.person) AS n FROM person_value v LEFT JOIN json_each(?) s ON s.key = v.log WHERE v.position >= coalesce(s.value, 0)`,
    )
    .get([JSON.stringify(sizes)]) as { n: number }
  return { ...receipt, changed: n }
}

/**
 * Compares one person with everybody, with the same result as the whole comparison (M18), and keeps it in the place of what was proposed of them
 * before. Brothers and sisters are proposed by the whole comparison alone. Throws `RecordsError` NOT_FOUND.
 */
export async function lookForDuplicatesOf(records: Records, person: string): Promise<void> {
  requirePerson(records, person)
  const head = headOf(records.registry, person)
  const refused = refusedPairs(records.registry)
  const proposals = await askFinder(records, (finder) => finder.duplicatesOf(head, { refused }))
  const db = records.registry
  inTransaction(db, () => {
    db.prepare("DELETE FROM proposal WHERE (a = $head OR b = $head) AND band <> 'siblings'").run({ head })
    writeProposals(db, proposals)
  })
}

/** Pairs of people, each by the record that stands for them, of whom somebody said that they are two, or who are linked as relatives. */
function refusedPairs(db: Database): Set<string> {
  const rows = db
    .prepare(
      `SELECT a, b FROM pair_decision WHERE current = 1 AND verdict IN ('distinct', 'relatives')
       UNION SELECT person AS a, other AS b FROM kin_link`,
    )
    .all<{ a: string; b: string }>()
  return new Set(
    rows
      .map(({ a, b }) => [headOf(db, a), headOf(db, b)] as const)
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => pairKey(a, b)),
  )
}

function sizesOf(db: Database): Record<string, number> {
  const rows = db.prepare('SELECT log, size FROM applied').all<{ log: string; size: number }>()
  return Object.fromEntries(rows.map(({ log, size }) => [log, size]))
}

function erasuresIn(db: Database): number {
  return (db.prepare('SELECT count(*) AS n FROM erasure_followed').get() as { n: number }).n
}
