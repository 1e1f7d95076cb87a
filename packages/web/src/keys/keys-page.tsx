import type { JSX } from 'react'
import { keysTexts as texts } from '../texts/keys.ts'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { OwnPassphrase } from './own-passphrase.tsx'
import { Passkeys } from './passkeys.tsx'
import classes from './keys.module.css'

/** What opens the vault for this member: passphrase, recovery shares, passkeys. */
export const KeysPage = (): JSX.Element => (
  <Page title={texts.title} tab={texts.tab} below={texts.below} width="reading">
    <div className={classes.stack}>
      <Passkeys />
      <OwnPassphrase />
      <Panel title={texts.shares}>
        <p>{texts.sharesText}</p>
      </Panel>
    </div>
  </Page>
)
