import type { Icon } from '@tabler/icons-react'
import type { JSX, ReactNode } from 'react'
import classes from './chip.module.css'

interface ChipProps {
  tone?: 'plain' | 'amber' | 'clay' | 'moss' | 'accent'
  icon?: Icon
  title?: string
  children: ReactNode
}

/** A short fact beside something. */
export const Chip = ({ tone = 'plain', icon: Sign, title, children }: ChipProps): JSX.Element => (
  <span className={classes.chip} data-tone={tone} title={title}>
    {Sign ? <Sign size={14} stroke={1.75} aria-hidden /> : null}
    {children}
  </span>
)
