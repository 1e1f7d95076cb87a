/** Runs tasks one after the other in the order of the calls; a task that fails does not stop the next. */
export type Serial = <T>(task: () => Promise<T>) => Promise<T>

/** A queue of its own, with nothing in it. */
export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const before = last
    const run = (async () => {
      await before
      return task()
    })()
    last = run.catch(() => null)
    return run
  }
}
