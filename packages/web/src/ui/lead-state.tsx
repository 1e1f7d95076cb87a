import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHelpCircle,
  type Icon,
} from '@tabler/icons-react'
import type { JSX } from 'react'
import type { LeadState } from '../api/types.ts'
import { leadStateTexts } from '../texts/ui.ts'
import classes from './chip.module.css'

const signs = {
  open: { icon: IconCircleDashed, tone: 'amber' },
  confirmed: { icon: IconCircleCheck, tone: 'moss' },
  refused: { icon: IconCircleX, tone: 'plain' },
  unsure: { icon: IconHelpCircle, tone: 'plain' },
  disputed: { icon: IconAlertTriangle, tone: 'clay' },
} as const satisfies Record<LeadState, { icon: Icon; tone: string }>

/** The state of a lead: a sign and a word, never a colour alone. */
export const LeadStateChip = ({ state }: { state: LeadState }): JSX.Element => {
  const { icon: Sign, tone } = signs[state]
  return (
    <span className={classes.chip} data-tone={tone}>
      <Sign size={14} stroke={1.75} aria-hidden />
      {leadStateTexts[state]}
    </span>
  )
}
