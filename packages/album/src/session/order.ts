/** A whole number from 0 to `below` − 1, each as likely as the others. `below` is at most 2³². */
const uniform = (below: number): number => {
  const reach = Math.floor(2 ** 32 / below) * below
  for (;;) {
    const [value = 0] = crypto.getRandomValues(new Uint32Array(1))
    // Values above the last multiple would make small numbers likelier; fewer than half are.
    if (value < reach) return value % below
  }
}

/** The same things in an order that nobody can foresee: every order is as likely as any other (Fisher and Yates). */
export const shuffled = <T>(things: readonly T[]): T[] => {
  const order = [...things]
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = uniform(at + 1)
    const kept = order[at] as T
    order[at] = order[other] as T
    order[other] = kept
  }
  return order
}
