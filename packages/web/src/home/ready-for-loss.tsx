import type { JSX } from 'react'
import type { Home } from '../api/types.ts'
import { homeTexts as texts } from '../texts/home.ts'
import { Instant } from '../ui/instant.tsx'
import { LinkButton } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './home.module.css'

/** When recovery was last rehearsed and the vault last backed up: what is left when a disk or a passphrase is lost. */
export const ReadyForLoss = ({ home }: { home: Home }): JSX.Element => (
  <Panel
    title={texts.loss}
    actions={
      <LinkButton to="/members" variant="default" size="xs">
        {texts.rehearse}
      </LinkButton>
    }
  >
    <dl className={classes.lossFacts}>
      <dt>{texts.rehearsed}</dt>
      <dd>{home.rehearsed === null ? texts.never : <Instant at={home.rehearsed} dayOnly />}</dd>
      <dt>{texts.backedUp}</dt>
      <dd>{home.lastBackup === null ? texts.never : <Instant at={home.lastBackup.at} dayOnly />}</dd>
    </dl>
    <p className={classes.muted}>
      {home.lastBackup !== null && home.lastBackup.refused > 0
        ? texts.backupRefused(home.lastBackup.refused)
        : texts.backupHint}
    </p>
  </Panel>
)
