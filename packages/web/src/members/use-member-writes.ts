import { useQueryClient } from '@tanstack/react-query'
import { call, post } from '../api/client.ts'
import { homeQuery, membersQuery } from '../api/queries.ts'
import { loadSession } from '../api/session.ts'
import type { Compartment, Members, Rehearsal, Role } from '../api/types.ts'

export interface MemberChange {
  name?: string
  role?: Role
  grants?: Compartment[]
}

interface MemberWrites {
  admit: (as: Required<MemberChange> & { code: string }) => Promise<void>
  change: (id: string, to: MemberChange) => Promise<void>
  rename: (id: string, name: string) => Promise<void>
  remove: (id: string) => Promise<void>
  takeOut: (log: string) => Promise<void>
  clearRequests: () => Promise<void>
  rehearse: (shares: [string, string]) => Promise<Rehearsal>
}

const at = (part: string, id: string): string => `/${part}/${encodeURIComponent(id)}`

/** What can be changed about members. Each resolves when the log holds it and the page shows it; throws ApiError. */
export const useMemberWrites = (): MemberWrites => {
  const client = useQueryClient()
  const show = (members: Members): void => {
    client.setQueryData(membersQuery.queryKey, members)
    void client.invalidateQueries({ queryKey: homeQuery.queryKey })
  }
  return {
    admit: async (as) => {
      show(await post<Members>('/members', as))
    },
    change: async (id, to) => {
      show(await post<Members>(at('members', id), to))
    },
    rename: async (id, name) => {
      show(await post<Members>(at('members', id), { name }))
      // The frame of the page shows the name that the session knows.
      await loadSession()
    },
    remove: async (id) => {
      show(await call<Members>('DELETE', at('members', id)))
    },
    takeOut: async (log) => {
      show(await call<Members>('DELETE', at('devices', log)))
    },
    clearRequests: async () => {
      show(await call<Members>('DELETE', '/joining'))
    },
    rehearse: async (shares) => {
      const rehearsal = await post<Rehearsal>('/recovery/rehearsal', { shares })
      void client.invalidateQueries({ queryKey: membersQuery.queryKey })
      void client.invalidateQueries({ queryKey: homeQuery.queryKey })
      return rehearsal
    },
  }
}
