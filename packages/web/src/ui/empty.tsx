import type { Icon } from '@tabler/icons-react'
import type { JSX, ReactNode } from 'react'
import classes from './state.module.css'

interface EmptyProps {
  icon: Icon
  title: string
  children?: ReactNode
  actions?: ReactNode
}

/** Nothing here yet: says why, and what to do first. */
export const Empty = ({ icon: IconPart, title, children, actions }: EmptyProps): JSX.Element => (
  <div className={classes.state}>
    <IconPart className={classes.icon} size={28} stroke={1.5} aria-hidden />
    <h2>{title}</h2>
    {children === undefined ? null : <div className={classes.text}>{children}</div>}
    {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
  </div>
)
