import type { DuplicatePart, DuplicateProposal, SiblingPart, SiblingProposal } from '@homeward/compare'
import type { Database } from '@homeward/vault'
import { fromColumn, toColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import { pairIdOf } from './fold-pairs.ts'
import { pairOf, type Pair, type PairState } from './pairs.ts'
import type { Records } from './records.ts'

/** How much speaks for two records being one person's; `siblings`: they may be brothers or sisters. */
export const proposalBands = ['same', 'perhaps', 'faint', 'siblings'] as const
export type ProposalBand = (typeof proposalBands)[number]
export const pairStates = ['open', 'unsure', 'disputed', 'same', 'distinct', 'relatives'] as const

/** What speaks for or against a proposal; `bits` and `words` only where the program weighed them. */
export type ProposalPart = DuplicatePart | (SiblingPart & { bits: null; words: []; years: null })

/** Two records that may be one person's or relatives', what speaks for it, and what people decided. */
export interface Proposal extends Pair {
  band: ProposalBand | null
  /** They look rather like relatives. */
  relatives: boolean
  parts: ProposalPart[]
}

interface Row {
  pair: string
  a: string
  b: string
  /** Null for a pair that is decided about and not proposed. */
  band: ProposalBand | null
  relatives: number
  parts: string
}

/** Writes proposals; what was proposed of the same pair before goes. Only pairs that are registered. Must run in a transaction. */
export function writeProposals(
  db: Database,
  proposals: readonly (DuplicateProposal | (SiblingProposal & { band?: never }))[],
): void {
  const insert = db.prepare(
    `INSERT OR REPLACE INTO proposal (pair, a, b, band, odds, relatives, parts) SELECT $pair, $a, $b, $band, $odds, $relatives, $parts
     WHERE (SELECT count(*) FROM person WHERE id IN ($a, $b)) = 2`,
  )
  for (const proposal of proposals) {
    const [a, b] = proposal.a < proposal.b ? [proposal.a, proposal.b] : [proposal.b, proposal.a]
    const isTurned = a !== proposal.a
    const isSibling = proposal.band === undefined
    const parts: ProposalPart[] = isSibling
      ? proposal.parts.map((part) => ({ ...part, bits: null, words: [], years: null }))
      : proposal.parts
    insert.run({
      pair: pairIdOf(a, b),
      a,
      b,
      band: isSibling ? 'siblings' : proposal.band,
      odds: isSibling ? 0 : proposal.odds,
      relatives: isSibling || proposal.relatives ? 1 : 0,
      parts: toColumn(isTurned ? parts.map(turned) : parts),
    })
  }
}

/** The same with its sides changed, so that they stand as the two records do. */
function turned(part: ProposalPart): ProposalPart {
  const words = part.words.map((word) => ({ ...word, a: word.b, b: word.a, atA: word.atB, atB: word.atA }))
  return { ...part, a: part.b, b: part.a, words } as ProposalPart
}

const stateSql = `CASE WHEN coalesce(ja.head, p.a) = coalesce(jb.head, p.b) THEN 'same' ELSE coalesce((
  SELECT CASE WHEN count(DISTINCT verdict) > 1 THEN 'disputed' WHEN min(verdict) = 'parted' THEN 'open' ELSE min(verdict) END
  FROM pair_decision d WHERE d.pair = p.pair AND d.current = 1), 'open') END`
/** What was proposed, and what was decided about without that. */
const from = `FROM (SELECT pair, a, b, band, odds, relatives, parts FROM proposal UNION ALL
  SELECT DISTINCT pair, a, b, NULL, 0, 0, '[]' FROM pair_decision
  WHERE pair NOT IN (SELECT pair FROM proposal) AND (SELECT count(*) FROM person WHERE id IN (a, b)) = 2) p LEFT JOIN joined ja ON ja.person = p.a LEFT JOIN joined jb ON jb.person = p.b`

/** Which proposals to list: without a state those that wait for a decision. */
export interface ProposalPage {
  band?: ProposalBand | undefined
  state?: PairState | undefined
  /** With somebody alone. */
  person?: string | undefined
  limit?: number
  offset?: number
}

/** Proposals, likeliest first, and how many of that state there are in each band. */
export function listProposals(
  records: Records,
  { band, state = 'open', person, limit = 50, offset = 0 }: ProposalPage = {},
): { total: number; inBand: Record<ProposalBand, number>; proposals: Proposal[] } {
  const { registry: db } = records
  const where = `WHERE ${stateSql} = $state AND ($person IS NULL OR coalesce(ja.head, p.a) = $head OR coalesce(jb.head, p.b) = $head)`
  const head =
    person === undefined
      ? null
      : (db.prepare('SELECT head FROM joined WHERE person = ?').get<{ head: string }>([person])?.head ?? person)
  const parameters = { state, person: person ?? null, head }
  const inBand: Record<ProposalBand, number> = { same: 0, perhaps: 0, faint: 0, siblings: 0 }
  let all = 0
  for (const row of db
    .prepare(`SELECT band, count(*) AS n ${from} ${where} GROUP BY band`)
    .all<{ band: ProposalBand | null; n: number }>(parameters)) {
    all += row.n
    if (row.band !== null) inBand[row.band] = row.n
  }
  const rows = db
    .prepare(
      `SELECT p.pair, p.a, p.b, p.band, p.relatives, p.parts ${from} ${where} AND ($band IS NULL OR p.band = $band)
       ORDER BY p.odds DESC, p.pair LIMIT $limit OFFSET $offset`,
    )
    .all<Row & Record<string, string | number | null>>({ ...parameters, band: band ?? null, limit, offset })
  return { total: band === undefined ? all : inBand[band], inBand, proposals: rows.map((row) => proposalOf(db, row)) }
}

function proposalOf(db: Database, row: Row): Proposal {
  return {
    ...pairOf(db, row.a, row.b),
    band: row.band,
    relatives: row.relatives === 1,
    parts: fromColumn<ProposalPart[]>(row.parts),
  }
}

/** One pair that was proposed or decided about, by its id. Throws `RecordsError` NOT_FOUND. */
export function getProposal({ registry: db }: Records, pair: string): Proposal {
  const row = db
    .prepare('SELECT pair, a, b, band, relatives, parts FROM proposal WHERE pair = ?')
    .get<Row & Record<string, string | number | null>>([pair])
  if (row !== undefined) return proposalOf(db, row)
  const decided = db
    .prepare('SELECT a, b FROM pair_decision WHERE pair = ? LIMIT 1')
    .get<{ a: string; b: string }>([pair])
  if (decided === undefined)
    throw new RecordsError('NOT_FOUND', 'This pair is not proposed any more. Look for duplicates again.')
  return { ...pairOf(db, decided.a, decided.b), band: null, relatives: false, parts: [] }
}

/** Under this the index keeps what came of the last comparison. */
export const looked = 'looked'

/** Removes what was proposed of somebody, and who was left out, when a part of their record is erased. */
export function forgetProposals(db: Database, person: string): void {
  db.prepare('DELETE FROM proposal WHERE a = $person OR b = $person').run({ person })
  db.prepare('DELETE FROM meta WHERE key = ?').run([looked])
}
