import { Button } from '@mantine/core'
import { IconCertificate, IconDownload } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { apiUrl } from '../api/client.ts'
import type { Phones } from '../api/types.ts'
import { phonesTexts as texts } from '../texts/phones.ts'
import { CopyButton } from '../ui/copy.tsx'
import { Empty } from '../ui/empty.tsx'
import { Facts } from '../ui/facts.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { Panel } from '../ui/panel.tsx'
import { MakeCertificate } from './make-certificate.tsx'
import classes from './phones.module.css'

const soonMs = 60 * 24 * 60 * 60 * 1000

/** The fingerprint in groups of four pairs, so that two people can read it to each other. */
const Fingerprint = ({ text }: { text: string }): JSX.Element => (
  <div className={classes.compare}>
    <p>{texts.compare}</p>
    <ol className={classes.rows} aria-label={texts.fingerprint}>
      {(text.match(/(?:[\dA-F]{2} ?){4}/gu) ?? []).map((group) => (
        <li key={group}>{group.trim()}</li>
      ))}
    </ol>
  </div>
)

/** The organisation's own authority: made, shown and made anew here. */
export const Certificate = ({
  authority,
  manages,
}: {
  authority: Phones['authority']
  manages: boolean
}): JSX.Element => {
  const [making, setMaking] = useState(false)
  const [openedAtMs] = useState(Date.now)
  const open = (): void => {
    setMaking(true)
  }
  return (
    <Panel
      title={texts.certificate}
      hint={texts.certificateHint}
      actions={authority === null ? undefined : <CopyButton text={authority.fingerprint} label={texts.fingerprint} />}
    >
      {authority === null ? (
        <Empty
          icon={IconCertificate}
          title={texts.none}
          {...(manages ? { actions: <Button onClick={open}>{texts.make}</Button> } : {})}
        >
          <p>{manages ? texts.noneText : texts.noneAsk}</p>
        </Empty>
      ) : (
        <>
          <Fingerprint text={authority.fingerprint} />
          <Facts
            facts={[
              { label: texts.goodFor, value: <Foreign>{authority.names.join(', ')}</Foreign> },
              { label: texts.shownAs, value: <Foreign>{authority.shownAs}</Foreign> },
              {
                label: texts.ends,
                value: (
                  <>
                    <Instant at={authority.until} dayOnly />
                    {Date.parse(authority.until) - openedAtMs < soonMs ? (
                      <span className={classes.warn}> {texts.soon}</span>
                    ) : null}
                  </>
                ),
              },
            ]}
          />
          <div className={classes.acts}>
            <Button
              component="a"
              href={apiUrl('/phones/certificate')}
              download
              variant="default"
              leftSection={<IconDownload size={17} stroke={1.6} />}
            >
              {texts.save}
            </Button>
            <span className={classes.muted}>{texts.saveHint}</span>
            {manages ? (
              <Button variant="subtle" color="gray" onClick={open}>
                {texts.renew}
              </Button>
            ) : null}
          </div>
        </>
      )}
      {making ? (
        <MakeCertificate
          before={authority}
          onClose={() => {
            setMaking(false)
          }}
        />
      ) : null}
    </Panel>
  )
}
