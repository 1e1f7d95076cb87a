import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error.ts'
import { onSessionChange } from './session-store.ts'

/** What pages read from the server. Kept in memory only and emptied when the vault locks. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // The server is on this machine: asking again at once does not change what it says, except when it was just starting.
      retry: (failures, error) => error instanceof ApiError && error.code === 'UNREACHABLE' && failures < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

onSessionChange((state) => {
  if (state.phase !== 'open') queryClient.clear()
})
