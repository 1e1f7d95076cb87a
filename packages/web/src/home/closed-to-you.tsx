import type { JSX } from 'react'
import { useSession } from '../api/session-store.ts'
import { grantable } from '../members/role-and-grants.tsx'
import { homeTexts as texts } from '../texts/home.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './home.module.css'

/** Says what of the vault this member does not see or do, so that nobody takes it for empty or broken. */
export const ClosedToYou = (): JSX.Element | null => {
  const state = useSession()
  if (state.phase !== 'open') return null
  const { role, opens } = state.session.member
  const opensAll = grantable.every((name) => opens.includes(name))
  return (
    <Panel title={texts.yourPart}>
      <p>{texts.yourPartText(texts.roles[role], opens)}</p>
      {role === 'reader' ? <p className={classes.muted}>{texts.readOnly}</p> : null}
      {opensAll ? null : <p className={classes.muted}>{texts.yourPartHint}</p>}
    </Panel>
  )
}
