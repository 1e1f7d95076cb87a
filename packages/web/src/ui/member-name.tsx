import type { JSX } from 'react'
import { useSession } from '../api/session-store.ts'
import { memberTexts } from '../texts/ui.ts'
import { Foreign } from './foreign.tsx'

/** The member behind an id; of others than the one who is here, the beginning of the id until their names are told. */
export const MemberName = ({ id, className }: { id: string; className?: string | undefined }): JSX.Element => {
  const state = useSession()
  const own = state.phase === 'open' ? state.session.member : null
  return (
    <Foreign className={className}>
      {own !== null && (own.id === id || own.name === id) ? own.name : memberTexts.other(id)}
    </Foreign>
  )
}
