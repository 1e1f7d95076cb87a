import type { Clock } from './clock.ts'
import { ServerError } from './errors.ts'
import type { Jobs } from './jobs.ts'
import type { NoteFault } from './fault.ts'
import { createPassphraseCheck, type PassphraseCheck } from './passphrase-check.ts'
import { createSerial } from './serial.ts'
import type { Session, Sessions } from './sessions.ts'
import { createSleepWatch } from './sleep-watch.ts'
import type { UnlockDelay } from './unlock-delay.ts'

/** How often the keeper looks whether anybody is still here. */
const lookEveryMs = 10_000

/** Keeps the one vault of this server locked or open. */
export interface VaultKeeper<T> {
  /** The opened vault; null while it is locked, which it is too when the computer slept (rule S32). */
  opened: () => T | null
  /** How long a try from this network address has to wait, in milliseconds. */
  waitMs: (address: string) => number
  /**
   * Opens the vault, or lets a second browser in, and starts a session with a fresh id. `address` is whose tries count.
   * Throws `ServerError` PASSPHRASE_WRONG and TOO_MANY_TRIES, and what opening throws.
   */
  unlock: (passphrase: string, address: string) => Promise<{ id: string; session: Session }>
  /**
   * Does `work` between unlocks, with the opened vault or, while it is locked, with null. Throws `ServerError`
   * TOO_MANY_TRIES while tries from this address have to wait.
   */
  inTurn: <R>(address: string, work: (opened: T | null) => Promise<R>) => Promise<R>
  /** Ends one session; closes the vault if it was the last and no job is running. */
  release: (id: string | undefined) => Promise<void>
  /** Ends every session, stops the running job and closes the vault. Resolves when the keys are gone. */
  lock: () => Promise<void>
}

interface KeeperParts<T> {
  clock: Clock
  sessions: Sessions
  jobs: Jobs
  delay: UnlockDelay
  open: (passphrase: string) => Promise<T>
  close: (opened: T) => Promise<void> | void
  noteFault: NoteFault
}

/**
 * The vault is open as long as a session is, and then until the running job has ended: an import that runs overnight is
 * not thrown away because nobody moved the mouse, but nobody sees anything without the passphrase (rules S9–S11).
 */
export function createVaultKeeper<T>({
  clock,
  sessions,
  jobs,
  delay,
  open,
  close,
  noteFault,
}: KeeperParts<T>): VaultKeeper<T> {
  const serial = createSerial()
  let held: { opened: T; check: PassphraseCheck } | null = null
  let callOff: (() => void) | null = null
  const sleep = createSleepWatch(clock)

  const enter = async (passphrase: string): Promise<boolean> => {
    if (held !== null) return held.check.matches(passphrase)
    const checking = createPassphraseCheck(passphrase)
    try {
      const opened = await open(passphrase)
      held = { opened, check: await checking }
    } catch (error) {
      if (isPassphraseWrong(error)) return false
      throw error
    }
    look()
    return true
  }
  const leave = async () => {
    callOff?.()
    sessions.endAll()
    await jobs.clear()
    if (held === null) return
    const { opened, check } = held
    held = null
    check.forget()
    await close(opened)
  }
  const leaveIfNobody = async () => {
    if (held !== null && sessions.sweep() === 0 && jobs.running() === null) await leave()
  }
  const look = () => {
    callOff = clock.after(lookEveryMs, () => {
      look()
      if (lockIfSlept()) return
      if (sessions.sweep() === 0)
        serial(leaveIfNobody).catch((error: unknown) => {
          noteFault('idle lock', error)
        })
    })
  }
  const lockIfSlept = (): boolean => {
    if (!sleep.slept() || held === null) return false
    // At once; what closes the vault comes behind it.
    sessions.endAll()
    serial(leave).catch((error: unknown) => {
      noteFault('lock after sleep', error)
    })
    return true
  }
  return {
    opened: () => (lockIfSlept() ? null : (held?.opened ?? null)),
    waitMs: delay.waitMs,
    unlock: (passphrase, address) =>
      serial(async () => {
        delay.check(address)
        if (await enter(passphrase)) {
          delay.succeeded(address)
          return sessions.start()
        }
        throw new ServerError(
          'PASSPHRASE_WRONG',
          held === null
            ? 'This passphrase does not open the vault. Please check it and try again.'
            : 'This is not the passphrase of the member who has the vault open here. Please check it, or let them lock the vault first.',
          {
            retryAfterMs: delay.failed(address),
          },
        )
      }),
    inTurn: (address, work) =>
      serial(async () => {
        delay.check(address)
        const result = await work(held?.opened ?? null)
        return result
      }),
    async release(id) {
      sessions.end(id)
      await serial(leaveIfNobody)
    },
    lock: async () => {
      // At once, before anything that is under way has had its turn.
      sessions.endAll()
      await serial(leave)
    },
  }
}

function isPassphraseWrong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'PASSPHRASE_WRONG'
}
