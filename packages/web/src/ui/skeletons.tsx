import { Skeleton, VisuallyHidden } from '@mantine/core'
import type { JSX } from 'react'
import { listTexts } from '../texts/ui.ts'
import classes from './skeletons.module.css'

/** Says that something is on its way, to who does not see its grey bars. */
export const Waiting = (): JSX.Element => <VisuallyHidden>{listTexts.loadingRow}</VisuallyHidden>

/** Rows of a list that are on their way. */
export const SkeletonRows = ({ rows = 8, picture = false }: { rows?: number; picture?: boolean }): JSX.Element => (
  <div className={classes.rows} aria-busy>
    <Waiting />
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className={classes.row}>
        {picture ? <Skeleton height={40} width={40} radius="sm" /> : null}
        <div className={classes.lines}>
          <Skeleton height={12} width={`${38 + ((row * 17) % 30)}%`} />
          <Skeleton height={10} width={`${20 + ((row * 23) % 24)}%`} />
        </div>
      </div>
    ))}
  </div>
)

/** Blocks of a page that are on their way. */
export const SkeletonBlocks = ({ blocks = 3 }: { blocks?: number }): JSX.Element => (
  <div className={classes.blocks} aria-busy>
    <Waiting />
    {Array.from({ length: blocks }, (_, block) => (
      <Skeleton key={block} height={120} radius="lg" />
    ))}
  </div>
)
