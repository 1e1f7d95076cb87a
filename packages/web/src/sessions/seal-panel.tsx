import { Button, NativeSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type JSX } from 'react'
import { get, post } from '../api/client.ts'
import { actsQuery, teamsQuery } from '../api/queries.ts'
import { useMayWrite, useOpens } from '../api/session-store.ts'
import type { Act, RecognitionSession, SealState } from '../api/types.ts'
import { testimonyTexts as texts } from '../texts/testimony.ts'
import { AskModal } from '../ui/ask-modal.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { localText } from '../ui/instant.tsx'
import { Panel } from '../ui/panel.tsx'
import { toast } from '../ui/toasts.tsx'
import classes from './sessions.module.css'

const waitText = ({ state, notBefore }: Act): string =>
  state === 'alone' ? texts.alone(localText(Date.parse(notBefore ?? ''))) : texts.waiting

const SealDialog = ({
  teams,
  onSeal,
  onClose,
}: {
  teams: readonly { id: string; name: string }[]
  onSeal: (team: string) => Promise<void>
  onClose: () => void
}): JSX.Element => {
  const [team, setTeam] = useState(teams[0]?.id ?? '')
  return (
    <FormModal
      opened
      title={texts.sealTitle}
      submit={texts.seal}
      onClose={onClose}
      onSubmit={async () => {
        await onSeal(team)
        return true
      }}
    >
      <p>{texts.sealText}</p>
      <NativeSelect
        label={texts.team}
        data={teams.map(({ id, name }) => ({ value: id, label: name }))}
        value={team}
        onChange={(event) => {
          setTeam(event.currentTarget.value)
        }}
      />
    </FormModal>
  )
}

const wordsOf = (session: RecognitionSession, state: SealState | undefined, team: string): string => {
  if (!session.isSealed) return session.team === null ? texts.noTeam : texts.open(team)
  if (session.reading === 'team') return texts.yours(team)
  const until = state?.until ?? null
  return session.reading === 'shown' && until !== null
    ? texts.shownUntil(localText(Date.parse(until)))
    : texts.closed(team)
}

/** To which team a session is sealed, and the ways to seal it and to be shown what is sealed (rules R100 to R102). */
export const SealPanel = ({ session }: { session: RecognitionSession }): JSX.Element | null => {
  const client = useQueryClient()
  const mayWrite = useMayWrite()
  const opens = useOpens('testimony')
  const [dialog, setDialog] = useState<'ask' | 'seal' | null>(null)
  const { data: known } = useQuery(teamsQuery)
  const address = `/testimonies/${session.session}`
  const query = {
    queryKey: ['seal', session.session],
    queryFn: ({ signal }: { signal: AbortSignal }) => get<SealState>(address, {}, signal),
    staleTime: 0,
    enabled: opens,
  }
  const { data: state } = useQuery(query)
  const until = session.reading === 'shown' ? (state?.until ?? null) : null
  const refresh = async (): Promise<void> => {
    client.removeQueries({ queryKey: ['testimony', session.session] })
    await Promise.all([
      client.invalidateQueries({ queryKey: ['recognitions'] }),
      client.invalidateQueries({ queryKey: query.queryKey }),
      client.invalidateQueries({ queryKey: actsQuery.queryKey }),
    ])
  }
  useEffect(() => {
    if (until === null) return undefined
    // What was shown is asked for again when the time is over, and is then not told any more.
    const timer = setTimeout(() => void refresh(), Math.max(0, Date.parse(until) - Date.now()) + 500)
    return () => {
      clearTimeout(timer)
    }
  })
  const teams = known?.teams ?? []
  const mayTeams = teams.filter(({ id }) => state?.mayTeams.includes(id) === true)
  if (!session.isSealed && teams.length === 0) return null
  const act = state?.act ?? null
  const isClosed = session.reading === 'closed'
  const canShow = act !== null && (act.may.do || act.state === 'done')
  const show = async (): Promise<void> => {
    try {
      await post(`${address}/shown`)
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    await refresh()
  }
  return (
    <Panel title={session.isSealed ? texts.title : texts.team}>
      <div className={classes.seal}>
        <p>{wordsOf(session, state, teams.find(({ id }) => id === session.team)?.name ?? session.team ?? '')}</p>
        {isClosed && act !== null && !canShow ? <p className={classes.muted}>{waitText(act)}</p> : null}
        {mayWrite && opens ? (
          <div className={classes.chips}>
            {isClosed && canShow ? <Button onClick={() => void show()}>{texts.show}</Button> : null}
            {isClosed && state !== undefined && act === null ? (
              <Button
                variant="default"
                onClick={() => {
                  setDialog('ask')
                }}
              >
                {texts.ask}
              </Button>
            ) : null}
            {mayTeams.length > 0 ? (
              <Button
                variant="default"
                onClick={() => {
                  setDialog('seal')
                }}
              >
                {texts.seal}
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
      {dialog === 'ask' ? (
        <AskModal
          title={texts.askTitle}
          text={texts.askText}
          reasonLabel={texts.reason}
          reasonHint={texts.reasonHint}
          submit={texts.submit}
          onClose={() => {
            setDialog(null)
          }}
          onSubmit={async (reason) => {
            await post(`${address}/proposals`, { reason })
            toast('good', texts.asked)
            await refresh()
          }}
        />
      ) : null}
      {dialog === 'seal' ? (
        <SealDialog
          teams={mayTeams}
          onClose={() => {
            setDialog(null)
          }}
          onSeal={async (team) => {
            await post(`${address}/seal`, { team })
            toast('good', texts.done)
            // Lists and pages of people hold what was said too.
            await client.invalidateQueries()
          }}
        />
      ) : null}
    </Panel>
  )
}
