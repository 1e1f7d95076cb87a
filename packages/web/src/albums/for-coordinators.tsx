import type { ReactNode } from 'react'
import { useSession } from '../api/session-store.ts'

/** What coordinators and founders do: it is not there for others. */
export const ForCoordinators = ({ children }: { children: ReactNode }): ReactNode => {
  const state = useSession()
  const role = state.phase === 'open' ? state.session.member.role : null
  return role === 'coordinator' || role === 'founder' ? children : null
}
