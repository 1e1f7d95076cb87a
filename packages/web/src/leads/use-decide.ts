import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../api/client.ts'
import { leadQuery, openLeadCountQuery } from '../api/queries.ts'
import type { Lead, LeadDecision, LeadRow } from '../api/types.ts'
import { leadsTexts } from '../texts/leads.ts'
import { toast } from '../ui/toasts.tsx'

/** Writes decisions; `decided` holds what was decided on this page, so that a list need not move under the hand. */
export const useDecide = (): {
  busy: boolean
  decided: ReadonlyMap<string, Lead>
  /** The last decision of this page in words, to be shown where the eyes are. */
  told: string | null
  /** Resolves with whether the log holds the decision; says so itself if not. */
  decide: (lead: LeadRow, decision: LeadDecision, note: string) => Promise<boolean>
} => {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<string | null>(null)
  const [decided, setDecided] = useState<ReadonlyMap<string, Lead>>(new Map())
  const decide = async (lead: LeadRow, decision: LeadDecision, note: string): Promise<boolean> => {
    setBusy(true)
    try {
      const changed = await post<Lead>(
        `/leads/${encodeURIComponent(lead.id)}/decision`,
        note.trim() === '' ? { decision } : { decision, note: note.trim() },
      )
      setDecided((old) => new Map(old).set(lead.id, changed))
      setTold(leadsTexts.decided(decision, lead.personName))
      void client.invalidateQueries({ queryKey: openLeadCountQuery.queryKey })
      void client.invalidateQueries({ queryKey: leadQuery(lead.id).queryKey })
      for (const key of ['home', 'person', 'people']) void client.invalidateQueries({ queryKey: [key] })
      return true
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, decided, told, decide }
}
