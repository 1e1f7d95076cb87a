import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from './clock.ts'
import type { NoteFault } from './fault.ts'

/** How often the server looks whether somebody asked it to lock. */
const lookEveryMs = 500

const requestFile = (vaultDir: string): string => path.join(vaultDir, 'lock-request')

/**
 * Locks the vault when a file named `lock-request` appears in its folder, and removes the file when it is locked
 * (rule S31). Looks twice a second, also while the vault is locked, so that whoever asks is always answered.
 *
 * A page in a browser cannot make such a file, whoever can make it could as well remove the vault, and all that it does
 * is to lock. Returns what ends the looking.
 */
export function watchLockRequests(
  vaultDir: string,
  { clock, lock, noteFault }: { clock: Clock; lock: () => Promise<void>; noteFault: NoteFault },
): () => void {
  let callOff: (() => void) | null = null
  const look = async () => {
    if (!existsSync(requestFile(vaultDir))) return
    await lock()
    await rm(requestFile(vaultDir), { force: true })
  }
  const lookLater = () => {
    callOff = clock.after(lookEveryMs, () => {
      lookLater()
      look().catch((error: unknown) => {
        noteFault('lock request', error)
      })
    })
  }
  lookLater()
  return () => {
    callOff?.()
  }
}

/**
 * Asks the server that serves this vault to lock it. Resolves to true when it has, and to false if none answered within
 * `waitMs`; the request is then taken back. Throws Node's own error if the folder cannot be written to.
 */
export async function requestLock(vaultDir: string, waitMs = 5000): Promise<boolean> {
  const file = requestFile(vaultDir)
  await writeFile(file, '', { mode: 0o600 })
  for (const endMs = performance.now() + waitMs; performance.now() < endMs;) {
    await delay(50)
    if (!existsSync(file)) return true
  }
  await rm(file, { force: true })
  return false
}
