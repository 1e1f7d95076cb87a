import type { ReactNode } from 'react'
import { useSession } from '../api/session-store.ts'

/** Whether the member of this session is a coordinator or founder. */
export const useIsCoordinator = (): boolean => {
  const state = useSession()
  const role = state.phase === 'open' ? state.session.member.role : null
  return role === 'coordinator' || role === 'founder'
}

/** What coordinators and founders do: it is not there for others. */
export const ForCoordinators = ({ children }: { children: ReactNode }): ReactNode =>
  useIsCoordinator() ? children : null
