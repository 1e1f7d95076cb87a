import { Progress } from '@mantine/core'
import type { JSX } from 'react'
import type { JobProgress as Progressed, JobStage } from '../api/types.ts'
import { count } from '../texts/plural.ts'
import { jobTexts } from '../texts/shell.ts'
import { byteSize } from '../texts/ui.ts'
import classes from './jobs.module.css'

/** Stages whose numbers are bytes; those of the others are things. */
const inBytes: ReadonlySet<JobStage> = new Set(['seal', 'messages', 'package'])

/** How far a job is: a bar where the end is known, a word where it is not. */
export const JobProgress = ({ progress }: { progress: Progressed | null }): JSX.Element => {
  const at = progress?.stage ?? 'starting'
  const stage = jobTexts.stages[at]
  const total = progress?.total ?? null
  const done = progress?.done ?? 0
  const say = inBytes.has(at) ? byteSize : count
  const percent = total === null || total === 0 ? 100 : Math.min(100, (100 * done) / total)
  return (
    <div className={classes.progress}>
      <div className={classes.stage}>
        <span>{stage}</span>
        <span className={classes.numbers}>
          {total === null ? (done > 0 ? say(done) : '') : `${say(done)} / ${say(total)}`}
        </span>
      </div>
      <Progress
        value={percent}
        size="sm"
        striped={total === null}
        animated={total === null}
        aria-label={stage}
        transitionDuration={150}
      />
    </div>
  )
}
