import { Skeleton, VisuallyHidden } from '@mantine/core'
import type { JSX } from 'react'
import { listTexts } from '../texts/ui.ts'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import classes from '../ui/page.module.css'

/** What stands there while the code of a page is fetched. */
export const SkeletonPage = (): JSX.Element => (
  <div className={classes.page}>
    <div className={classes.head}>
      <h1 className={classes.title}>
        <Skeleton height={28} width={220} />
        <VisuallyHidden>{listTexts.loadingRow}</VisuallyHidden>
      </h1>
    </div>
    <SkeletonBlocks />
  </div>
)
