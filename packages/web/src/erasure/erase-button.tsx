import { Button } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { EraseDialog, type ErasureTarget } from './erase-dialog.tsx'

interface EraseButtonProps {
  target: ErasureTarget
  label: string
  onErased: () => void
}

/** Opens the dialog that erases something for good. Whether this member may is for the page to know. */
export const EraseButton = ({ target, label, onErased }: EraseButtonProps): JSX.Element => {
  const [isOpen, setOpen] = useState(false)
  const close = (): void => {
    setOpen(false)
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="clay"
        leftSection={<IconEraser size={15} stroke={1.6} />}
        onClick={() => {
          setOpen(true)
        }}
      >
        {label}
      </Button>
      {isOpen ? (
        <EraseDialog
          target={target}
          onClose={close}
          onErased={() => {
            close()
            onErased()
          }}
        />
      ) : null}
    </>
  )
}
