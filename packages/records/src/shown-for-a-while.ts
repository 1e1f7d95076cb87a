import { commitDeed, requireApproved } from './act-deeds.ts'
import { isStanding, listActs, type Deed } from './acts.ts'
import type { Records } from './records.ts'
import type { Act } from './act-types.ts'

/** How long something is shown to who proposed it, once that was approved (rules R50, R102). */
export const shownMinutes = 10

/** Until when this member is shown what a deed is about, ISO; null when they are not. A clock that was set back shows nothing. */
export function shownUntil(records: Records, deed: Deed, now: Date): string | null {
  const ends = ownActs(records, deed, now).map((act) => endOf(records, act, now))
  return ends.find((end) => end !== null) ?? null
}

/** The act of this member about this that stands or shows it now; null when there is none. */
export function showingUnderWay(records: Records, deed: Deed, now: Date): Act | null {
  const own = ownActs(records, deed, now)
  return own.find((act) => endOf(records, act, now) !== null) ?? own.find(isStanding) ?? null
}

/**
 * Begins to show it, when a second person approved it or the day is over, or goes on while it is shown. That it was done is in the
 * log before this resolves, and each time in the custody log as `opened`. Returns until when, ISO. Throws as `requireApproved` and `commitDeed`.
 */
export async function showForAWhile(
  records: Records,
  deed: Deed,
  { of, id, now }: { of: string; id: string; now: Date },
): Promise<string> {
  let until = shownUntil(records, deed, now)
  if (until === null) {
    const act = requireApproved(records, deed, now)
    await commitDeed(records, { act, writes: [] }, now)
    until = new Date(now.getTime() + shownMinutes * 60_000).toISOString()
  }
  records.vault.noteCustody({ compartment: deed.compartment, did: 'opened', of, id })
  records.vault.flushCustody()
  return until
}

function ownActs(records: Records, { kind, subject, team }: Deed, now: Date): Act[] {
  return listActs(records, now).filter(
    (act) =>
      act.kind === kind &&
      act.subject === subject &&
      act.team === (team ?? null) &&
      act.member === records.vault.member.id,
  )
}

/** Until when an act that was done shows what it was about; null when that is over, or a clock says that it is still to come. */
function endOf({ vault }: Records, { state, done }: Act, now: Date): string | null {
  if (state !== 'done') return null
  for (const { at, member } of done) {
    const sinceMs = now.getTime() - Date.parse(at)
    if (member === vault.member.id && sinceMs >= 0 && sinceMs < shownMinutes * 60_000)
      return new Date(Date.parse(at) + shownMinutes * 60_000).toISOString()
  }
  return null
}
