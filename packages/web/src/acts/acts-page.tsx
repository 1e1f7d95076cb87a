import { IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { actsQuery } from '../api/queries.ts'
import type { Act } from '../api/types.ts'
import { actTexts as texts } from '../texts/acts.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { ActCard } from './act-card.tsx'
import { sortActs } from './sort-acts.ts'
import classes from './acts.module.css'

const Part = ({ title, acts }: { title: string; acts: readonly Act[] }): JSX.Element | null =>
  acts.length === 0 ? null : (
    <Panel title={title}>
      <ul className={classes.list}>
        {acts.map((act) => (
          <li key={act.entry}>
            <ActCard act={act} />
          </li>
        ))}
      </ul>
    </Panel>
  )

/** What no one does alone: what waits for me first, then what I asked for, then the rest. */
export const ActsPage = (): JSX.Element => {
  const { data: acts, error, refetch } = useQuery(actsQuery)
  const { forYou, yours, others, over } = sortActs(acts ?? [])
  return (
    <Page width="reading" title={texts.title} tab={texts.tab} below={texts.below}>
      {acts === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <div className={classes.stack}>
          {forYou.length + yours.length + others.length === 0 ? (
            <Panel>
              <Empty icon={IconUsersGroup} title={texts.emptyTitle}>
                {texts.emptyText}
              </Empty>
            </Panel>
          ) : null}
          <Part title={texts.forYou} acts={forYou} />
          <Part title={texts.yours} acts={yours} />
          <Part title={texts.others} acts={others} />
          <Part title={texts.over} acts={over} />
        </div>
      )}
    </Page>
  )
}
