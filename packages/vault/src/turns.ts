/** Runs tasks one after the other, in the order of the calls; one that fails does not stop the next. */
export type Turns = <Result>(task: () => Promise<Result>) => Promise<Result>

/** A row of turns of its own. */
export const createTurns = (): Turns => {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const before = last
    const turn = (async () => {
      await before
      return task()
    })()
    last = turn.catch(() => null)
    return turn
  }
}
