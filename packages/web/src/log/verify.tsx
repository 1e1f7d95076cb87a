import { Button } from '@mantine/core'
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { homeQuery } from '../api/queries.ts'
import type { VerifyReport } from '../api/types.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { cancelJob, trackJob, useJobs } from '../jobs/job-store.ts'
import { checkPlaceWords, checkWords } from '../texts/check-words.ts'
import { quarantineTexts } from '../texts/quarantine.ts'
import { homeTexts } from '../texts/home.ts'
import { logTexts as texts } from '../texts/log.ts'
import { byteSize } from '../texts/ui.ts'
import { Instant } from '../ui/instant.tsx'
import { Panel } from '../ui/panel.tsx'
import { SaidLine } from '../ui/said.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { toast } from '../ui/toasts.tsx'
import { withKeys } from '../ui/with-keys.ts'
import table from '../ui/table.module.css'
import classes from './log.module.css'

const Report = ({ report, atMs }: { report: VerifyReport; atMs: number | null }): JSX.Element =>
  report.faults.length === 0 ? (
    <div className={classes.result} data-good>
      <IconShieldCheck size={22} stroke={1.5} aria-hidden />
      <div>
        <p className={classes.resultTitle}>{texts.good}</p>
        <p className={classes.muted}>
          {texts.goodText(report.entries, report.blobs, byteSize(report.bytes), report.erased)}
        </p>
        {report.quarantined === 0 ? null : <p className={classes.muted}>{quarantineTexts.home(report.quarantined)}</p>}
        {report.closed === 0 ? null : <p className={classes.muted}>{texts.closedFiles(report.closed)}</p>}
        {atMs === null ? null : (
          <p className={classes.muted}>
            <Instant at={atMs} />
          </p>
        )}
      </div>
    </div>
  ) : (
    <div role="alert">
      <div className={classes.result}>
        <IconShieldX size={22} stroke={1.5} aria-hidden />
        <div>
          <p className={classes.resultTitle}>{texts.bad(report.faults.length)}</p>
          <p>{texts.badText}</p>
        </div>
      </div>
      <ScrollRegion className={`${table.scroll} ${classes.faults}`} label={texts.bad(report.faults.length)}>
        <table className={`${table.table} ${table.stack}`}>
          <thead>
            <tr>
              <th scope="col">{texts.where}</th>
              <th scope="col">{texts.what}</th>
            </tr>
          </thead>
          <tbody>
            {withKeys(report.faults, ({ where, what }) => `${where.text} ${what.text}`).map(
              ({ key, value: { where, what } }) => (
                <tr key={key}>
                  <td className={classes.finding} data-label={texts.where}>
                    <SaidLine said={where} words={checkPlaceWords} />
                  </td>
                  <td className={classes.finding} data-label={texts.what}>
                    <SaidLine said={what} words={checkWords} />
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  )

/** Starts a check of the vault, shows how far it is and every fault it finds. */
export const Verify = (): JSX.Element => {
  const [busy, setBusy] = useState(false)
  const last = useQuery(homeQuery).data?.lastVerify ?? null
  // A check that was started on an earlier visit of this page goes on.
  const tracked = useJobs().find(({ kind }) => kind === 'verify')
  const job = tracked?.job ?? null
  const isRunning = tracked !== undefined && !tracked.lost && (job === null || job.state === 'running')
  const report = job?.state === 'done' && job.kind === 'verify' ? (job.result ?? null) : null

  const start = async (kind: 'verify' | 'rebuild', deep = false): Promise<void> => {
    setBusy(true)
    try {
      const { job: id } = await post<{ job: string }>(`/${kind}`, kind === 'verify' ? { deep } : {})
      trackJob(id, kind)
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }

  return (
    <Panel title={texts.verify} hint={texts.verifyHint}>
      <div className={classes.verify}>
        {isRunning ? (
          <>
            <JobProgress progress={job?.progress ?? null} />
            <Button className={classes.cancel} variant="default" onClick={() => void cancelJob(tracked.id)}>
              {texts.cancel}
            </Button>
          </>
        ) : (
          <div className={classes.kinds}>
            <div>
              <Button loading={busy} onClick={() => void start('verify')}>
                {texts.quick}
              </Button>
              <p className={classes.muted}>{texts.quickHint}</p>
            </div>
            <div>
              <Button variant="default" disabled={busy} onClick={() => void start('verify', true)}>
                {texts.deep}
              </Button>
              <p className={classes.muted}>{texts.deepHint}</p>
            </div>
            <div>
              <Button variant="default" disabled={busy} onClick={() => void start('rebuild')}>
                {texts.rebuild}
              </Button>
              <p className={classes.muted}>{texts.rebuildHint}</p>
            </div>
          </div>
        )}
        {job?.state === 'failed' ? (
          <p className={classes.bad} role="alert">
            {texts.failed}: {job.error?.message}
          </p>
        ) : null}
        {isRunning ? null : report !== null ? (
          <Report report={report} atMs={null} />
        ) : last !== null ? (
          <Report report={last.report} atMs={last.atMs} />
        ) : (
          <p className={classes.muted}>{homeTexts.neverVerified}</p>
        )}
      </div>
    </Panel>
  )
}
