/** A number of places of which each is taken by one at a time. */
export interface Slots {
  /** Resolves when a place is free, which is then taken. In the order of asking. */
  take: () => Promise<void>
  /** Gives a place back. */
  give: () => void
}

/** Slots with `count` places. */
export const createSlots = (count: number): Slots => {
  const waiting: (() => void)[] = []
  let free = count
  return {
    take: () =>
      new Promise<void>((taken) => {
        if (free > 0) {
          free -= 1
          taken()
        } else {
          waiting.push(taken)
        }
      }),
    give: () => {
      const next = waiting.shift()
      if (next === undefined) {
        free += 1
      } else {
        next()
      }
    },
  }
}
