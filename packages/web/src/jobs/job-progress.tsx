import { Progress } from '@mantine/core'
import type { JSX } from 'react'
import type { JobProgress as Progressed } from '../api/types.ts'
import { count } from '../texts/plural.ts'
import { jobTexts } from '../texts/shell.ts'
import { byteSize } from '../texts/ui.ts'
import classes from './jobs.module.css'

interface JobProgressProps {
  progress: Progressed | null
  /** What `done` and `total` count. */
  unit?: 'things' | 'bytes'
}

/** How far a job is: a bar where the end is known, a word where it is not. */
export const JobProgress = ({ progress, unit = 'things' }: JobProgressProps): JSX.Element => {
  const stage = progress === null ? jobTexts.stages.reading : (jobTexts.stages[progress.stage] ?? progress.stage)
  const total = progress?.total ?? null
  const done = progress?.done ?? 0
  const say = unit === 'bytes' ? byteSize : count
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
