import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'
import type { Quarantine } from '../api/types.ts'

/** What is or was in quarantine, as far as this member opens it. */
export const quarantineQuery = queryOptions({
  queryKey: ['quarantine'],
  queryFn: async ({ signal }) => (await get<{ quarantines: Quarantine[] }>('/quarantine', {}, signal)).quarantines,
})

/** Whether an item is in quarantine, so that nothing of it is asked for. */
export const useIsHeld = (item: string): boolean => {
  const { data = [] } = useQuery(quarantineQuery)
  return data.some(({ state, items }) => state !== 'lifted' && items.some(({ id }) => id === item))
}
