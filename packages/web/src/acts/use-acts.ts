import { useQueryClient } from '@tanstack/react-query'
import { post } from '../api/client.ts'
import { actsQuery } from '../api/queries.ts'
import type { Act } from '../api/types.ts'
import { trackJob } from '../jobs/job-store.ts'
import { actTexts as texts } from '../texts/acts.ts'
import { toast } from '../ui/toasts.tsx'

const addressOf = ({ id }: Act): string => `/acts/${encodeURIComponent(id)}`

/** What can be said about an act and done with it. `answer` throws what the server refuses; the others say it themselves. */
export const useActs = (): {
  answer: (act: Act, answer: 'approved' | 'refused', note: string) => Promise<void>
  withdraw: (act: Act) => Promise<void>
  makePackage: (act: Act) => Promise<void>
  makeAlbum: (act: Act) => Promise<void>
} => {
  const client = useQueryClient()
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: actsQuery.queryKey })
  }
  const telling = async (work: () => Promise<string>): Promise<void> => {
    try {
      toast('good', await work())
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    refresh()
  }
  return {
    answer: async (act, answer, note) => {
      await post(`${addressOf(act)}/answer`, note.trim() === '' ? { answer } : { answer, note: note.trim() })
      toast('good', answer === 'approved' ? texts.toldApproved : texts.toldRefused)
      refresh()
    },
    withdraw: (act) =>
      telling(async () => {
        await post(`${addressOf(act)}/withdraw`)
        return texts.toldWithdrawn
      }),
    makePackage: (act) =>
      telling(async () => {
        const { job } = await post<{ job: string }>(`/packages/proposals/${encodeURIComponent(act.id)}`)
        trackJob(job, 'package')
        return texts.making
      }),
    makeAlbum: (act) =>
      telling(async () => {
        const { job } = await post<{ job: string }>(`/albums/proposals/${encodeURIComponent(act.id)}`)
        trackJob(job, 'album')
        return texts.makingAlbum
      }),
  }
}
