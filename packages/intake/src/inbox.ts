/** What one side puts in, in order, and the other takes out, waiting where there is nothing yet. */
export interface Inbox<T> {
  put: (item: T) => void
  /** What was put in before is still taken; then every `take` throws `error`. The first failure counts. */
  fail: (error: Error) => void
  /** For one taker at a time. */
  take: () => Promise<T>
}

/** Makes an empty inbox. */
export function createInbox<T>(): Inbox<T> {
  const items: T[] = []
  let failure: Error | undefined
  let waiting: { resolve: (item: T) => void; reject: (error: Error) => void } | undefined

  function deliver(): void {
    if (!waiting) return
    const { resolve, reject } = waiting
    if (items.length > 0) resolve(items.shift() as T)
    else if (failure) reject(failure)
    else return
    waiting = undefined
  }

  return {
    put(item) {
      items.push(item)
      deliver()
    },
    fail(error) {
      failure ??= error
      deliver()
    },
    take: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        deliver()
      }),
  }
}
