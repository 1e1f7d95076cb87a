import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../api/client.ts'
import type { PairVerdict, Proposal } from '../api/types.ts'
import { duplicatesTexts as texts } from '../texts/duplicates.ts'
import { toast } from '../ui/toasts.tsx'
import { firstName } from './person-name.ts'

/** Writes decisions about pairs; `decided` holds what was decided on this page, so that a list need not move under the hand. */
export const useJudge = (): {
  busy: boolean
  decided: ReadonlyMap<string, Pick<Proposal, 'state' | 'decisions'>>
  /** Resolves with whether the log holds the decision; says so itself. */
  judge: (pair: Proposal, verdict: PairVerdict, note: string) => Promise<boolean>
} => {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [decided, setDecided] = useState<ReadonlyMap<string, Pick<Proposal, 'state' | 'decisions'>>>(new Map())
  const judge = async (pair: Proposal, verdict: PairVerdict, note: string): Promise<boolean> => {
    setBusy(true)
    try {
      const [one, other] = pair.people
      const { state, decisions } = await post<Pick<Proposal, 'state' | 'decisions'>>('/duplicates/decisions', {
        one,
        other,
        verdict,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      })
      setDecided((old) => new Map(old).set(pair.id, { state, decisions }))
      const [a, b] = pair.sides
      toast('good', texts.decided(texts.verdicts[verdict], firstName(a), firstName(b)))
      for (const key of ['home', 'person', 'people', 'twice', 'pair'])
        void client.invalidateQueries({ queryKey: [key] })
      return true
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, decided, judge }
}
