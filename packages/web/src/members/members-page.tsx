import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { membersQuery } from '../api/queries.ts'
import { useOpens, useSession } from '../api/session-store.ts'
import type { Members, OpenSession } from '../api/types.ts'
import { membersTexts as texts } from '../texts/members.ts'
import { phonesTexts } from '../texts/phones.ts'
import { Failure } from '../ui/failure.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { AdmitPanel } from './admit-panel.tsx'
import { DeviceList } from './device-list.tsx'
import { MemberList } from './member-list.tsx'
import { OwnRecovery } from './own-recovery.tsx'
import { TeamList } from './team-list.tsx'
import { RosterWarnings } from './roster-warnings.tsx'
import classes from './members.module.css'

const Content = ({ view, own }: { view: Members; own: OpenSession['member'] }): JSX.Element => {
  const manages = own.role === 'coordinator' || own.role === 'founder'
  const admit = manages ? <AdmitPanel view={view} own={own} /> : null
  // Whoever waits stands at the telephone: first on the page, on a phone too.
  const isAwaited = view.waiting + view.damagedRequests > 0
  return (
    <div className={classes.grid}>
      <div className={classes.column}>
        <RosterWarnings view={view} />
        {isAwaited ? admit : null}
        <MemberList members={view.members} own={own} />
        <TeamList members={view.members} own={own} />
        <DeviceList devices={view.devices} members={view.members} own={own} />
      </div>
      <div className={classes.column}>
        {isAwaited ? null : admit}
        <OwnRecovery own={view.members.find(({ isOwn }) => isOwn)} />
      </div>
    </div>
  )
}

/** Who is in the vault; coordinators and founders change it here (rules M1 to M9). */
export const MembersPage = (): JSX.Element => {
  const { data: view, error, refetch } = useQuery(membersQuery)
  const state = useSession()
  const opensPeople = useOpens('registry')
  return (
    <Page
      title={texts.title}
      tab={texts.tab}
      actions={opensPeople ? <TextLink to="/phones">{phonesTexts.title}</TextLink> : undefined}
    >
      {view === undefined || state.phase !== 'open' ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Content view={view} own={state.session.member} />
      )}
    </Page>
  )
}
