import { useLayoutEffect, useRef, useState, type JSX, type ReactNode } from 'react'
import { useWindowRows } from './virtual-rows.ts'
import classes from './virtual-list.module.css'

interface VirtualListProps {
  count: number
  /** Height of a row in pixels, before it is measured. */
  estimate: number
  label: string
  children: (index: number) => ReactNode
  onRange: (first: number, last: number) => void
}

/** A list of any length that scrolls with the page; only the rows near the screen exist. */
export const VirtualList = ({ count, estimate, label, children, onRange }: VirtualListProps): JSX.Element => {
  const list = useRef<HTMLUListElement>(null)
  const [margin, setMargin] = useState(0)
  const virtualizer = useWindowRows({ count, estimateSize: () => estimate, overscan: 8, scrollMargin: margin })
  const rows = virtualizer.getVirtualItems()
  const first = rows.at(0)?.index ?? 0
  const last = rows.at(-1)?.index ?? 0

  // What stands above the list may grow or shrink, and moves it then.
  useLayoutEffect(() => {
    const place = (): void => {
      if (list.current !== null) setMargin(Math.round(list.current.getBoundingClientRect().top + window.scrollY))
    }
    const watch = new ResizeObserver(place)
    watch.observe(document.body)
    place()
    return () => {
      watch.disconnect()
    }
  }, [])
  useLayoutEffect(() => {
    onRange(first, last)
  }, [first, last, onRange])

  return (
    <ul ref={list} className={classes.list} aria-label={label} style={{ blockSize: virtualizer.getTotalSize() }}>
      {rows.map((row) => (
        <li
          key={row.key}
          ref={virtualizer.measureElement}
          className={classes.row}
          data-index={row.index}
          aria-setsize={count}
          aria-posinset={row.index + 1}
          style={{ transform: `translateY(${row.start - margin}px)` }}
        >
          {children(row.index)}
        </li>
      ))}
    </ul>
  )
}
