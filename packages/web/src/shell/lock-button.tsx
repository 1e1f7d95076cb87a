import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { JSX } from 'react'
import { lock } from '../api/session.ts'
import type { LockReason } from '../api/session-store.ts'
import { shellTexts } from '../texts/shell.ts'
import { clearToasts, toast } from '../ui/toasts.tsx'

/** Covers the page and locks the vault; says so if the server could not be told. */
export const lockNow = async (reason: LockReason): Promise<void> => {
  clearToasts()
  try {
    await lock(reason)
  } catch {
    toast('fault', shellTexts.lockedButNotTold)
  }
}

/** Where somebody who looks over a shoulder, or takes the computer, sees nothing at all, not even whose page it was. */
const blankPage = '/blank.html'
const mostWaitMs = 1500

/**
 * Hides everything at once, locks for everybody, and leaves for a blank page of the same server. If the server said that it did not
 * lock, the page comes back, covered, and says so; a server that says nothing is not waited for.
 */
export const panic = async (): Promise<void> => {
  const page = document.documentElement.style
  page.setProperty('display', 'none', 'important')
  document.title = 'Blank page'
  clearToasts()
  let told: boolean
  try {
    await Promise.race([
      lock('panic'),
      new Promise((resolve) => {
        setTimeout(resolve, mostWaitMs)
      }),
    ])
    told = true
  } catch {
    told = false
  }
  if (told) {
    // Whoever goes back shall not get this hidden page out of the browser's memory, but the locked one, anew.
    globalThis.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) globalThis.location.reload()
    })
    globalThis.location.replace(blankPage)
    return
  }
  page.removeProperty('display')
  toast('fault', shellTexts.lockedButNotTold)
}

const onClick = (): void => {
  void lockNow('asked')
}

/** Locks the vault at once. */
export const LockButton = ({ compact = false }: { compact?: boolean }): JSX.Element => {
  return (
    <Tooltip label={shellTexts.lockHint} multiline w={240}>
      {compact ? (
        <ActionIcon variant="default" size="lg" aria-label={shellTexts.lock} onClick={onClick}>
          <IconLock size={18} stroke={1.6} />
        </ActionIcon>
      ) : (
        <Button variant="default" leftSection={<IconLock size={16} stroke={1.6} />} onClick={onClick}>
          {shellTexts.lock}
        </Button>
      )}
    </Tooltip>
  )
}
