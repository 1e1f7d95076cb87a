/** Rows that one scroll box holds at most: browsers cannot lay out boxes of tens of millions of pixels. */
const windowRows = 20_000
const stepRows = windowRows / 2
const edgeRows = 2000

export interface ChatWindow {
  /** Row of the chat that the box begins with. */
  base: number
  count: number
}

/** The part of a chat of `total` messages around `row` that the scroll box holds. */
export const windowAround = (total: number, row: number): ChatWindow => {
  if (total <= windowRows) return { base: 0, count: total }
  const wanted = Math.floor(Math.max(0, row - stepRows / 2) / stepRows) * stepRows
  const base = Math.min(wanted, Math.ceil((total - windowRows) / stepRows) * stepRows)
  return { base, count: Math.min(windowRows, total - base) }
}

/** The part to hold after scrolling to `row`: the same while `row` is not near an end of it. */
export const windowAfterScroll = (total: number, held: ChatWindow, row: number): ChatWindow => {
  const nearStart = row < held.base + edgeRows && held.base > 0
  const nearEnd = row > held.base + held.count - edgeRows && held.base + held.count < total
  if (!nearStart && !nearEnd) return held
  const next = windowAround(total, row)
  return next.base === held.base ? held : next
}
