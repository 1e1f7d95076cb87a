import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useBoxRows } from '../ui/virtual-rows.ts'
import { windowAfterScroll, windowAround, type ChatWindow } from './chat-window.ts'

interface ChatScroll {
  virtualizer: Virtualizer<HTMLElement, Element>
  /** Row of the chat that the scroll box begins with. */
  base: number
  /** First and last row of the chat that are on the screen or close to it. */
  first: number
  last: number
  /** The row at the top edge of the box. */
  top: number
  jump: (row: number, align: 'start' | 'center' | 'auto') => void
}

/** Scrolls over any number of messages by holding a part of them in the box and moving that part along. */
export const useChatScroll = (total: number, box: RefObject<HTMLElement | null>, startAt: number): ChatScroll => {
  const [held, setHeld] = useState<ChatWindow>(() => windowAround(total, startAt))
  const virtualizer = useBoxRows({
    count: held.count,
    getScrollElement: () => box.current,
    estimateSize: () => 64,
    overscan: 12,
    getItemKey: (index) => held.base + index,
  })
  const rows = virtualizer.getVirtualItems()
  const offset = virtualizer.scrollOffset ?? 0
  const topItem = rows.find(({ end }) => end > offset)
  const top = held.base + (topItem?.index ?? 0)
  // Where the screen has to be after the part was moved: a row and how far into it, or a row to show.
  const wanted = useRef<{ row: number; align: 'start' | 'center' | 'auto' } | { row: number; into: number } | null>({
    row: startAt,
    align: startAt === 0 ? 'start' : 'center',
  })

  useLayoutEffect(() => {
    const goal = wanted.current
    if (goal === null) return
    wanted.current = null
    if ('into' in goal) {
      const found = virtualizer.getOffsetForIndex(goal.row - held.base, 'start')
      if (found !== undefined) virtualizer.scrollToOffset(found[0] + goal.into)
    } else virtualizer.scrollToIndex(goal.row - held.base, { align: goal.align })
  }, [held, virtualizer])

  useLayoutEffect(() => {
    const next = windowAfterScroll(total, held, top)
    if (next === held || wanted.current !== null) return
    wanted.current = { row: top, into: offset - (topItem?.start ?? offset) }
    setHeld(next)
  }, [top, offset, topItem, held, total])

  return {
    virtualizer,
    base: held.base,
    first: held.base + (rows.at(0)?.index ?? 0),
    last: held.base + (rows.at(-1)?.index ?? 0),
    top,
    jump: (row, align) => {
      const inside = row >= held.base && row < held.base + held.count
      if (inside) {
        virtualizer.scrollToIndex(row - held.base, { align })
        return
      }
      wanted.current = { row, align }
      setHeld(windowAround(total, row))
    },
  }
}
