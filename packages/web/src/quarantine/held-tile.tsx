import { IconLock } from '@tabler/icons-react'
import type { JSX } from 'react'
import { quarantineTexts as texts } from '../texts/quarantine.ts'
import classes from './quarantine.module.css'

/** What stands in the place of something in quarantine: grey, and the same for everything. */
export const HeldTile = ({
  className,
  small = false,
}: {
  className?: string | undefined
  small?: boolean
}): JSX.Element => (
  <span
    className={`${classes.tile} ${className ?? ''}`}
    role="img"
    aria-label={texts.inQuarantine}
    title={texts.inQuarantine}
  >
    <IconLock size={18} stroke={1.4} aria-hidden />
    {small ? null : <span>{texts.inQuarantine}</span>}
  </span>
)
