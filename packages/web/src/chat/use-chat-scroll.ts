import type { Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useBoxRows } from '../ui/virtual-rows.ts'
import { windowAfterScroll, windowAround, type ChatWindow } from './chat-window.ts'

type Align = 'start' | 'center' | 'auto'

interface ChatScroll {
  virtualizer: Virtualizer<HTMLElement, Element>
  /** Row of the chat that the scroll box begins with. */
  base: number
  /** First and last row of the chat that are on the screen or close to it. */
  first: number
  last: number
  /** The row at the top edge of the box. */
  top: number
  jump: (row: number, align: Align) => void
}

/** Where the screen has to be once the box holds the right part: a row to show, or a row and how far into it. */
type Goal = { row: number; align: Align } | { row: number; into: number }

const staleMs = 1000
const landMs = 1500

/** Scrolls over any number of messages by holding a part of them in the box and moving that part along. */
export const useChatScroll = (total: number, box: RefObject<HTMLElement | null>, startAt: number): ChatScroll => {
  const [held, setHeld] = useState<ChatWindow>(() => windowAround(total, startAt))
  const { base, count } = held
  const goal = useRef<Goal | null>({ row: startAt, align: startAt === 0 ? 'start' : 'center' })
  const moved = useRef({ from: 0, to: 0, untilMs: 0 })
  const landing = useRef<{ row: number; align: Align; untilMs: number } | null>(null)
  const virtualizer = useBoxRows({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => 64,
    overscan: 12,
    // Measured heights belong to messages, so they outlive a move of the part. A new function would measure all again.
    getItemKey: useCallback((index: number) => base + index, [base]),
    onChange: (instance) => {
      if (goal.current !== null) return
      // The box itself knows where it is; what the instance noted may be from before the last move.
      const at = instance.scrollElement?.scrollTop ?? 0
      const { from, to, untilMs } = moved.current
      if (performance.now() < untilMs && Math.abs(at - from) < Math.abs(at - to)) {
        // A scroll that was under way when the part was moved goes on where it was: take it along.
        instance.scrollElement?.scrollTo({ top: at + to - from })
        return
      }
      // The part is moved when scrolling has come to rest: never under a hand that holds the scroll bar.
      if (instance.isScrolling) return
      const item = instance.getVirtualItemForOffset(at)
      if (item === undefined) return
      const row = base + item.index
      const next = windowAfterScroll(total, held, row)
      if (next === held) return
      goal.current = { row, into: at - item.start }
      setHeld(next)
    },
  })
  const rows = virtualizer.getVirtualItems()
  const offset = virtualizer.scrollOffset ?? 0

  useLayoutEffect(() => {
    const wanted = goal.current
    goal.current = null
    if (wanted === null) return
    if ('align' in wanted) {
      landing.current = { ...wanted, untilMs: performance.now() + landMs }
      virtualizer.scrollToIndex(wanted.row - base, { align: wanted.align })
      return
    }
    const found = virtualizer.getOffsetForIndex(wanted.row - base, 'start')
    if (found === undefined) return
    const to = found[0] + wanted.into
    moved.current = { from: virtualizer.scrollElement?.scrollTop ?? 0, to, untilMs: performance.now() + staleMs }
    virtualizer.scrollElement?.scrollTo({ top: to })
  }, [base, virtualizer])

  // Messages that arrive after a jump are higher or lower than they were guessed: the row asked for is kept on the screen
  // until somebody scrolls.
  useLayoutEffect(() => {
    const target = landing.current
    if (target === null || performance.now() > target.untilMs) return
    virtualizer.scrollToIndex(target.row - base, { align: target.align })
  })
  useEffect(() => {
    const element = box.current
    const stop = (): void => {
      landing.current = null
    }
    element?.addEventListener('wheel', stop, { passive: true })
    element?.addEventListener('pointerdown', stop, { passive: true })
    return () => {
      element?.removeEventListener('wheel', stop)
      element?.removeEventListener('pointerdown', stop)
    }
  }, [box])

  return {
    virtualizer,
    base,
    first: base + (rows.at(0)?.index ?? 0),
    last: base + (rows.at(-1)?.index ?? 0),
    top: base + (rows.find(({ end }) => end > offset)?.index ?? 0),
    jump: (row, align) => {
      if (row >= base && row < base + count) {
        landing.current = { row, align, untilMs: performance.now() + landMs }
        virtualizer.scrollToIndex(row - base, { align })
        return
      }
      goal.current = { row, align }
      setHeld(windowAround(total, row))
    },
  }
}
