import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { homeQuery, logsQuery } from '../api/queries.ts'
import type { Logs } from '../api/types.ts'
import { useJobs } from '../jobs/job-store.ts'
import { actTexts } from '../texts/acts.ts'
import { custodyTexts } from '../texts/custody.ts'
import { logTexts as texts } from '../texts/log.ts'
import { CopyButton } from '../ui/copy.tsx'
import { Failure } from '../ui/failure.tsx'
import { LinkButton } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { Entries } from './entries.tsx'
import { LogsTable } from './logs-table.tsx'
import { Verify } from './verify.tsx'
import classes from './log.module.css'

const Fingerprint = ({ fingerprint, vkey }: Logs): JSX.Element => (
  <Panel title={texts.fingerprint} hint={texts.fingerprintHint} tone="accent">
    <p className={classes.fingerprint}>
      <span>{fingerprint}</span> <CopyButton text={fingerprint} label={texts.fingerprint} />
    </p>
    <p className={`${classes.muted} ${classes.key}`}>
      {texts.vkey}: <span className={classes.mono}>{vkey}</span> <CopyButton text={vkey} label={texts.vkey} />
    </p>
  </Panel>
)

const AllLogs = ({ all }: { all: Logs }): JSX.Element => {
  const [member, setMember] = useState('')
  const [chosen, setChosen] = useState('')
  const last = useQuery(homeQuery).data?.lastVerify ?? null
  const job = useJobs().find(({ kind }) => kind === 'verify')?.job
  const report = job?.state === 'done' && job.kind === 'verify' ? (job.result ?? null) : (last?.report ?? null)
  const listed = all.logs.filter(({ owner }) => member === '' || owner?.member === member)
  const head = listed.find(({ log }) => log === chosen) ?? listed[0]
  return (
    <div className={classes.stack}>
      <div className={classes.grid}>
        <Fingerprint {...all} />
        <Verify />
      </div>
      <LogsTable
        logs={all.logs}
        member={member}
        onMember={setMember}
        chosen={head?.log ?? ''}
        onChoose={setChosen}
        report={report}
      />
      {head === undefined ? null : <Entries key={head.log} head={head} />}
    </div>
  )
}

/** All logs of the vault: the key that outsiders compare, the way to check the vault, and what stands in each log. */
export const LogPage = (): JSX.Element => {
  const { data: all, error, refetch } = useQuery(logsQuery)
  return (
    <Page
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
      actions={
        <>
          <LinkButton to="/custody" variant="default">
            {custodyTexts.link}
          </LinkButton>
          <LinkButton to="/acts" variant="default">
            {actTexts.link}
          </LinkButton>
        </>
      }
    >
      {all === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <AllLogs all={all} />
      )}
    </Page>
  )
}
