import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { get } from '../api/client.ts'
import type { PersonMatch } from '../api/types.ts'
import { PersonRow } from '../people/person-row.tsx'
import { searchTexts as texts } from '../texts/search.ts'
import { Failure } from '../ui/failure.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import classes from './search.module.css'

const pageSize = 8

/** People whose name fits, the best first, a few at a time. */
export const FoundPeople = ({ query }: { query: string }): JSX.Element => {
  const found = useInfiniteQuery({
    queryKey: ['people', 'search', query],
    queryFn: ({ pageParam, signal }) =>
      get<{ total: number; people: PersonMatch[] }>('/people', { query, offset: pageParam, limit: pageSize }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * pageSize < last.total ? all.length * pageSize : undefined),
  })
  const total = found.data?.pages[0]?.total
  const people = found.data?.pages.flatMap((page) => page.people) ?? []
  return (
    <Panel title={total === undefined ? texts.peopleTitle : texts.people(people.length, total)} flush>
      {found.data === undefined ? (
        found.error === null ? (
          <SkeletonRows rows={3} picture />
        ) : (
          <Failure error={found.error} onRetry={() => void found.refetch()} />
        )
      ) : people.length === 0 ? (
        <p className={classes.none}>{texts.nobody}</p>
      ) : (
        <>
          <ul>
            {people.map((person) => (
              <li key={person.id}>
                <PersonRow person={person} />
              </li>
            ))}
          </ul>
          {found.hasNextPage ? (
            <div className={classes.more}>
              <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {texts.morePeople}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Panel>
  )
}
