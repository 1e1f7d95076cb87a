import { ActionIcon, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { useMayWrite } from '../api/session-store.ts'
import { personTexts as texts } from '../texts/people.ts'
import { FormModal } from './form-modal.tsx'

interface RemoveButtonProps {
  /** What is removed, for the label. */
  what: string
  text?: string
  onRemove: () => Promise<void>
}

/** Takes something off a page after asking; the log keeps that it was there. Not there for a reader. */
export const RemoveButton = ({ what, text = texts.removeText, onRemove }: RemoveButtonProps): JSX.Element | null => {
  const [asking, setAsking] = useState(false)
  const mayWrite = useMayWrite()
  if (!mayWrite) return null
  return (
    <>
      <Tooltip label={texts.remove(what)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.remove(what)}
          onClick={() => {
            setAsking(true)
          }}
        >
          <IconTrash size={16} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <FormModal
        title={texts.removeTitle}
        opened={asking}
        danger
        size="sm"
        submit={texts.removeConfirm}
        onClose={() => {
          setAsking(false)
        }}
        onSubmit={async () => {
          await onRemove()
          return true
        }}
      >
        <p>{text}</p>
      </FormModal>
    </>
  )
}
