import { useId, type JSX, type ReactNode } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  title?: ReactNode
  /** A short line under the title. */
  hint?: ReactNode
  actions?: ReactNode
  /** Without inner space, for tables and lists that bring their own. */
  flush?: boolean
  tone?: 'plain' | 'amber' | 'clay' | 'accent'
  className?: string | undefined
  children: ReactNode
}

/** A titled part of a page. */
export const Panel = ({
  title,
  hint,
  actions,
  flush = false,
  tone = 'plain',
  className,
  children,
}: PanelProps): JSX.Element => {
  const id = useId()
  return (
    <section
      className={`${classes.panel} ${className ?? ''}`}
      aria-labelledby={title === undefined ? undefined : id}
      data-tone={tone}
    >
      {title === undefined ? null : (
        <header className={classes.head}>
          <div>
            <h2 id={id}>{title}</h2>
            {hint === undefined ? null : <p className={classes.hint}>{hint}</p>}
          </div>
          {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
        </header>
      )}
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  )
}
