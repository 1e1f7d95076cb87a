import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { membersQuery } from '../api/queries.ts'
import { useSession } from '../api/session-store.ts'
import { memberTexts } from '../texts/ui.ts'
import { Foreign } from './foreign.tsx'

/** The member behind an id or a name; of an id that the vault does not tell of, its beginning. */
export const MemberName = ({ id, className }: { id: string; className?: string | undefined }): JSX.Element => {
  const state = useSession()
  const own = state.phase === 'open' ? state.session.member : null
  const isOwn = own !== null && (own.id === id || own.name === id)
  const { data } = useQuery({ ...membersQuery, enabled: own !== null && !isOwn })
  const name = isOwn ? own.name : data?.members.find((member) => member.id === id)?.name
  return <Foreign className={className}>{name ?? memberTexts.other(id)}</Foreign>
}
