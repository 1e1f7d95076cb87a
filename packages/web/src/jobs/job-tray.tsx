import { ActionIcon, Button, CloseButton, Indicator, Popover, Tooltip } from '@mantine/core'
import { IconStack2 } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { jobTexts } from '../texts/shell.ts'
import { cancelJob, dismissJob, jobTitle, useJobs, type TrackedJob } from './job-store.ts'
import { JobProgress } from './job-progress.tsx'
import classes from './jobs.module.css'

const isRunning = ({ job, lost }: TrackedJob): boolean => !lost && (job === null || job.state === 'running')

const ending = ({ job, lost }: TrackedJob): string => {
  if (lost) return jobTexts.lost
  if (job?.state === 'failed') return job.error?.message ?? jobTexts.failed
  return job?.state === 'cancelled' ? jobTexts.cancelled : jobTexts.done
}

const JobLine = ({ tracked }: { tracked: TrackedJob }): JSX.Element => (
  <li className={classes.job}>
    <div className={classes.line}>
      <span className={classes.title}>{jobTitle(tracked.kind)}</span>
      {isRunning(tracked) ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            void cancelJob(tracked.id)
          }}
        >
          {jobTexts.cancel}
        </Button>
      ) : (
        <CloseButton
          size="sm"
          aria-label={jobTexts.dismiss}
          onClick={() => {
            dismissJob(tracked.id)
          }}
        />
      )}
    </div>
    {isRunning(tracked) ? (
      <JobProgress progress={tracked.job?.progress ?? null} />
    ) : (
      <p className={classes.note} data-state={tracked.job?.state}>
        {ending(tracked)}
      </p>
    )}
  </li>
)

/** The jobs of this session, at the edge of the bar; there only once something was started. */
export const JobTray = (): JSX.Element | null => {
  const jobs = useJobs()
  const [open, setOpen] = useState(false)
  if (jobs.length === 0) return null
  const running = jobs.filter(isRunning).length
  const label = running === 0 ? jobTexts.label : jobTexts.running(running)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={label} disabled={open}>
          <Indicator processing={running > 0} disabled={running === 0} size={8} offset={6} color="amber.5">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={label}
              onClick={() => {
                setOpen(!open)
              }}
            >
              <IconStack2 size={20} stroke={1.6} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.list} aria-label={jobTexts.title}>
          {jobs.map((tracked) => (
            <JobLine key={tracked.id} tracked={tracked} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
