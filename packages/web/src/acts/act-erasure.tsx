import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { get } from '../api/client.ts'
import { actsQuery } from '../api/queries.ts'
import { useOpens } from '../api/session-store.ts'
import type { Act, ErasurePlan } from '../api/types.ts'
import { ErasureLists } from '../erasure/erasure-lists.tsx'
import { erasureTexts } from '../texts/erasure.ts'
import { Failure } from '../ui/failure.tsx'
import classes from './acts.module.css'

const standing: ReadonlySet<Act['state']> = new Set(['waiting', 'approved', 'alone', 'ready'])

/** Whether there is a list of what this act would destroy now. */
const isErasure = ({ state, words }: Act): boolean =>
  standing.has(state) && (words ?? []).some(({ code }) => /^(?:erase|destroy)-/u.test(code))

const Lists = ({ act: { entry, id } }: { act: Act }): JSX.Element => {
  const {
    data: plan,
    error,
    refetch,
  } = useQuery({
    queryKey: [...actsQuery.queryKey, entry, 'erasure'],
    queryFn: ({ signal }) =>
      get<Pick<ErasurePlan, 'gone' | 'stays' | 'recall'>>(`/erasures/of-act/${encodeURIComponent(id)}`, {}, signal),
    staleTime: 0,
    retry: false,
  })
  if (plan !== undefined) return <ErasureLists erasure={plan} />
  return error === null ? (
    <p className={classes.muted}>{erasureTexts.reading}</p>
  ) : (
    <Failure error={error} onRetry={() => void refetch()} />
  )
}

/** What exactly an erasure that waits would destroy and leave, as the server finds it now; nothing for other acts. */
export const ActErasure = ({ act }: { act: Act }): JSX.Element | null => {
  const opensBoth = useOpens('registry', 'evidence')
  return opensBoth && isErasure(act) ? <Lists act={act} /> : null
}
