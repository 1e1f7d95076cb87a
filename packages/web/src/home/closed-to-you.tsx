import type { JSX } from 'react'
import { useSession } from '../api/session-store.ts'
import { homeTexts as texts } from '../texts/home.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './home.module.css'

/** Says what of the vault this member does not see, so that nobody takes it for empty. */
export const ClosedToYou = (): JSX.Element | null => {
  const state = useSession()
  if (state.phase !== 'open') return null
  const { role, opens } = state.session.member
  return (
    <Panel title={texts.yourPart}>
      <p>{texts.yourPartText(texts.roles[role], opens)}</p>
      <p className={classes.muted}>{texts.yourPartHint}</p>
    </Panel>
  )
}
