import type { JSX, ReactNode } from 'react'
import classes from './chat.module.css'

interface FeedArticleProps {
  /** Place in the chat, from 0. */
  position: number
  total: number
  /** Whether it is the one that the Tab key reaches. */
  current: boolean
  onFocus: () => void
  children: ReactNode
}

/** One place of a chat's feed, whether its message is there or on its way (WAI-ARIA feed pattern). */
export const FeedArticle = ({ position, total, current, onFocus, children }: FeedArticleProps): JSX.Element => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- notes which article of the feed has the focus, nothing else
  <article
    className={classes.article}
    data-position={position}
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a feed's articles take the focus one at a time
    tabIndex={current ? 0 : -1}
    aria-posinset={position + 1}
    aria-setsize={total}
    onFocus={onFocus}
  >
    {children}
  </article>
)
