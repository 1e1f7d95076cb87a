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

const onClick = (): void => {
  void lockNow('asked')
}

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
