import { canonicalJson, fromUtf8, sha256, toHex, type JsonObject } from '@homeward/format'
import { actPeople, approversOf, judgeAct, mayPropose, untilOf, type ActPeople, type ProposedAct } from './act-rules.ts'
import type { ChangeOf } from './changes.ts'
import { fromColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { newId } from './ids.ts'
import { commit, indexed, type IndexedCompartment, type Records } from './records.ts'
import type { Act, ActKind } from './act-types.ts'
import type { Origin } from './types.ts'

/** What is to be done by two persons: the deed is compared with it, word by word (rule R18). */
export interface Deed {
  kind: ActKind
  /** What exactly is to be done, as text that people read; with a digest where the whole is too long to read. */
  subject: string
  /** Where the proposal and the note that it was done stand. */
  compartment: IndexedCompartment
  /** What whoever approves must be able to open; that compartment alone if not given. */
  opens?: readonly IndexedCompartment[]
  /** Which team took what it is about: that team approves (rule R101). */
  team?: string
}

/** A deed with what its proposer says about it. */
export interface NewAct extends Deed {
  reason: string
  /** Days that the proposal stands: 7 if not given, 30 at most. */
  days?: number
  /** What the subject stands for in full; sealed in the compartment and given back by `requestOf`. Give its digest in `subject`. */
  request?: JsonObject
}

const names: Readonly<Record<IndexedCompartment, string>> = { registry: 'people', evidence: 'sources and messages' }

/** The compartments that a deed concerns, each once, in the order of `indexed`. */
export function opensOf({ compartment, opens = [] }: Pick<Deed, 'compartment' | 'opens'>): IndexedCompartment[] {
  return indexed.filter((name) => name === compartment || opens.includes(name))
}

/**
 * Proposes something that a second person has to approve, and returns the id of the act. `now` is the device's clock, a claim.
 * Throws `RecordsError` INVALID and ACT_FORBIDDEN, and what the vault throws.
 */
export async function proposeAct(
  records: Records,
  { kind, subject, compartment, reason, days, request, team, ...given }: NewAct,
  now: Date,
): Promise<string> {
  const { vault } = records
  const people = actPeople(vault)
  const opens = opensOf({ compartment, ...given })
  if (!mayPropose(people, people.own, opens))
    throw new RecordsError(
      'ACT_FORBIDDEN',
      `Only members who may write and who open ${opens.map((name) => names[name]).join(' and ')} can propose this. Ask a coordinator.`,
    )
  const act = newId('act')
  const sealed =
    request === undefined ? undefined : await vault.sealBytes(compartment, canonicalJson({ act, ...request }))
  const change: ChangeOf<'act.proposed'> = {
    type: 'act.proposed',
    act,
    kind,
    subject,
    reason,
    opens,
    ...(team === undefined ? {} : { team }),
    until: untilOf(now, days),
    ...(approversOf(people, people.own, { opens, team: team ?? null }).length === 0 ? { alone: true as const } : {}),
    ...(sealed === undefined ? {} : { request: { blob: sealed.blob, sha256: sealed.sha256, size: sealed.size } }),
  }
  await commit(records, [{ compartment, changes: [change] }])
  return act
}

/** What a subject stands for in full, as it was proposed. Throws `RecordsError` NOT_FOUND, INVALID when it is not what was proposed. */
export async function requestOf(records: Records, { id, compartment, request }: Act): Promise<JsonObject> {
  if (request === null) throw new RecordsError('NOT_FOUND', `The act ${id} has nothing more than its own words.`)
  const reader = await records.vault.openBlob(compartment, request.blob)
  const bytes = await reader.read(0, reader.size)
  const { act, ...given } = JSON.parse(fromUtf8(bytes)) as JsonObject
  if (act !== id || toHex(sha256(bytes)) !== request.sha256)
    throw new RecordsError('INVALID', invalidWords.say('proposal-differs').text)
  return given
}

/**
 * Approves or refuses what another member proposed. Throws `RecordsError` NOT_FOUND; ACT_OVER when it does not stand any more;
 * ACT_FORBIDDEN for one's own proposal, and for whoever is no coordinator or founder or does not open what it concerns.
 */
export async function answerAct(
  records: Records,
  { act: id, answer, note }: { act: string; answer: 'approved' | 'refused'; note?: string },
  now: Date,
): Promise<void> {
  const act = getAct(records, id, now)
  if (act.member === records.vault.member.id)
    throw new RecordsError(
      'ACT_FORBIDDEN',
      'You proposed this yourself, from whichever device. Somebody else has to look at it.',
    )
  requireStanding(act)
  if (!act.may.refuse)
    throw new RecordsError(
      'ACT_FORBIDDEN',
      `Only a coordinator or founder who opens ${act.opens.map((name) => names[name]).join(' and ')}${act.team === null ? '' : ' and is in the team that took it'} can answer this. Ask one of them.`,
    )
  if (answer === 'approved' && !act.may.approve) return
  await say(records, act, { answer, ...(note === undefined ? {} : { note }) })
}

/** Takes back what one proposed oneself. Throws `RecordsError` NOT_FOUND, ACT_FORBIDDEN, ACT_OVER. */
export async function withdrawAct(records: Records, id: string, now: Date): Promise<void> {
  const act = getAct(records, id, now)
  if (act.member !== records.vault.member.id)
    throw new RecordsError('ACT_FORBIDDEN', 'Only who proposed this takes it back. You can refuse it.')
  if (!act.may.withdraw) requireStanding(act)
  await say(records, act, { answer: 'withdrawn' })
}

async function say(
  records: Records,
  { id, proposal, compartment }: Act,
  said: { answer: 'approved' | 'refused' | 'withdrawn'; note?: string },
): Promise<void> {
  await commit(records, [{ compartment, changes: [{ type: 'act.answered', act: id, proposal, ...said }] }])
}

/** Whether something can still come of it: it waits for an answer or a day, or may be done. */
export function isStanding({ state }: Pick<Act, 'state'>): boolean {
  return state === 'waiting' || state === 'approved' || state === 'alone' || state === 'ready'
}

/** Throws `RecordsError` ACT_OVER, with the reason in words, unless the act still stands. */
export function requireStanding(act: Act): void {
  const over: Partial<Record<Act['state'], string>> = {
    refused: 'This was refused.',
    withdrawn: 'This was withdrawn.',
    expired: `The time for this was over on ${act.until.slice(0, 10)}.`,
    done: 'This was done already; an approval serves once.',
    void: 'Nobody is left who could approve this, or who proposed it may not do it any more.',
  }
  const why = over[act.state]
  if (why !== undefined) throw new RecordsError('ACT_OVER', `${why} If it is still needed, propose it again.`)
}

/** All acts of the compartments that this member opens, the latest first, as they stand at `now`. */
export function listActs(records: Records, now: Date): Act[] {
  return judged(records, now, actPeople(records.vault), {})
}

/** One act. Throws `RecordsError` NOT_FOUND, and ACT_DIFFERS when several proposals carry this id. */
export function getAct(records: Records, id: string, now: Date): Act {
  const [act, ...others] = judged(records, now, actPeople(records.vault), { id })
  if (act === undefined)
    throw new RecordsError('NOT_FOUND', `There is no act with the id ${id}. List them: homeward act list.`)
  if (others.length > 0)
    throw new RecordsError(
      'ACT_DIFFERS',
      'Several proposals carry this id, so nobody can say what was approved. Propose it again, and have the check of the vault look at the log.',
    )
  return act
}

function judged(records: Records, now: Date, people: ActPeople, { id }: { id?: string }): Act[] {
  return indexed
    .flatMap((compartment) => actsIn(records, compartment, id))
    .map((act) => judgeAct(act, people, now))
    .toSorted((left, right) =>
      left.at === right.at ? (left.entry < right.entry ? 1 : -1) : left.at < right.at ? 1 : -1,
    )
}

type Row = Record<string, string | number | null>

function actsIn(records: Records, compartment: IndexedCompartment, id: string | undefined): ProposedAct[] {
  const db = records[compartment]
  const rows =
    id === undefined
      ? db.prepare('SELECT * FROM act').all<Row>()
      : db.prepare('SELECT * FROM act WHERE id = ?').all<Row>([id])
  const answers = db.prepare(
    'SELECT answer, note, entry, at, member FROM act_answer WHERE proposal = ? ORDER BY at, entry',
  )
  const done = db.prepare('SELECT entry, at, member FROM act_done WHERE proposal = ? ORDER BY at, entry')
  return rows.map((row) => ({
    id: String(row['id']),
    compartment,
    kind: String(row['kind']) as ActKind,
    subject: String(row['subject']),
    reason: String(row['reason']),
    opens: fromColumn<IndexedCompartment[]>(String(row['opens'])),
    team: row['team'] === null ? null : String(row['team']),
    until: String(row['until']),
    alone: row['alone'] === 1,
    request: row['request'] === null ? null : fromColumn<NonNullable<Act['request']>>(String(row['request'])),
    proposal: String(row['proposal']),
    entry: String(row['entry']),
    at: String(row['at']),
    member: String(row['member']),
    answers: answers.all([String(row['proposal'])]) as unknown as ProposedAct['answers'],
    done: done.all([String(row['proposal'])]) as unknown as Origin[],
  }))
}
