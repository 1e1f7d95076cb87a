import type { AppendReceipt, EntryDraft } from '@homeward/vault'
import { actPeople, approversOf } from './act-rules.ts'
import { getAct, listActs, opensOf, requireStanding, type Deed } from './acts.ts'
import { minuteOf } from './day.ts'
import { RecordsError } from './errors.ts'
import { commit, type Records, type Write } from './records.ts'
import type { Act } from './act-types.ts'

/** Acts whose deed is being written by this process: an index learns of it only after the commit. */
const underWay = new WeakMap<Records, Set<string>>()

/**
 * The act that allows this member to do exactly this, now (rules R17–R22): approved by a second person, or proposed a full day ago
 * in a vault in which nobody else could approve it. Without `act` it is looked for among those that this member proposed.
 * Throws `RecordsError` SECOND_PERSON_NEEDED when nothing fitting was proposed, ACT_WAITING, ACT_OVER, ACT_DIFFERS, ACT_FORBIDDEN,
 * NOT_FOUND; the message says what to do.
 */
export function requireApproved(records: Records, { act: id, ...deed }: Deed & { act?: string }, now: Date): Act {
  const act = id === undefined ? findAct(records, deed, now) : getAct(records, id, now)
  if (act === null)
    throw new RecordsError(
      'SECOND_PERSON_NEEDED',
      hasApprover(records, deed)
        ? 'This needs a second person. Propose it, say why, and ask another coordinator or founder to approve it.'
        : 'This needs a second person, and nobody else in this vault could approve it. Propose it and say why: then it waits a full day, shown to everybody here, before it can be done.',
    )
  if (!isAbout(act, deed))
    throw new RecordsError(
      'ACT_DIFFERS',
      'What was approved is something else than what is to be done. Do exactly what was proposed, or propose this.',
    )
  requireAllowed(records, act)
  return act
}

/** Whether somebody else in this vault could approve the deed now. */
function hasApprover({ vault }: Records, deed: Deed): boolean {
  const people = actPeople(vault)
  return approversOf(people, people.own, { opens: opensOf(deed), team: deed.team ?? null }).length > 0
}

/** Throws `RecordsError`, with what to do, unless this member may do the act now. */
function requireAllowed(records: Records, act: Act): void {
  if (act.member !== records.vault.member.id)
    throw new RecordsError('ACT_FORBIDDEN', 'Who proposed this does it. Propose it yourself, or leave it to them.')
  requireStanding(act)
  if (underWay.get(records)?.has(act.proposal) === true)
    throw new RecordsError('ACT_OVER', 'This is being done just now; an approval serves once.')
  if (act.state === 'waiting')
    throw new RecordsError(
      'ACT_WAITING',
      'This waits for a second person. Ask another coordinator or founder to look at what waits for them.',
    )
  if (act.state === 'alone' && act.notBefore !== null)
    throw new RecordsError(
      'ACT_WAITING',
      `There is no second person in this vault who could approve this. So it waits a full day: it can be done after ${minuteOf(act.notBefore)}.`,
    )
}

/**
 * Writes a deed and that it was done as one commit, so that neither is there without the other and one approval serves once
 * (rule R21). `drafts` are entries for other compartments. Asks again first whether it is allowed, as time may have passed since.
 * Throws as `requireApproved` and `commit`; then nothing was written.
 */
export async function commitDeed(
  records: Records,
  { act, writes, drafts = [] }: { act: Act; writes: Write[]; drafts?: EntryDraft[] },
  now: Date,
): Promise<AppendReceipt> {
  const { id, compartment, proposal } = act
  const standing = listActs(records, now).find((one) => one.proposal === proposal)
  if (standing === undefined)
    throw new RecordsError('NOT_FOUND', `There is no act with the id ${id} any more. Propose it again.`)
  requireAllowed(records, standing)
  const busy = underWay.get(records) ?? new Set<string>()
  underWay.set(records, busy.add(proposal))
  try {
    return await commit(
      records,
      [...writes, { compartment, changes: [{ type: 'act.done', act: id, proposal }] }],
      drafts,
    )
  } finally {
    busy.delete(proposal)
  }
}

/** The act of this member about exactly this deed that is furthest on: one that may be done, else one that waits, else null. */
function findAct(records: Records, deed: Deed, now: Date): Act | null {
  const own = listActs(records, now).filter((act) => act.member === records.vault.member.id && isAbout(act, deed))
  return own.find(({ may }) => may.do) ?? own.find(({ state }) => state === 'waiting' || state === 'alone') ?? null
}

function isAbout(act: Act, deed: Deed): boolean {
  const opens = opensOf(deed)
  return (
    act.kind === deed.kind &&
    act.subject === deed.subject &&
    act.compartment === deed.compartment &&
    act.team === (deed.team ?? null) &&
    act.opens.length === opens.length &&
    opens.every((name) => act.opens.includes(name))
  )
}
