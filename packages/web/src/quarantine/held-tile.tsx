import { VisuallyHidden } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import type { JSX } from 'react'
import { quarantineTexts as texts } from '../texts/quarantine.ts'
import classes from './quarantine.module.css'

interface HeldTileProps {
  className?: string | undefined
  /** Small frames show no words, only the sign. */
  small?: boolean
}

/** What stands in the place of something in quarantine: grey, and the same for everything. */
export const HeldTile = ({ className, small = false }: HeldTileProps): JSX.Element => (
  <span className={`${classes.tile} ${className ?? ''}`} title={texts.inQuarantine}>
    <IconLock size={18} stroke={1.4} aria-hidden />
    {small ? <VisuallyHidden>{texts.inQuarantine}</VisuallyHidden> : <span>{texts.inQuarantine}</span>}
  </span>
)
