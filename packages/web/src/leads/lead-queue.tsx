import { Skeleton } from '@mantine/core'
import { useEffect, useRef, type JSX } from 'react'
import type { LeadRow } from '../api/types.ts'
import { leadsTexts as texts } from '../texts/leads.ts'
import { personTexts } from '../texts/people.ts'
import { Foreign } from '../ui/foreign.tsx'
import { LeadStateChip } from '../ui/lead-state.tsx'
import { useBoxRows } from '../ui/virtual-rows.ts'
import classes from './bench.module.css'

interface LeadQueueProps {
  total: number
  rowAt: (index: number) => LeadRow | undefined
  selected: number
  onSelect: (index: number) => void
  onRange: (first: number, last: number) => void
}

/** The list beside the bench; it does not move when something is decided, so that one can go back. */
export const LeadQueue = ({ total, rowAt, selected, onSelect, onRange }: LeadQueueProps): JSX.Element => {
  const box = useRef<HTMLDivElement>(null)
  const virtualizer = useBoxRows({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => 66,
    overscan: 6,
  })
  const rows = virtualizer.getVirtualItems()
  const first = rows.at(0)?.index ?? 0
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    onRange(Math.min(first, selected), Math.max(last, selected))
  }, [first, last, selected, onRange])
  useEffect(() => {
    virtualizer.scrollToIndex(selected, { align: 'auto' })
  }, [selected, virtualizer])
  return (
    <div ref={box} className={classes.queue}>
      <ul aria-label={texts.queue} style={{ blockSize: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const lead = rowAt(row.index)
          return (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {lead === undefined ? (
                <div className={classes.queued}>
                  <Skeleton height={12} width="60%" mb={8} />
                  <Skeleton height={10} width="40%" />
                </div>
              ) : (
                <button
                  type="button"
                  className={classes.queued}
                  aria-current={row.index === selected}
                  onClick={() => {
                    onSelect(row.index)
                  }}
                >
                  <Foreign className={classes.queuedName}>{lead.personName}</Foreign>
                  <span className={classes.queuedFacts}>
                    <span>{personTexts.distance(lead.distance)}</span>
                    {lead.state === 'open' ? null : <LeadStateChip state={lead.state} />}
                  </span>
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
