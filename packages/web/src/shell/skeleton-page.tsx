import { Skeleton } from '@mantine/core'
import type { JSX } from 'react'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import classes from '../ui/page.module.css'

export const SkeletonPage = (): JSX.Element => (
  <div className={classes.page}>
    <div className={classes.head}>
      <Skeleton height={28} width={220} />
    </div>
    <SkeletonBlocks />
  </div>
)
