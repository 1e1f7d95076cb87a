import { Button, Modal } from '@mantine/core'
import { useEffect, useRef, useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import { idleTexts } from '../texts/shell.ts'
import { lockNow } from './lock-button.tsx'
import classes from './shell.module.css'

const noticeMs = 60_000
const touchEveryMs = 60_000
/** The wall clock may go ahead of running time by so much before it was sleep. */
const mostDriftMs = 15_000

const wallAhead = (): number => Date.now() - performance.now()

/** Tells the server that somebody is here; a request that counts as use. A failure shows itself at the next real request. */
const touch = async (): Promise<void> => {
  try {
    await get('/leads', { state: 'open', limit: 1 })
  } catch {
    // Locked or unreachable: the page that is open says so.
  }
}

/**
 * Locks the vault after `idleLockMs` without a key, a press or a movement, and asks a minute before.
 * Reading without loading anything counts as use: the server is told once a minute. A computer that slept wakes up locked.
 */
export const IdleNotice = ({ idleLockMs }: { idleLockMs: number }): JSX.Element => {
  const usedAt = useRef(0)
  const touchedAt = useRef(0)
  const [left, setLeft] = useState<number | null>(null)

  const stay = (): void => {
    usedAt.current = performance.now()
    touchedAt.current = usedAt.current
    setLeft(null)
    void touch()
  }

  useEffect(() => {
    usedAt.current = performance.now()
    touchedAt.current = usedAt.current
    const onUse = (): void => {
      const now = performance.now()
      const idle = now - usedAt.current
      // Once the question stands there, only its answer counts.
      if (idle > idleLockMs - Math.min(noticeMs, idleLockMs / 2)) return
      usedAt.current = now
      if (now - touchedAt.current > Math.min(touchEveryMs, idleLockMs / 4)) {
        touchedAt.current = now
        void touch()
      }
    }
    let aheadMs = wallAhead()
    const look = (): void => {
      const driftMs = wallAhead() - aheadMs
      aheadMs += driftMs
      if (driftMs > mostDriftMs) {
        void lockNow('slept')
        return
      }
      const rest = idleLockMs - (performance.now() - usedAt.current)
      if (rest <= 0) void lockNow('idle')
      else setLeft(rest <= Math.min(noticeMs, idleLockMs / 2) ? Math.ceil(rest / 1000) : null)
    }
    const timer = setInterval(look, 1000)
    const events = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const
    for (const name of events) window.addEventListener(name, onUse, { passive: true })
    // A laptop that slept: the timer stood still, the clock did not.
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      for (const name of events) window.removeEventListener(name, onUse)
      document.removeEventListener('visibilitychange', look)
    }
  }, [idleLockMs])

  return (
    <Modal opened={left !== null} onClose={stay} title={idleTexts.title} withCloseButton={false} size="sm">
      <p role="timer">{idleTexts.text(left ?? 0)}</p>
      <div className={classes.dialogActions}>
        <Button
          variant="default"
          onClick={() => {
            void lockNow('idle')
          }}
        >
          {idleTexts.lockNow}
        </Button>
        <Button data-autofocus onClick={stay}>
          {idleTexts.stay}
        </Button>
      </div>
    </Modal>
  )
}
