import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { phonesQuery } from '../api/queries.ts'
import { useSession } from '../api/session-store.ts'
import type { Phones } from '../api/types.ts'
import { phoneWords } from '../texts/phone-words.ts'
import { phonesTexts as texts } from '../texts/phones.ts'
import { QrCode } from '../unlock/qr-code.tsx'
import { Failure } from '../ui/failure.tsx'
import { Instant } from '../ui/instant.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SaidLine } from '../ui/said.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { Certificate } from './certificate.tsx'
import classes from './phones.module.css'

/** Where phones come in, or why they cannot. */
const Door = ({ phones: { mode, url, until, problem } }: { phones: Phones }): JSX.Element => {
  if (url !== null)
    return (
      <Panel title={texts.listening} hint={mode === 'given' ? texts.listeningGivenHint : texts.listeningHint}>
        <div className={classes.door}>
          <QrCode text={`${url}install`} label={texts.qr(url)} />
          <div className={classes.words}>
            <p>{texts.scan}</p>
            <p className={classes.code}>
              <bdi>{url}</bdi>
            </p>
            {until === null ? null : (
              <p className={classes.muted}>
                {texts.until} <Instant at={until} dayOnly />
              </p>
            )}
          </div>
        </div>
      </Panel>
    )
  return (
    <Panel title={texts.notListening} tone={mode === 'off' ? 'plain' : 'amber'}>
      {mode === 'off' ? (
        <div className={classes.stack}>
          <p>{texts.off}</p>
          <p className={classes.code}>
            <bdi>{texts.command}</bdi>
          </p>
          <p className={classes.muted}>{texts.offHint}</p>
        </div>
      ) : (
        <p>{problem === null ? null : <SaidLine said={problem} words={phoneWords} />}</p>
      )}
    </Panel>
  )
}

/** How phones reach the album: the listener, its address, and the certificate that they install (rules S50 to S55). */
export const PhonesPage = (): JSX.Element => {
  const { data: phones, error, refetch } = useQuery(phonesQuery)
  const state = useSession()
  return (
    <Page title={texts.title} tab={texts.tab} below={texts.below} width="reading">
      {phones === undefined || state.phase !== 'open' ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <div className={classes.stack}>
          <Door phones={phones} />
          {phones.mode === 'given' ? (
            <p className={classes.muted}>{texts.given}</p>
          ) : (
            <Certificate
              authority={phones.authority}
              manages={state.session.member.role === 'coordinator' || state.session.member.role === 'founder'}
            />
          )}
        </div>
      )}
    </Page>
  )
}
