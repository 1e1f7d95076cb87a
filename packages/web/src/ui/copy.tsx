import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { JSX } from 'react'
import { copyTexts } from '../texts/ui.ts'

/** Puts a text of proof (a hash, a checkpoint) on the clipboard. */
export const CopyButton = ({ text, label }: { text: string; label: string }): JSX.Element => {
  const clipboard = useClipboard({ timeout: 1500 })
  const words = clipboard.copied ? copyTexts.copied : `${copyTexts.copy}: ${label}`
  return (
    <Tooltip label={words}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={words}
        onClick={() => {
          clipboard.copy(text)
        }}
      >
        {clipboard.copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </ActionIcon>
    </Tooltip>
  )
}
