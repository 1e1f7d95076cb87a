import type { ReactElement } from 'react'
import { useStage } from './phone.ts'
import { Locked } from './screens/locked.tsx'
import { Nothing, Revoked } from './screens/nothing.tsx'
import { OpenScreens } from './screens/open-screens.tsx'
import { SetUp } from './screens/set-up.tsx'
import { useLanguageNow } from './texts/use-language.ts'

/** One screen at a time, by where the phone stands. */
export const App = (): ReactElement | null => {
  const stage = useStage()
  const language = useLanguageNow()
  switch (stage.at) {
    case 'starting': {
      return null
    }
    case 'nothing': {
      return <Nothing key={language} loss={stage.loss} />
    }
    case 'revoked': {
      return <Revoked key={language} receipt={stage.receipt} />
    }
    case 'invited': {
      return <SetUp token={stage.token} hasAlbum={stage.hasAlbum} />
    }
    case 'locked': {
      // Anew for every try: what was typed for the last one is gone, and the wait begins.
      const { door, message } = stage
      return <Locked key={`${door.triesLeft} ${door.waitMs}`} door={door} message={message} />
    }
    default: {
      return <OpenScreens open={stage.open} />
    }
  }
}
