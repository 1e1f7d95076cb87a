/** The signals that ask a program to stop. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * A signal for long work that is aborted by Ctrl-C or by the system asking the command to end (rule X9). Asked a second time, the
 * command ends at once; what the vault acknowledged is safe then too.
 */
export function interruptSignal(onFirst: () => void): AbortSignal {
  const controller = new AbortController()
  for (const name of stopSignals)
    process.on(name, () => {
      // oxlint-disable-next-line unicorn/no-process-exit -- asked twice: end at once, with the shell's code for this signal
      if (controller.signal.aborted) process.exit(130)
      onFirst()
      controller.abort()
    })
  return controller.signal
}
