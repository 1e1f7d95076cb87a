import type { Command } from 'commander'
import type { Context, Outcome } from './context.ts'

/**
 * Makes a command's work into what commander calls: gives it a context, prints the outcome that it returns and keeps its exit code.
 * Work that has printed for itself and only then ended returns null.
 */
export type Act = <A extends unknown[]>(
  work: (context: Context, ...args: A) => Promise<Outcome | null>,
) => (...given: [...A, Command]) => Promise<void>
