import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { homeQuery } from '../api/queries.ts'
import type { Home } from '../api/types.ts'
import { count } from '../texts/plural.ts'
import { homeTexts as texts } from '../texts/home.ts'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { QuarantineNotice } from '../quarantine/quarantine-notice.tsx'
import { ActsNotice } from '../acts/acts-notice.tsx'
import { useMayWrite, useOpens } from '../api/session-store.ts'
import { RestorersWarning } from '../members/roster-warnings.tsx'
import { ClosedToYou } from './closed-to-you.tsx'
import { FirstSteps } from './first-steps.tsx'
import { LastVerified } from './last-verified.tsx'
import { ReadyForLoss } from './ready-for-loss.tsx'
import { RecentSources } from './recent-sources.tsx'
import { useFreshHome } from './use-fresh-home.ts'
import { Waiting } from './waiting.tsx'
import classes from './home.module.css'

const Counts = ({ home }: { home: Home }): JSX.Element => {
  const opensPeople = useOpens('registry')
  const opensSources = useOpens('evidence')
  // A count of what is closed would be a false nothing.
  const numbers = [
    ...(opensPeople ? [[texts.people, home.people] as const] : []),
    ...(opensSources
      ? ([
          [texts.sources, home.sources],
          [texts.items, home.items],
          [texts.messages, home.messages],
          [texts.packages, home.packages],
        ] as const)
      : []),
    [texts.logEntries, home.logSize] as const,
  ]
  return (
    <Panel title={texts.counts}>
      <dl className={classes.counts}>
        {numbers.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

/** What waits for a decision first; then what came in, how much there is, and whether it was checked. */
export const HomePage = (): JSX.Element => {
  useFreshHome()
  const { data: home, error, refetch } = useQuery(homeQuery)
  const opensBoth = useOpens('registry', 'evidence')
  const mayWrite = useMayWrite()
  // What waits for an answer is shown before the first steps are done, too.
  const somethingWaits = home !== undefined && home.challenges + home.disagreeing > 0
  const isNew = home !== undefined && opensBoth && mayWrite && (home.people === 0 || home.sources === 0)
  return (
    <Page title={home === undefined ? texts.title : <Foreign>{home.vault.name}</Foreign>} tab={texts.tab}>
      {home === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <div className={classes.grid}>
          <div className={classes.main}>
            <RestorersWarning restorers={home.restorers} />
            <ActsNotice />
            <QuarantineNotice />
            {isNew ? <FirstSteps home={home} /> : null}
            {isNew && !somethingWaits ? null : <Waiting home={home} />}
            {opensBoth && mayWrite ? null : <ClosedToYou />}
            {home.sources === 0 ? null : <RecentSources sources={home.recent} />}
          </div>
          <div className={classes.side}>
            <Counts home={home} />
            <LastVerified last={home.lastVerify} />
            <ReadyForLoss home={home} />
          </div>
        </div>
      )}
    </Page>
  )
}
