import type { Icon } from '@tabler/icons-react'
import { useState, type DragEvent, type JSX, type ReactNode } from 'react'
import classes from './drop-zone.module.css'

interface DropZoneProps {
  icon: Icon
  title: string
  text: string
  onDrop: (data: DataTransfer) => void
  /** Buttons for those who do not drag. */
  children: ReactNode
}

/** A place to drop files on; everything it does can be done by its buttons too. */
export const DropZone = ({ icon: Sign, title, text, onDrop, children }: DropZoneProps): JSX.Element => {
  const [over, setOver] = useState(false)
  const allow = (event: DragEvent): void => {
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping has no key; the buttons inside do the same
    <div
      className={classes.zone}
      data-over={over}
      onDragEnter={allow}
      onDragOver={allow}
      onDragLeave={() => {
        setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onDrop(event.dataTransfer)
      }}
    >
      <Sign size={30} stroke={1.4} aria-hidden />
      <h2>{title}</h2>
      <p className={classes.text}>{text}</p>
      <div className={classes.actions}>{children}</div>
    </div>
  )
}
