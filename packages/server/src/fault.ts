import { refusalOf } from './refusal.ts'

/** Something in the program that is wrong. Holds nothing that came out of the vault or out of a request (rule S25). */
export interface Fault {
  /** The route's pattern, the kind of job, or `idle lock`. */
  where: string
  /** The error's class and its place in the program; never its message, which may quote what was worked on. */
  error: string
}

/** Takes an error that ended something; refusals are no faults. */
export type NoteFault = (where: string, error: unknown) => void

/** Notes faults, as far as errors are faults, with whoever started the server. */
export function createFaultNotes(onFault: (fault: Fault) => void): NoteFault {
  return (where, error) => {
    if (refusalOf(error).code === 'FAULT') onFault({ where, error: describe(error) })
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error'
  const place = /\(?([^\s(/\\]+:\d+:\d+)\)?$/mu.exec(error.stack ?? '')?.[1]
  return place === undefined ? error.name : `${error.name} at ${place}`
}
