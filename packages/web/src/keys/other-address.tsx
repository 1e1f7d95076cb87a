import type { JSX } from 'react'
import { localhostAddress, type passkeyPlace } from '../api/passkey.ts'
import { keysTexts as texts } from '../texts/keys.ts'
import classes from './keys.module.css'

/** Says why no passkey can be used at this address, and leads to the one where it can. */
export const OtherAddress = ({ place }: { place: ReturnType<typeof passkeyPlace> }): JSX.Element | null => {
  if (place === 'here') return null
  if (place === 'unsupported') return <p className={classes.muted}>{texts.unsupported}</p>
  return (
    <p className={classes.muted}>
      {texts.atNumber} {place === 'localhost' ? <a href={localhostAddress()}>{texts.toLocalhost}</a> : texts.askForName}
    </p>
  )
}
