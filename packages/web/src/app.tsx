import { DirectionProvider, MantineProvider } from '@mantine/core'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useCallback, useEffect, type JSX } from 'react'
import { queryClient } from './api/query-client.ts'
import { loadSession, watchSession } from './api/session.ts'
import { useSession } from './api/session-store.ts'
import { useStore } from './api/store.ts'
import { activeStore } from './language/active.ts'
import { languages } from './language/languages.ts'
import { router } from './router.tsx'
import { usePanicKey } from './shell/keys.ts'
import { panic } from './shell/lock-button.tsx'
import { themeInWords } from './theme/theme-in-words.ts'
import { Failure } from './ui/failure.tsx'
import { Toasts } from './ui/toasts.tsx'
import { UnlockPage } from './unlock/unlock-page.tsx'

const Opened = (): JSX.Element => {
  useEffect(watchSession, [])
  usePanicKey(
    useCallback(() => {
      void panic()
    }, []),
  )
  return <RouterProvider router={router} />
}

const Gate = (): JSX.Element | null => {
  const session = useSession()
  const { error, refetch } = useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      await loadSession()
      return true
    },
    enabled: session.phase === 'unknown',
  })
  if (session.phase === 'open') return <Opened />
  if (session.phase === 'locked') return <UnlockPage reason={session.reason} waitMs={session.waitMs} />
  return error === null ? null : <Failure error={error} onRetry={() => void refetch()} />
}

/** Everything, in the language of now. Another language draws it anew: nothing that was read in the old one stays. */
export const App = (): JSX.Element => {
  const { language, digits } = useStore(activeStore)
  return (
    <DirectionProvider
      key={`${language} ${digits}`}
      initialDirection={languages[language].direction}
      detectDirection={false}
    >
      <MantineProvider
        theme={themeInWords()}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <Gate />
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}
