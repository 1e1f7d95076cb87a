import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { call, get, post } from '../api/client.ts'
import { albumsQuery } from '../api/queries.ts'
import type { Invitation } from '../api/types.ts'
import { albumTexts, pairTexts as texts } from '../texts/albums.ts'
import { phonesTexts } from '../texts/phones.ts'
import { LinkButton, TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { toast } from '../ui/toasts.tsx'
import { QrCode } from '../unlock/qr-code.tsx'
import classes from './albums.module.css'

const askEveryMs = 1000
const isGoingOn = ({ state }: Invitation): boolean => state === 'open' || state === 'committed' || state === 'compare'

const Compare = ({
  invitation: { invitation, code },
  onAnswer,
}: {
  invitation: Invitation
  onAnswer: (answered: Invitation, name: string) => void
}): JSX.Element => {
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const client = useQueryClient()
  const answer = async (work: () => Promise<Invitation>): Promise<void> => {
    setBusy(true)
    try {
      onAnswer(await work(), name.trim())
      await client.invalidateQueries({ queryKey: albumsQuery.queryKey })
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  const path = `/albums/invitations/${invitation}`
  return (
    <>
      <p>{texts.states.compare}</p>
      <output className={classes.code} aria-label={texts.code}>
        {code}
      </output>
      <div className={classes.name}>
        <TextInput
          dir="auto"
          label={texts.name}
          description={texts.nameHint}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <div className={classes.actions}>
          <Button
            disabled={name.trim() === ''}
            loading={busy}
            onClick={() => void answer(() => post<Invitation>(`${path}/same`, { name: name.trim() }))}
          >
            {texts.same}
          </Button>
          <Button variant="default" disabled={busy} onClick={() => void answer(() => call<Invitation>('DELETE', path))}>
            {texts.differ}
          </Button>
        </div>
      </div>
    </>
  )
}

const Over = ({
  invitation,
  name,
  onAgain,
}: {
  invitation: Invitation
  name: string
  onAgain: () => void
}): JSX.Element =>
  invitation.state === 'paired' ? (
    <>
      <output>{texts.done(name)}</output>
      <div className={classes.actions}>
        <LinkButton to="/albums/new">{albumTexts.make}</LinkButton>
        <LinkButton to="/albums" variant="default">
          {albumTexts.title}
        </LinkButton>
      </div>
    </>
  ) : (
    <>
      <output>{texts.states[invitation.state]}</output>
      {invitation.state === 'refused' ? <p className={classes.muted}>{texts.differText}</p> : null}
      <Button onClick={onAgain}>{texts.again}</Button>
    </>
  )

/** Pairs a phone: a code to scan, six digits to compare, a name. */
export const PairPage = (): JSX.Element => {
  const [made, setMade] = useState<Invitation | null>(null)
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const { data } = useQuery({
    queryKey: ['invitation', made?.invitation ?? null],
    queryFn: ({ signal }) => get<Invitation>(`/albums/invitations/${made?.invitation ?? ''}`, {}, signal),
    enabled: made !== null && isGoingOn(made),
    refetchInterval: askEveryMs,
    gcTime: 0,
  })
  // What was answered here is newer than what was asked for a moment ago.
  const invitation = made !== null && isGoingOn(made) ? (data ?? made) : made
  const start = async (): Promise<void> => {
    setBusy(true)
    try {
      setMade(await post<Invitation>('/albums/invitations'))
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  return (
    <Page
      above={<TextLink to="/albums">{texts.back}</TextLink>}
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
      width="reading"
    >
      <Panel>
        <div className={classes.pair}>
          {invitation === null ? (
            <>
              <p>{texts.startText}</p>
              <p>
                <TextLink to="/phones">{phonesTexts.title}</TextLink>
              </p>
              <Button loading={busy} onClick={() => void start()}>
                {texts.start}
              </Button>
            </>
          ) : invitation.state === 'open' || invitation.state === 'committed' ? (
            <>
              <p className={classes.strong}>{texts.scan}</p>
              <div className={classes.qr}>
                <QrCode text={invitation.url} label={texts.qr} />
              </div>
              <output className={classes.muted}>{texts.states[invitation.state]}</output>
            </>
          ) : invitation.state === 'compare' ? (
            <Compare
              invitation={invitation}
              onAnswer={(answered, given) => {
                setName(given)
                setMade(answered)
              }}
            />
          ) : (
            <Over invitation={invitation} name={name} onAgain={() => void start()} />
          )}
        </div>
      </Panel>
    </Page>
  )
}
