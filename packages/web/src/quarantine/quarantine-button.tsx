import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { useMayWrite } from '../api/session-store.ts'
import { quarantineTexts as texts } from '../texts/quarantine.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { toast } from '../ui/toasts.tsx'

interface QuarantineButtonProps {
  target: { item: string } | { person: string; photo: string }
  label: string
  /** Whether it lies in an archive, which then goes with it. */
  inArchive?: boolean
  onDone?: () => void
}

/** Puts something in quarantine after one question that asks nothing about it. Not there for a reader. */
export const QuarantineButton = ({
  target,
  label,
  inArchive = false,
  onDone,
}: QuarantineButtonProps): JSX.Element | null => {
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const mayWrite = useMayWrite()
  if (!mayWrite) return null
  return (
    <>
      <Tooltip label={texts.put}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={label}
          onClick={() => {
            setAsking(true)
          }}
        >
          <IconLock size={17} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <FormModal
        title={texts.putTitle}
        opened={asking}
        danger
        size="sm"
        submit={texts.put}
        onClose={() => {
          setAsking(false)
        }}
        onSubmit={async () => {
          await post('/quarantine', target)
          toast('good', texts.done)
          onDone?.()
          // What other pages read before is forgotten; this one is read again without losing its place.
          client.removeQueries({ type: 'inactive' })
          void client.invalidateQueries()
          return true
        }}
      >
        <p>{texts.putText}</p>
        {inArchive ? <p>{texts.putArchive}</p> : null}
      </FormModal>
    </>
  )
}
