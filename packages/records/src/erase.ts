import { requireApproved } from './act-deeds.ts'
import { actWords, subjectOf } from './act-words.ts'
import { isStanding, listActs, proposeAct } from './acts.ts'
import { itemScope, sealListWithout } from './erase-item.ts'
import { planErasure } from './erase-plan.ts'
import { dayOf } from './day.ts'
import { newId } from './ids.ts'
import { catchUp, type Records } from './records.ts'
import type { Act, ErasureAuthority, ErasurePlan, ErasureReceipt, ErasureTarget } from './act-types.ts'

/** On whose authority something is erased: one of a closed list, so that no name gets into the entry that stays. */
export const erasureAuthorities = ['person', 'family', 'consent', 'law', 'group'] as const

/** What a second person is asked to approve. */
export function erasureDeed(
  { target, words, compartment, opens }: ErasurePlan,
  authority: ErasureAuthority,
): {
  kind: 'erasure' | 'quarantine'
  subject: string
  compartment: ErasurePlan['compartment']
  opens: ErasurePlan['opens']
} {
  return {
    kind: 'quarantine' in target ? 'quarantine' : 'erasure',
    subject: subjectOf([words, actWords.say('authority', { authority })]),
    compartment,
    opens,
  }
}

/** Proposes an erasure for a second person to approve. Returns the id of the act. Throws as `planErasure` and `proposeAct`. */
export function proposeErasure(
  records: Records,
  { target, authority, reason }: { target: ErasureTarget; authority: ErasureAuthority; reason: string },
  now: Date,
): Promise<string> {
  const plan = planErasure(records, target, dayOf(now))
  return proposeAct(records, { ...erasureDeed(plan, authority), reason }, now)
}

/**
 * Erases what was proposed and approved: the entry that says so and that the act was done are one commit; then keys, files and rows
 * of the indexes are destroyed. What a stop leaves is finished when the vault is opened again. Throws as `planErasure`,
 * `requireApproved` and the vault's `erase`.
 */
export async function erase(
  records: Records,
  { target, authority, act: id }: { target: ErasureTarget; authority: ErasureAuthority; act?: string },
  now: Date,
): Promise<ErasureReceipt> {
  const plan = planErasure(records, target, dayOf(now))
  const deed = erasureDeed(plan, authority)
  const approved = (): Act => requireApproved(records, id === undefined ? deed : { ...deed, act: id }, now)
  approved()
  const list = 'item' in target ? await sealListWithout(records, itemScope(records, target.item)) : null
  // Asked again after the wait: another request may have used the approval meanwhile.
  const act = approved()
  const erasure = newId('erasure')
  const { compartment } = act
  const done = records.vault.erase({
    erasure,
    subjects: plan.subjects,
    blobs: [...plan.blobs, ...(list === null ? [] : [{ compartment: 'evidence' as const, ...list }])],
    authority,
    act: act.id,
    also: [{ compartment, changes: [{ type: 'act.done', act: act.id, proposal: act.proposal }] }],
  })
  await catchUp(records)
  const { keys, blobs, overwritten, removedOnly } = done
  return {
    erasure,
    act: act.id,
    authority,
    at: now.toISOString(),
    keys,
    files: blobs,
    overwritten,
    removedOnly,
    gone: plan.gone,
    stays: plan.stays,
    recall: plan.recall,
  }
}

/** The act about exactly this erasure that this member has under way, and on whose authority; null when there is none. */
export function erasureUnderWay(
  records: Records,
  plan: ErasurePlan,
  now: Date,
): { act: Act; authority: ErasureAuthority } | null {
  for (const act of listActs(records, now))
    for (const authority of erasureAuthorities)
      if (
        act.member === records.vault.member.id &&
        act.kind === erasureDeed(plan, authority).kind &&
        act.subject === erasureDeed(plan, authority).subject &&
        isStanding(act)
      )
        return { act, authority }
  return null
}
