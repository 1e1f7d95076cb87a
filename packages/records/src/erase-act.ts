import { readSubject, type ActSaid } from './act-words.ts'
import { dayOf } from './day.ts'
import { erasureAuthorities, erasureDeed } from './erase.ts'
import { planErasure } from './erase-plan.ts'
import { RecordsError } from './errors.ts'
import type { Act, ErasurePlan, ErasureTarget } from './act-types.ts'
import type { Records } from './records.ts'

/** What a sentence of a subject says is to be erased; null for a sentence about something else. */
function targetOf({ code, values }: ActSaid): ErasureTarget | null {
  const of = (name: string): string => String(values[name])
  if (code === 'erase-person') return { person: of('person') }
  if (code === 'erase-consent') return { consent: of('consent') }
  if (code === 'erase-item' || code === 'erase-archive') return { item: of('item') }
  if (code === 'erase-informant') return { informant: of('source') }
  if (code === 'erase-session') return { session: of('session') }
  return code === 'destroy-quarantine' ? { quarantine: of('quarantine') } : null
}

/**
 * What the erasure that an act is about would destroy and leave now (rule R125), for whoever has to approve it; null when the act is about
 * no erasure. Throws as `planErasure`, and `RecordsError` ACT_DIFFERS when the vault has changed so that the act no longer says it.
 */
export function planOfAct(records: Records, { subject }: Pick<Act, 'subject'>, now: Date): ErasurePlan | null {
  const [target] = (readSubject(subject) ?? []).map(targetOf)
  if (target === undefined || target === null) return null
  const plan = planErasure(records, target, dayOf(now))
  if (!erasureAuthorities.some((authority) => erasureDeed(plan, authority).subject === subject))
    throw new RecordsError(
      'ACT_DIFFERS',
      'What this would erase is no longer what was proposed. Refuse it, and have it proposed again.',
    )
  return plan
}
