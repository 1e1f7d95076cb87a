import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { actsQuery, homeQuery } from '../api/queries.ts'
import { onLogSize } from '../api/session-store.ts'

/** Time changes Home too, where nobody writes: an act runs out, or its day has come. */
const oldestMs = 60_000

/**
 * Reads Home anew when its link is pressed while it stands, some seconds after anybody wrote anything, and each minute (rules W99,
 * W105). Under an open dialog nothing changes: what is typed there stays, and is read when it has closed.
 */
export const useFreshHome = (): void => {
  const router = useRouter()
  const client = useQueryClient()
  useEffect(() => {
    const read = (cancelRefetch: boolean): void => {
      // Its acts alone: what hangs below an act is read when the act is opened.
      for (const { queryKey } of [homeQuery, actsQuery])
        void client.invalidateQueries({ queryKey, exact: true }, { cancelRefetch })
    }
    const endPressed = router.subscribe('onBeforeLoad', ({ pathChanged }) => {
      if (!pathChanged) read(true)
    })
    const endChanged = onLogSize((logSize) => {
      const state = client.getQueryState(homeQuery.queryKey)
      if (state?.data === undefined || document.querySelector('[role="dialog"]') !== null) return
      if (state.data.logSize !== logSize || Date.now() - state.dataUpdatedAt > oldestMs) read(false)
    })
    return () => {
      endPressed()
      endChanged()
    }
  }, [client, router])
}
