import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react'
import type { JSX } from 'react'
import type { Home } from '../api/types.ts'
import { homeTexts as texts } from '../texts/home.ts'
import { Instant } from '../ui/instant.tsx'
import { LinkButton } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './home.module.css'

/** When the vault was last verified and what came of it. */
export const LastVerified = ({ last }: { last: Home['lastVerify'] }): JSX.Element => {
  const faults = last?.report.faults.length ?? 0
  const Sign = last === null ? IconShieldQuestion : faults > 0 ? IconShieldX : IconShieldCheck
  return (
    <Panel
      title={texts.verified}
      actions={
        <LinkButton to="/log" variant="default" size="xs">
          {texts.verifyNow}
        </LinkButton>
      }
      tone={faults > 0 ? 'clay' : 'plain'}
    >
      <div className={classes.verified} data-state={last === null ? 'never' : faults > 0 ? 'bad' : 'good'}>
        <Sign size={22} stroke={1.5} aria-hidden />
        {last === null ? (
          <p className={classes.muted}>{texts.neverVerified}</p>
        ) : (
          <div>
            <p>
              <Instant at={last.atMs} />
            </p>
            <p className={classes.muted}>
              {faults > 0 ? texts.verifiedBad(faults) : texts.verifiedGood(last.report.entries, last.report.blobs)}
            </p>
          </div>
        )}
      </div>
    </Panel>
  )
}
