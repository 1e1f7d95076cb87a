/** `warning`: not sound practice, or not known; `fault`: something is broken; `mended`: it was, and is not any more. */
export type CheckState = 'fault' | 'mended' | 'ok' | 'warning'

/** One thing that was looked at. No text in it names a person, a file or a folder, so that it can be shown to a helper. */
export interface Check {
  /** Short name that does not change between versions, such as `permissions`. */
  check: string
  state: CheckState
  found: string
  /** What to do, when there is something. */
  todo?: string
}

/** A check without anything to do. */
export const soundCheck = (check: string, found: string): Check => ({ check, state: 'ok', found })
