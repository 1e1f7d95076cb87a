import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import { lock } from '../phone.ts'
import { Consent } from '../session/consent-screen.tsx'
import { SessionScreens } from '../session/session-screens.tsx'
import type { OpenPhone } from '../store/open-phone.ts'
import { useLanguageNow } from '../texts/use-language.ts'
import { FamilyFile } from './family-file.tsx'
import { Home } from './home.tsx'
import { Meeting } from './meeting.tsx'
import { Settings } from './settings.tsx'

/** Where one is in an open phone. Never in the address: browsers write addresses to disk. */
export type Place = 'home' | 'meeting' | 'consent' | 'session' | 'family' | 'settings'

const idleMs = 5 * 60_000
const idleInSessionMs = 15 * 60_000

/** Locks when the page is hidden, and after some minutes without a touch. */
const useLocking = (place: Place): void => {
  const touchedMs = useRef(0)
  useEffect(() => {
    touchedMs.current = performance.now()
    const touch = (): void => {
      touchedMs.current = performance.now()
    }
    const hide = (): void => {
      if (document.visibilityState === 'hidden') lock()
    }
    const timer = setInterval(() => {
      const most = place === 'session' ? idleInSessionMs : idleMs
      if (performance.now() - touchedMs.current > most) lock()
    }, 5000)
    document.addEventListener('visibilitychange', hide)
    globalThis.addEventListener('pagehide', lock)
    for (const kind of ['pointerdown', 'keydown', 'input']) globalThis.addEventListener(kind, touch)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', hide)
      globalThis.removeEventListener('pagehide', lock)
      for (const kind of ['pointerdown', 'keydown', 'input']) globalThis.removeEventListener(kind, touch)
    }
  }, [place])
}

/** The phone's back button leads home instead of out of the app. */
const useBackToHome = (place: Place, goHome: () => void): void => {
  useEffect(() => {
    if (place === 'home') return undefined
    globalThis.history.pushState(null, '')
    globalThis.addEventListener('popstate', goHome)
    return () => {
      globalThis.removeEventListener('popstate', goHome)
    }
  }, [place, goHome])
}

/** The screens of an open phone. A phone that was just paired fetches its album first. */
export const OpenScreens = ({ open }: { open: OpenPhone }): ReactElement => {
  useLanguageNow()
  const isNew = open.record.office !== null && open.record.receipt === null
  const [place, setPlace] = useState<Place>(isNew ? 'meeting' : 'home')
  const [goHome] = useState(() => () => {
    setPlace('home')
  })
  useLocking(place)
  useBackToHome(place, goHome)
  const mayShow = open.clock.album === 'open' && open.manifest !== null
  const shown = mayShow || place === 'meeting' || place === 'settings' ? place : 'home'
  switch (shown) {
    case 'home': {
      return <Home open={open} onGo={setPlace} />
    }
    case 'meeting': {
      return <Meeting onDone={goHome} />
    }
    case 'settings': {
      return <Settings open={open} onDone={goHome} />
    }
    case 'consent': {
      return <Consent open={open} onGo={setPlace} />
    }
    case 'session': {
      return <SessionScreens open={open} onDone={goHome} />
    }
    default: {
      return <FamilyFile open={open} onDone={goHome} />
    }
  }
}
