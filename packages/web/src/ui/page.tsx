import { useEffect, useRef, type JSX, type ReactNode } from 'react'
import { isTyping } from '../shell/keys.ts'
import classes from './page.module.css'

interface PageProps {
  /** Shown as the heading; may hold foreign text. */
  title: ReactNode
  /** The browser keeps tab titles in its history on disk: a fixed word of ours, never a name (W2). */
  tab: string
  /** A small picture before the heading. */
  figure?: ReactNode
  above?: ReactNode
  below?: ReactNode
  actions?: ReactNode
  width?: 'reading' | 'work' | 'full'
  children: ReactNode
}

/** One page: heading, what it is about, what can be done, content. Opening it moves the focus to its heading. */
export const Page = ({
  title,
  tab,
  figure,
  above,
  below,
  actions,
  width = 'work',
  children,
}: PageProps): JSX.Element => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${tab} – Homeward`
    // Whoever already types, in the search field of the bar, keeps the focus.
    if (!isTyping(document.activeElement)) heading.current?.focus({ preventScroll: true })
  }, [tab])
  return (
    <div className={classes.page} data-width={width}>
      <header className={classes.head}>
        {figure}
        <div className={classes.titles}>
          {above === undefined ? null : <div className={classes.above}>{above}</div>}
          <h1 ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </h1>
          {below === undefined ? null : <div className={classes.below}>{below}</div>}
        </div>
        {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}
