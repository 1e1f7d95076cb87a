import type { UnlockBy, Vault } from '@homeward/vault'
import type { Clock } from './clock.ts'
import { ServerError } from './errors.ts'
import type { NoteFault } from './fault.ts'
import type { Own } from './own.ts'
import { createSerial } from './serial.ts'
import type { Session, Sessions } from './sessions.ts'
import { createSleepWatch } from './sleep-watch.ts'
import type { UnlockDelay } from './unlock-delay.ts'

/** How often the keeper looks whether anybody is still here. */
const lookEveryMs = 10_000

/** Keeps the vault of this server locked, or open for the members who unlocked it. */
export interface VaultKeeper {
  /** What belongs to the member of a session; null when it is locked for them, which it is too when the computer slept (rule S32). */
  ownOf: (session: Session) => Own | null
  /** What belongs to each member who has the vault open now; nobody's when the computer slept. */
  opened: () => Own[]
  /** How many members have the vault open, those included whose last session ended while a job of theirs runs. */
  members: () => number
  /** How long a try from this network address has to wait, in milliseconds. */
  waitMs: (address: string) => number
  /**
   * Opens the vault for the member whose passphrase or passkey this is, or lets a further browser of theirs in, and starts a
   * session with a fresh id. `address` is whose tries count. Throws as `tried` does, and what opening throws.
   */
  unlock: (by: UnlockBy, address: string) => Promise<{ id: string; session: Session }>
  /**
   * What `work` gives, which tries a passphrase or a passkey; a wrong one makes the next try from this network address wait.
   * Throws `ServerError` PASSPHRASE_WRONG, PASSKEY_UNKNOWN and TOO_MANY_TRIES (rule S12), and what `work` throws.
   */
  tried: <T>(address: string, work: () => Promise<T>) => Promise<T>
  /** Forgets the small pictures that the server has in memory, of every member: one of them may be of what was erased. */
  forgetPictures: () => void
  /** Ends one session; closes the vault for its member if it was their last and no job of theirs is running. */
  release: (id: string | undefined) => Promise<void>
  /** Ends every session of this session's member, stops their job and closes the vault for them. */
  leave: (id: string | undefined) => Promise<void>
  /** The same for everybody. Resolves when all keys are gone. */
  lock: () => Promise<void>
}

interface KeeperParts {
  clock: Clock
  sessions: Sessions
  delay: UnlockDelay
  unlock: (by: UnlockBy) => Promise<Vault>
  begin: (vault: Vault) => Promise<Own>
  end: (own: Own) => Promise<void>
  noteFault: NoteFault
}

/**
 * The vault is open for a member as long as a session of theirs is, and then until their job has ended: an import that runs
 * overnight is not thrown away because nobody moved the mouse, but nobody sees anything without the passphrase (rules S9–S11).
 */
export function createVaultKeeper({ clock, sessions, delay, unlock, begin, end, noteFault }: KeeperParts): VaultKeeper {
  const serial = createSerial()
  const ownByMember = new Map<string, Own>()
  let callOff: (() => void) | null = null
  const sleep = createSleepWatch(clock)

  const later = (where: string, task: () => Promise<void>) => {
    serial(task).catch((error: unknown) => {
      noteFault(where, error)
    })
  }
  const tried = async <T>(address: string, work: () => Promise<T>): Promise<T> => {
    delay.check(address)
    try {
      const result = await work()
      delay.succeeded(address)
      return result
    } catch (error) {
      const code = wrongKeyCode(error)
      if (code === null) throw error
      const words = error instanceof Error ? error.message : ''
      throw new ServerError(code, words, { cause: error, retryAfterMs: delay.failed(address) })
    }
  }
  const enter = async (by: UnlockBy): Promise<Own> => {
    const vault = await unlock(by)
    const known = ownByMember.get(vault.member.id)
    if (known?.records.vault === vault) return known
    // The vault was closed for them meanwhile, and nobody has cleared up yet.
    if (known !== undefined) await forget(known)
    const own = await begin(vault)
    ownByMember.set(own.member, own)
    vault.ended.addEventListener('abort', () => {
      // Removed, or given other compartments (rule S42): at once; what is left behind is cleared up then.
      if (ownByMember.get(own.member) !== own) return
      sessions.endMember(own.member)
      later('end of a member', () => forget(own))
    })
    if (callOff === null) {
      // Nobody looked while nobody was here, which is no sleep.
      sleep.slept()
      look()
    }
    return own
  }
  const forget = async (own: Own) => {
    if (ownByMember.get(own.member) !== own) return
    sessions.endMember(own.member)
    await end(own)
    ownByMember.delete(own.member)
    if (ownByMember.size > 0) return
    callOff?.()
    callOff = null
  }
  const forgetAll = async () => {
    sessions.endAll()
    await Promise.all(Array.from(ownByMember.values(), forget))
  }
  const isLeft = (own: Own) => sessions.countOf(own.member) === 0 && own.jobs.running() === null
  const forgetWhoLeft = async () => {
    for (const own of ownByMember.values()) if (isLeft(own)) await forget(own)
  }
  const look = () => {
    callOff = clock.after(lookEveryMs, () => {
      look()
      if (lockIfSlept()) return
      if ([...ownByMember.values()].some(isLeft)) later('idle lock', forgetWhoLeft)
    })
  }
  const lockIfSlept = (): boolean => {
    if (!sleep.slept() || ownByMember.size === 0) return false
    // At once; what closes the vault comes behind it.
    sessions.endAll()
    later('lock after sleep', forgetAll)
    return true
  }
  return {
    ownOf(session) {
      if (lockIfSlept() || session.ended.aborted) return null
      const own = ownByMember.get(session.member)
      return own === undefined || own.records.vault.ended.aborted ? null : own
    },
    opened: () =>
      lockIfSlept()
        ? []
        : [...ownByMember.values()].filter(({ isEnding, records }) => !isEnding && !records.vault.ended.aborted),
    members: () => ownByMember.size,
    waitMs: delay.waitMs,
    unlock: (by, address) =>
      serial(async () => {
        const own = await tried(address, () => enter(by))
        return sessions.start(own.member)
      }),
    tried,
    forgetPictures() {
      for (const { thumbnails } of ownByMember.values()) thumbnails.clear()
    },
    async release(id) {
      sessions.end(id)
      await serial(forgetWhoLeft)
    },
    async leave(id) {
      const session = sessions.find(id)
      if (session === null) return
      sessions.endMember(session.member)
      await serial(async () => {
        const own = ownByMember.get(session.member)
        if (own !== undefined) await forget(own)
      })
    },
    lock: async () => {
      // At once, before anything that is under way has had its turn.
      sessions.endAll()
      await serial(forgetAll)
    },
  }
}

function wrongKeyCode(error: unknown): 'PASSPHRASE_WRONG' | 'PASSKEY_UNKNOWN' | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'PASSPHRASE_WRONG' || code === 'PASSKEY_UNKNOWN' ? code : null
}
